import type { JSX } from 'preact';
import type { Chosen } from '../actions/action-dialog';
import { actionItems } from '../actions/action-items';
import type { Row } from '../api/types';
import { Marks, StatusBadge } from '../parts/badges';
import { Menu } from '../parts/menu';
import { Time } from '../parts/time';
import { amountText } from '../state/format';

export interface RowLineProps {
  readonly row: Row;
  readonly hasOwner: boolean;
  readonly mayAct: boolean;
  readonly isSelected: boolean;
  readonly onSelect: (isChosen: boolean) => void;
  readonly onOpen: () => void;
  readonly onAction: (chosen: Chosen) => void;
}

export function RowLine(props: RowLineProps): JSX.Element {
  const { row, hasOwner, mayAct, isSelected } = props;
  const classes = [isSelected ? 'is-selected' : '', row.removed ? 'is-removed' : ''].join(' ').trim();
  return (
    <tr class={classes} data-id={row.id}>
      {mayAct ? (
        <td class="cell-select">
          {row.removed ? null : (
            <input
              type="checkbox"
              aria-label={`Select ${row.name}`}
              checked={isSelected}
              onChange={(event) => props.onSelect(event.currentTarget.checked)}
            />
          )}
        </td>
      ) : null}
      <td class="cell-name">
        <button type="button" class="link" onClick={props.onOpen}>
          {row.name}
        </button>
        <code class="id">{row.id}</code>
      </td>
      <td class="cell-active">
        <LastActive row={row} />
      </td>
      <td class="cell-status">
        <div class="badges">
          {row.removed ? <span class="badge mark">removed</span> : <StatusBadge status={row.status} />}
          <Marks controls={row.controls} isExempt={row.exempt} isLocked={row.locked} />
        </div>
      </td>
      <td class="cell-more">{hasOwner ? (row.owner?.name ?? 'nobody') : <Keys count={row.children} />}</td>
      <td class="cell-actions">
        {!mayAct || row.removed ? null : (
          <Menu
            label={`Actions for ${row.name}`}
            text="Actions"
            items={actionItems}
            onChoose={(action) => props.onAction({ action: action as Chosen['action'], ids: [row.id] })}
          />
        )}
      </td>
    </tr>
  );
}

function LastActive({ row }: { readonly row: Row }): JSX.Element {
  if (row.lastActiveAt === null) {
    return (
      <>
        <span>Never</span>
        <span class="sub">
          created <Time at={row.createdAt} />
        </span>
      </>
    );
  }
  return (
    <>
      <Time at={row.lastActiveAt} />
      <span class="sub">{amountText(row.inactiveDays, 'day', 'days')} ago</span>
    </>
  );
}

function Keys({ count }: { readonly count: number }): JSX.Element {
  return count === 0 ? <span class="faint">no keys</span> : <span>{amountText(count, 'key', 'keys')}</span>;
}
