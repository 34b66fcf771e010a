import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Kind } from '../api/types';
import { Icon } from '../parts/icon';
import { amountText } from '../state/format';
import type { Go } from '../state/route';
import { useDebounced } from '../state/use-debounced';
import { kindWords, statusWords } from '../state/words';

export interface FiltersProps {
  readonly kind: Kind;
  readonly search: string;
  readonly status: string;
  /** How many rows there are; null: not known yet. */
  readonly total: number | null;
  readonly go: Go;
}

export function Filters({ kind, search, status, total, go }: FiltersProps): JSX.Element {
  const { one, many } = kindWords[kind];
  return (
    <div class="filters">
      <SearchField key={kind} label={`Search ${many}`} search={search} go={go} />
      <label class="inline-field">
        <span>Status</span>
        <select
          value={status}
          onChange={(event) => go({ status: event.currentTarget.value, page: 1 }, { replace: true })}
        >
          <option value="">All</option>
          {Object.entries(statusWords).map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      </label>
      <p class="filters-total faint" role="status">
        {total === null ? '' : `${amountText(total, one, many)}${search + status === '' ? '' : ' found'}`}
      </p>
    </div>
  );
}

function SearchField(props: { readonly label: string; readonly search: string; readonly go: Go }): JSX.Element {
  const { label, search, go } = props;
  const [text, setText] = useState(search);
  const settled = useDebounced(text);
  useEffect(() => {
    if (settled !== search) go({ search: settled, page: 1 }, { replace: true });
  }, [settled]);
  return (
    <label class="search">
      <Icon name="search" />
      <span class="only-read">{label}</span>
      <input
        type="search"
        placeholder={label}
        maxLength={200}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
    </label>
  );
}
