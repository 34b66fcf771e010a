import { controlTypeOf } from '../evaluate/read-controls';
import { type Control, type ControlAuthority, isControlActive } from '../model/control';
import { DormouseError } from '../model/errors';
import { isExemptionInForce } from '../model/exemption';
import { storedReasonCode } from '../model/reason-code';
import type { Slot } from '../model/stored-subject';
import type { Subject } from '../model/subject';
import type { Instant } from '../time/instant';
import { conclude } from './conclude';
import type { Context } from './context';
import type { ControlChange } from './control-change';
import { type Draft, draftOfStored } from './draft';
import { rememberAnswer, repeatedAnswer } from './remember-answer';
import { recordControl } from './settle';
import { tellTime } from './tell-time';

/** Sets a control on an identity (K1). */
export interface CreateControl {
  readonly type: string;
  readonly setBy: Exclude<ControlAuthority, 'POLICY'>;
  readonly overridable: boolean;
  readonly reasonCode: string;
  readonly reason: string;
  /** When it ends by itself (K7); null: never. */
  readonly expiresAt: Instant | null;
  /** A repeat within 24 hours gives the first answer, and changes nothing (K2, E6); null: there is none. */
  readonly idempotencyKey: string | null;
}

/**
 * Decides on setting a control.
 * @throws DormouseError `IDENTITY_NOT_FOUND`; `UNKNOWN_CONTROL_TYPE`; `CONTROL_EXISTS` with the existing one in
 * `data.existing` (K2); `LEGAL_HOLD` for a terminal type under a legal hold (X3); `CONFLICT` for an
 * idempotency key of another command; `INVALID_ARGUMENT` for an expiry that
 * has come already.
 */
export function createControl(slot: Slot, command: CreateControl, context: Context): ControlChange {
  const repeated = repeatedAnswer(slot, command.idempotencyKey, 'control.create', context.at);
  if (repeated !== null) return repeated;
  const draft = draftOfStored(slot, context);
  check(draft, command);
  tellTime(draft);
  const control = newControl(draft.subject, command, context);
  recordControl(draft, control, [], []);
  draft.subject = { ...draft.subject, controls: [...draft.subject.controls, control] };
  rememberAnswer(draft, command.idempotencyKey, 'control.create', control.id);
  return { change: conclude(draft), control };
}

function check({ subject, context }: Draft, command: CreateControl): void {
  const type = controlTypeOf(context.set, command.type);
  const existing = subject.controls.find(
    (other) => other.type === command.type && other.setBy === command.setBy && isControlActive(other, context.at),
  );
  if (existing !== undefined) {
    throw new DormouseError('CONTROL_EXISTS', `the identity bears an active ${command.type} control already`, {
      existing,
    });
  }
  const { exemptions } = subject;
  if (type.terminal && exemptions.some((held) => held.kind === 'LEGAL_HOLD' && isExemptionInForce(held, context.at))) {
    throw new DormouseError('LEGAL_HOLD', `under a legal hold no ${command.type} control can be set`, {
      identityId: subject.identity.id,
    });
  }
  if (command.expiresAt !== null && command.expiresAt <= context.at) {
    throw new DormouseError('INVALID_ARGUMENT', 'expiresAt must lie in the future', { name: 'expiresAt' });
  }
}

function newControl(subject: Subject, command: CreateControl, context: Context): Control {
  return {
    id: context.newId(),
    accountId: subject.identity.accountId,
    identityId: subject.identity.id,
    type: command.type,
    setBy: command.setBy,
    actor: context.actor,
    overridable: command.overridable,
    reasonCode: storedReasonCode(command.reasonCode),
    reason: command.reason,
    createdAt: context.at,
    expiresAt: command.expiresAt,
    deletedAt: null,
    deletedBy: null,
    deletionReason: null,
    cause: null,
    requirementIds: [],
  };
}
