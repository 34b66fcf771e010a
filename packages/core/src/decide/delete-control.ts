import { controlTypeOf } from '../evaluate/read-controls';
import { type Control, type ControlAuthority, controlEnd, isControlActive } from '../model/control';
import { DormouseError } from '../model/errors';
import type { Slot } from '../model/stored-subject';
import { conclude } from './conclude';
import type { Context } from './context';
import type { ControlChange } from './control-change';
import { type Draft, draftOfStored, record } from './draft';
import { rememberAnswer, repeatedAnswer } from './remember-answer';
import { tellTime } from './tell-time';

/** Lifts a control. It stays in the history, with who lifted it, when and why. */
export interface DeleteControl {
  readonly controlId: string;
  readonly authority: Exclude<ControlAuthority, 'POLICY'>;
  readonly reason: string;
  /** Says that a terminal control is really meant (K4). */
  readonly reopen: boolean;
  /** A repeat within 24 hours gives the first answer, and changes nothing (E6); null: there is none. */
  readonly idempotencyKey: string | null;
}

/**
 * Decides on lifting a control. When it was the last active DORMANT one, or the last one that its rule set, that is a
 * reactivation and restarts the clock (A3, K6).
 * @throws DormouseError `IDENTITY_NOT_FOUND`; `CONTROL_NOT_FOUND`; `CONTROL_ALREADY_DELETED`, also when it has expired
 * (K3); `CONTROL_NOT_OVERRIDABLE` (K3); `CONTROL_TERMINAL` unless an operator says `reopen` (K4).
 */
export function deleteControl(slot: Slot, command: DeleteControl, context: Context): ControlChange {
  const repeated = repeatedAnswer(slot, command.idempotencyKey, 'control.delete', context.at);
  if (repeated !== null) return repeated;
  const draft = draftOfStored(slot, context);
  const control = find(draft, command.controlId);
  check(control, command, context);
  tellTime(draft);
  const { at, actor } = context;
  const deleted: Control = { ...control, deletedAt: at, deletedBy: actor, deletionReason: command.reason };
  const controls = draft.subject.controls.map((other) => (other === control ? deleted : other));
  draft.subject = { ...draft.subject, controls };
  record(draft, { type: 'control.deleted', data: { control: deleted } });
  if (reactivates(control, controls, context)) {
    draft.subject = { ...draft.subject, reactivatedAt: at };
    record(draft, {
      type: 'identity.reactivated',
      data: { controlId: control.id, since: at, because: 'CONTROL_DELETED' },
    });
  }
  rememberAnswer(draft, command.idempotencyKey, 'control.delete', deleted.id);
  return { change: conclude(draft), control: deleted };
}

function find(draft: Draft, controlId: string): Control {
  const control = draft.subject.controls.find(({ id }) => id === controlId);
  if (control !== undefined) return control;
  throw new DormouseError('CONTROL_NOT_FOUND', 'the identity has no control with this id', { controlId });
}

function check(control: Control, command: DeleteControl, context: Context): void {
  if (controlEnd(control) <= context.at) {
    const how = control.deletedAt === null ? 'has expired' : 'was deleted';
    throw new DormouseError('CONTROL_ALREADY_DELETED', `the control ${how} already`, { control });
  }
  if (!control.overridable && control.setBy !== command.authority) {
    throw new DormouseError(
      'CONTROL_NOT_OVERRIDABLE',
      `only its authority (${control.setBy}) can delete this control`,
      {
        control,
      },
    );
  }
  if (controlTypeOf(context.set, control.type).terminal && !(command.authority === 'OPERATOR' && command.reopen)) {
    throw new DormouseError(
      'CONTROL_TERMINAL',
      'only an operator who says reopen: true can delete a terminal control',
      {
        control,
      },
    );
  }
}

/** Whether with this control the last DORMANT one is gone, or the last one that its rule set (A3). */
function reactivates(gone: Control, controls: readonly Control[], { at }: Context): boolean {
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
