import type { JSX } from 'preact';
import type { SortKey } from '../api/types';
import { Icon } from '../parts/icon';
import type { Go } from '../state/route';

export interface SortHeadProps {
  readonly by: SortKey;
  readonly text: string;
  readonly sort: SortKey;
  readonly descending: boolean;
  readonly go: Go;
}

/** The head of a column that can be sorted: once for upwards, once more for downwards. */
export function SortHead({ by, text, sort, descending, go }: SortHeadProps): JSX.Element {
  const isSorted = by === sort;
  const press = (): void => go({ sort: by, descending: isSorted && !descending, page: 1 }, { replace: true });
  return (
    <th scope="col" aria-sort={isSorted ? (descending ? 'descending' : 'ascending') : undefined}>
      <button
        type="button"
        class={`sort${isSorted ? ' is-sorted' : ''}${descending ? ' is-down' : ''}`}
        onClick={press}
      >
        {text} <Icon name="up" />
      </button>
    </th>
  );
}
