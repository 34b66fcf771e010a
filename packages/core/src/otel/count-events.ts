import type { Dormouse } from '../engine/dormouse';
import type { DormouseEvent, EventType } from '../model/event';
import type { Instruments } from './instruments';

/** Every type, so that a new one does not compile until it is counted. */
const types: Readonly<Record<EventType, true>> = {
  'identity.registered': true,
  'identity.imported': true,
  'identity.erased': true,
  'identity.updated': true,
  'identity.removed': true,
  'identity.status_changed': true,
  'identity.notice_served': true,
  'identity.notice_acknowledged': true,
  'identity.notice_withdrawn': true,
  'identity.activity_refused': true,
  'identity.dormant': true,
  'identity.reactivated': true,
  'control.created': true,
  'control.deleted': true,
  'control.expired': true,
  would_restrict: true,
  'requirement.opened': true,
  'requirement.met': true,
  'requirement.failed': true,
  'requirement.errored': true,
  'requirement.waived': true,
  'requirement.withdrawn': true,
  'requirement.renewal_due': true,
  'requirement.overdue': true,
  'exemption.granted': true,
  'exemption.ended': true,
  'exemption.review_due': true,
  'policy.activated': true,
  'policy.retired': true,
  'policy.proposed': true,
  'policy.proposal_withdrawn': true,
  'sweep.completed': true,
  'sweep.halted': true,
  'sweep.resumed': true,
  'sweep.undone': true,
  'report.ready': true,
};

/**
 * Counts the events that this engine commits, and the changes of status among them.
 * @returns what stops it.
 */
export function countEvents({ on, off }: Pick<Dormouse, 'on' | 'off'>, instruments: Instruments): () => void {
  const count = (event: DormouseEvent): void => {
    instruments.events.add(1, { type: event.type });
    if (event.type === 'sweep.halted') instruments.guardHalts.add(1);
    if (event.type !== 'identity.status_changed') return;
    const { from, to, because } = event.data;
    instruments.transitions.add(1, { from, to, trigger: because.trigger });
  };
  const all = Object.keys(types) as EventType[];
  for (const type of all) on(type, count);
  return () => {
    for (const type of all) off(type, count);
  };
}
