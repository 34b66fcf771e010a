import type { DueAction } from '../evaluate/evaluation';
import type { Change, Slot, StoredSubject } from '../model/stored-subject';
import { finish, nextChange } from './conclude';
import type { Context } from './context';
import { draftOfStored } from './draft';
import { settle } from './settle';
import { tellTime } from './tell-time';

/** What a sweep makes of one identity. */
export interface Swept {
  readonly change: Change;
  /** What was done, in order. */
  readonly actions: readonly DueAction[];
}

/** How long an identity that cannot be judged, or does not come to rest, is left alone: an hour. */
const RETRY_AFTER = 3_600_000;

/**
 * Does everything that is due for an identity whose evaluation has expired, in one commit (P5): tells what time drove,
 * withdraws notices of ended episodes, acts on the due stages, and writes the new evaluation.
 * @throws DormouseError `IDENTITY_NOT_FOUND`; `UNKNOWN_CONTROL_TYPE` when it bears a control that the settings do not
 * know. The sweep then writes {@link postponed} (S7).
 */
export function sweepIdentity(slot: Slot, context: Context): Swept {
  const draft = draftOfStored(slot, context);
  tellTime(draft);
  const judgement = settle(draft, 'all');
  const next = nextChange(draft, judgement);
  const isAtRest = judgement.due.length === 0 && next > context.at;
  const expiresAt = isAtRest ? next : context.at + RETRY_AFTER;
  return { change: finish(draft, judgement, expiresAt), actions: draft.actions };
}

/** An identity in trouble, put off: its expiry moves, so that no sweep finds it again and again (S7). */
export function postponed(stored: StoredSubject, context: Context): StoredSubject {
  const { policyRevision, at } = context;
  return { ...stored, expiresAt: at + RETRY_AFTER, judgedUnder: policyRevision, revision: stored.revision + 1 };
}
