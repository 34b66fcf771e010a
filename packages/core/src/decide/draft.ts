import type { DueAction } from '../evaluate/evaluation';
import type { UndecidedPlace } from '../evaluate/judging';
import { linkTo } from '../model/chain';
import { DormouseError } from '../model/errors';
import type { IdentityEvent } from '../model/event';
import type { StageProgress } from '../model/progress';
import type { Status } from '../model/status';
import type { RememberedAnswer, Slot } from '../model/stored-subject';
import type { Subject } from '../model/subject';
import type { Instant } from '../time/instant';
import type { Context } from './context';
import type { NewEvent } from './new-event';
import { saltsOf } from './salts';

/** The work on one subject within one decision. It lives for one call and is never shared. */
export interface Draft {
  readonly context: Context;
  readonly slot: Slot;
  subject: Subject;
  /** The last status that was written or told; null before an identity is registered. */
  status: Status | null;
  sequence: number;
  /** The hash of the last event, beside its sequence. */
  headHash: string;
  answers: readonly RememberedAnswer[];
  /** Whether activity came that no decision has looked at (A7). A review and a sweep do. */
  unreviewed: boolean;
  /** When activity was last told to be refused (A7); null: never. */
  activityRefusedAt: Instant | null;
  /** How far observing policies would have come (P8). */
  observed: readonly StageProgress[] | undefined;
  readonly events: IdentityEvent[];
  /** What a sweep has done, in order. */
  readonly actions: DueAction[];
  /** Where a policy could not decide, when the subject was last judged (C2). */
  undecided: readonly UndecidedPlace[];
}

const nothingUndecided: readonly UndecidedPlace[] = [];

/** Begins the work on a new identity, or on a stored one. */
export function draftOf(slot: Slot, subject: Subject, context: Context): Draft {
  const { stored } = slot;
  return {
    context,
    slot,
    subject,
    status: stored === null ? null : stored.status,
    sequence: slot.sequence,
    headHash: slot.headHash,
    unreviewed: stored?.unreviewed === true,
    answers: stored === null ? [] : stored.answers,
    activityRefusedAt: stored?.activityRefusedAt ?? null,
    observed: stored?.observed,
    events: [],
    actions: [],
    undecided: nothingUndecided,
  };
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

/** Writes the next event of the subject, linked to the one before. */
export function record(draft: Draft, event: NewEvent): void {
  const { context, slot, subject, sequence, headHash } = draft;
  const { accountId } = subject.identity;
  const salts = saltsOf(event, context.newId);
  const { type, data } = event;
  const told = { accountId, identityId: slot.id, at: context.at, actor: context.actor, type, data };
  const fields = (salts === null ? told : { ...told, salts }) as NewEvent & typeof told;
  const linked: IdentityEvent = linkTo({ sequence, hash: headHash }, fields, context.hash);
  draft.sequence = linked.sequence;
  draft.headHash = linked.hash;
  draft.events.push(linked);
}
