import type { DueAction } from '../evaluate/evaluation';
import { DormouseError } from '../model/errors';
import type { IdentityEvent, IdentityEventData, IdentityEventType } from '../model/event';
import type { Status } from '../model/status';
import type { RememberedAnswer, Slot } from '../model/stored-subject';
import type { Subject } from '../model/subject';
import type { Context } from './context';

/** An event before the draft gives it its place in the log. */
export type NewEvent = {
  [T in IdentityEventType]: { readonly type: T; readonly data: IdentityEventData[T] };
}[IdentityEventType];

/** The work on one subject within one decision. It lives for one call and is never shared. */
export interface Draft {
  readonly context: Context;
  readonly slot: Slot;
  subject: Subject;
  /** The last status that was written or told; null before an identity is registered. */
  status: Status | null;
  sequence: number;
  answers: readonly RememberedAnswer[];
  readonly events: IdentityEvent[];
  /** What a sweep has done, in order. */
  readonly actions: DueAction[];
}

/** Begins the work on a new identity, or on a stored one. */
export function draftOf(slot: Slot, subject: Subject, context: Context): Draft {
  const { stored, sequence } = slot;
  const { status = null, answers = [] } = stored ?? {};
  return { context, slot, subject, status, sequence, answers, events: [], actions: [] };
}

/**
 * Begins the work on an identity that must be there.
 * @throws DormouseError `IDENTITY_NOT_FOUND`.
 */
export function draftOfStored(slot: Slot, context: Context): Draft {
  if (slot.stored === null) {
    throw new DormouseError('IDENTITY_NOT_FOUND', 'there is no identity with this id in the account', {
      identityId: slot.id,
    });
  }
  return draftOf(slot, slot.stored.subject, context);
}

/** Writes the next event of the subject. */
export function record(draft: Draft, event: NewEvent): void {
  const { context, slot, subject } = draft;
  draft.sequence += 1;
  draft.events.push({
    accountId: subject.identity.accountId,
    identityId: slot.id,
    sequence: draft.sequence,
    at: context.at,
    actor: context.actor,
    ...event,
  });
}
