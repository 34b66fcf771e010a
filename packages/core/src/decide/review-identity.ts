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
 * do when the review after it never came, because the process died in between (S3); else nothing (E6). A repeat may say
 * something else than the first batch did: only what is recorded counts, and what was refused is not told again.
 * @throws DormouseError `IDENTITY_NOT_FOUND`; `UNKNOWN_CONTROL_TYPE`.
 */
export function reviewRepeated(
  slot: Slot,
  repeated: readonly ActivityOfType[],
  recordedAt: Instant,
  context: Context,
): Change {
  const draft = draftOfStored(slot, context);
  const told = draft.activityRefusedAt ?? Number.NEGATIVE_INFINITY;
  const activity = repeated.filter((one) => lastOf(one) > told && isRecorded(one, draft.subject.activity));
  welcomeBack(draft, activity, recordedAt);
  withdrawNotices(draft);
  const isLeft = draft.events.some((event) => event.type !== 'identity.notice_withdrawn' || hasEnded(event));
  return isLeft ? review(slot, activity, recordedAt, context) : { ...slot, events: [] };
}

function lastOf({ successAt, failureAt }: ActivityOfType): Instant {
  return Math.max(successAt ?? Number.NEGATIVE_INFINITY, failureAt ?? Number.NEGATIVE_INFINITY);
}

function isRecorded({ type, successAt, failureAt }: ActivityOfType, recorded: readonly ActivityOfType[]): boolean {
  const known = recorded.find((other) => other.type === type);
  const isKnown = (at: Instant | null, last: Instant | null | undefined): boolean =>
    at === null || (last !== null && last !== undefined && at <= last);
  return isKnown(successAt, known?.successAt) && isKnown(failureAt, known?.failureAt);
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
