import type { ComponentChildren, JSX } from 'preact';
import type { Chosen } from '../actions/action-dialog';
import { actionItems } from '../actions/action-items';
import type { Calls } from '../api/calls';
import type { IdentityDetail } from '../api/types';
import { Marks, StatusBadge } from '../parts/badges';
import { Menu } from '../parts/menu';
import { Modal } from '../parts/modal';
import { Refused } from '../parts/notice';
import { Picture } from '../parts/picture';
import type { Go } from '../state/route';
import { useLoaded } from '../state/use-loaded';
import { kindWords } from '../state/words';
import { Facts } from './facts';
import { History } from './history';
import { Restrictions } from './restrictions';

export interface DrawerProps {
  readonly calls: Calls;
  readonly id: string;
  readonly go: Go;
  /** Grows when something was changed. */
  readonly changes: number;
  readonly mayAct: boolean;
  readonly onAction: (chosen: Chosen) => void;
  /** What was done last. */
  readonly message: ComponentChildren;
}

/** All of one identity: what it is, what holds of it and why, and what happened. */
export function Drawer({ calls, id, go, changes, mayAct, onAction, message }: DrawerProps): JSX.Element {
  const detail = useLoaded((signal) => calls.identity(id, signal), [calls, id, changes]);
  const { value, error } = detail;
  return (
    <Modal title={value?.name ?? 'Identity'} shape="drawer" onClose={() => go({ open: '' })}>
      {error === null ? null : <Refused error={error} again={detail.reload} />}
      {value === null ? (
        <p aria-busy={error === null}>{error === null ? 'Loading…' : ''}</p>
      ) : (
        <>
          <div class="drawer-lead">
            <StatusBadge status={value.status} />
            <Marks
              controls={value.controls.map(({ type }) => type)}
              isExempt={value.exemptions.length > 0}
              isLocked={value.locked}
            />
            <span class="faint">{kindWords[value.kind].one}</span>
            {mayAct ? (
              <Menu
                label={`Actions for ${value.name}`}
                text="Actions"
                items={actionItems}
                onChoose={(action) => onAction({ action: action as Chosen['action'], ids: [id] })}
              />
            ) : null}
          </div>
          <Detail detail={value} />
        </>
      )}
      {message}
    </Modal>
  );
}

function Detail({ detail }: { readonly detail: IdentityDetail }): JSX.Element {
  return (
    <>
      <section aria-labelledby="why">
        <h3 id="why">Why</h3>
        {detail.explanation.map((sentence) => (
          <p key={sentence} class="sentence">
            {sentence}
          </p>
        ))}
      </section>
      <Facts detail={detail} />
      <Restrictions detail={detail} />
      <section>
        <h3>Timeline</h3>
        <Picture svg={detail.timelineSvg} label={`Timeline of ${detail.name}`} />
      </section>
      <History detail={detail} />
    </>
  );
}
