import type { JSX } from 'preact';
import type { Chosen } from '../actions/action-dialog';
import type { Kind, Row, SortKey } from '../api/types';
import type { Go } from '../state/route';
import { kindWords } from '../state/words';
import { RowLine } from './row-line';
import { SortHead } from './sort-head';

export interface RowTableProps {
  readonly kind: Kind;
  readonly rows: readonly Row[];
  readonly sort: SortKey;
  readonly descending: boolean;
  readonly go: Go;
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (ids: ReadonlySet<string>) => void;
  readonly mayAct: boolean;
  readonly onOpen: (row: Row) => void;
  readonly onAction: (chosen: Chosen) => void;
}

export function RowTable(props: RowTableProps): JSX.Element {
  const { kind, rows, mayAct, selected, onSelect } = props;
  const hasOwner = kind === 'api_key';
  if (rows.length === 0) return <p class="empty">No inactive {kindWords[kind].many} here.</p>;
  const choose = (id: string, isChosen: boolean): void => {
    const next = new Set(selected);
    if (isChosen) next.add(id);
    else next.delete(id);
    onSelect(next);
  };
  return (
    <table class={`rows${hasOwner ? ' has-owner' : ''}`}>
      <caption class="only-read">Inactive {kindWords[kind].many}</caption>
      <thead>
        <tr>
          {mayAct ? <SelectAll {...props} /> : null}
          <SortHead {...props} by="name" text="Name" />
          <SortHead {...props} by="lastActiveAt" text="Last sign-in" />
          <SortHead {...props} by="status" text="Status" />
          {hasOwner ? <SortHead {...props} by="owner" text="Owner" /> : <th scope="col">API keys</th>}
          <th scope="col">
            <span class="only-read">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <RowLine
            key={row.id}
            {...{ row, hasOwner, mayAct }}
            isSelected={selected.has(row.id)}
            onSelect={(isChosen) => choose(row.id, isChosen)}
            onOpen={() => props.onOpen(row)}
            onAction={props.onAction}
          />
        ))}
      </tbody>
    </table>
  );
}

function SelectAll({ rows, selected, onSelect }: RowTableProps): JSX.Element {
  const ids = rows.filter(({ removed }) => !removed).map(({ id }) => id);
  const chosen = ids.filter((id) => selected.has(id)).length;
  const toggle = (): void => {
    const others = [...selected].filter((id) => !ids.includes(id));
    onSelect(new Set(chosen === ids.length ? others : [...others, ...ids]));
  };
  return (
    <th scope="col" class="cell-select">
      <input
        type="checkbox"
        aria-label="Select all on this page"
        checked={chosen > 0 && chosen === ids.length}
        ref={(box) => {
          if (box !== null) box.indeterminate = chosen > 0 && chosen < ids.length;
        }}
        onChange={toggle}
      />
    </th>
  );
}
