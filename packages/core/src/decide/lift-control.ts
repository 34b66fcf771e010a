import { type Control, isControlActive } from '../model/control';
import { type Draft, record } from './draft';

/** Who lifts a control, and why. */
export interface Lifting {
  readonly actor: string | null;
  readonly reason: string;
}

/**
 * Lifts an active control of the subject, and tells of it: the one way in which a control ends by somebody's will. When
 * it was the last active DORMANT one, or the last one that its rule set, that is a reactivation and restarts the clock
 * (A3, K6). Whether it may be lifted is checked before.
 * @returns the control as it is afterwards.
 */
export function liftControl(draft: Draft, control: Control, { actor, reason }: Lifting): Control {
  const { at } = draft.context;
  const deleted: Control = { ...control, deletedAt: at, deletedBy: actor, deletionReason: reason };
  const controls = draft.subject.controls.map((other) => (other.id === control.id ? deleted : other));
  draft.subject = { ...draft.subject, controls };
  record(draft, { type: 'control.deleted', data: { control: deleted } });
  if (reactivates(control, controls, at)) {
    draft.subject = { ...draft.subject, reactivatedAt: at };
    record(draft, {
      type: 'identity.reactivated',
      data: { controlId: control.id, since: at, because: 'CONTROL_DELETED' },
    });
  }
  return deleted;
}

/** Whether with this control the last DORMANT one is gone, or the last one that its rule set (A3). */
function reactivates(gone: Control, controls: readonly Control[], at: number): boolean {
  const active = controls.filter((control) => isControlActive(control, at));
  if (gone.type === 'DORMANT' && !active.some(({ type }) => type === 'DORMANT')) return true;
  return isOfRule(gone) && !active.some((other) => isOfRule(other) && sameRule(other, gone));
}

function isOfRule({ setBy, cause }: Control): boolean {
  return setBy === 'POLICY' && cause !== null && cause.ruleId !== null;
}

function sameRule(left: Control, right: Control): boolean {
  return left.cause?.policyId === right.cause?.policyId && left.cause?.ruleId === right.cause?.ruleId;
}
