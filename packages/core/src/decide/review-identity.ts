import type { ActivityOfType } from '../model/activity';
import type { IdentityEventOf } from '../model/event';
import type { Change, Slot } from '../model/stored-subject';
import type { Instant } from '../time/instant';
import { conclude } from './conclude';
import type { Context } from './context';
import { draftOfStored } from './draft';
import { welcomeBack } from './return';
import { tellTime } from './tell-time';
import { withdrawNotices } from './withdraw-notices';

/**
 * Judges an identity again without acting on its stages: after activity that may have ended an episode, its notices are
 * withdrawn at once (P6) and its evaluation is renewed. Under controls of a rule, the activity is a return (A7).
 * `activity` is what has just come in.
 * @throws DormouseError `IDENTITY_NOT_FOUND`; `UNKNOWN_CONTROL_TYPE`.
 */
export function reviewIdentity(slot: Slot, activity: readonly ActivityOfType[], context: Context): Change {
  return review(slot, activity, context.at, context);
}

/**
 * The same for activity that was recorded at `recordedAt` under an idempotency key, and came again: does what is left to
 * do when the review after it never came, because the process died in between (S3); else nothing (E6).
 * @throws DormouseError `IDENTITY_NOT_FOUND`; `UNKNOWN_CONTROL_TYPE`.
 */
export function reviewRepeated(slot: Slot, recordedAt: Instant, context: Context): Change {
  const draft = draftOfStored(slot, context);
  const { activity } = draft.subject;
  welcomeBack(draft, activity, recordedAt);
  withdrawNotices(draft);
  const isLeft = draft.events.some((event) => event.type !== 'identity.notice_withdrawn' || hasEnded(event));
  if (!isLeft) return { ...slot, events: [] };
  return review(slot, activity, recordedAt, context);
}

/** A notice whose rule governs no more is withdrawn by the next sweep, whatever was recorded. */
function hasEnded({ data }: IdentityEventOf<'identity.notice_withdrawn'>): boolean {
  return data.because === 'EPISODE_ENDED';
}

function review(slot: Slot, activity: readonly ActivityOfType[], recordedAt: Instant, context: Context): Change {
  const draft = draftOfStored(slot, context);
  tellTime(draft);
  welcomeBack(draft, activity, recordedAt);
  return conclude(draft);
}
