import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Chosen } from '../actions/action-dialog';
import type { Calls, RowsAsked } from '../api/calls';
import type { Kind } from '../api/types';
import { Refused } from '../parts/notice';
import { amountText, countText } from '../state/format';
import { actions, actionWords, kindWords } from '../state/words';
import { allIds, MOST_AT_ONCE } from './all-ids';

export interface BulkBarProps {
  readonly calls: Calls;
  /** What the rows are of: the filter, without a page. */
  readonly all: RowsAsked;
  readonly total: number;
  readonly kind: Kind;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (ids: ReadonlySet<string>) => void;
  readonly onAction: (chosen: Chosen) => void;
}

/** What can be done with all that are selected. It is there only while some are. */
export function BulkBar({ calls, all, total, kind, selected, onSelect, onAction }: BulkBarProps): JSX.Element | null {
  const [error, setError] = useState<Error | null>(null);
  if (selected.size === 0) return null;
  const { one, many } = kindWords[kind];
  const most = Math.min(total, MOST_AT_ONCE);
  const takeAll = (): void => {
    allIds(calls, all).then(onSelect, setError);
  };
  return (
    <section class="bulk" aria-label="Selected identities">
      <p role="status">
        <strong>{amountText(selected.size, one, many)}</strong> selected
      </p>
      {selected.size < most ? (
        <button type="button" class="button plain small" onClick={takeAll}>
          Select all {countText(most)}
        </button>
      ) : null}
      <button type="button" class="button plain small" onClick={() => onSelect(new Set())}>
        Clear
      </button>
      <span class="bulk-actions">
        {actions.map((action) => (
          <button
            key={action}
            type="button"
            class={`button small${action === 'remove' ? ' grave' : ''}`}
            onClick={() => onAction({ action, ids: [...selected] })}
          >
            {actionWords[action].verb}
          </button>
        ))}
      </span>
      {error === null ? null : <Refused error={error} />}
    </section>
  );
}
