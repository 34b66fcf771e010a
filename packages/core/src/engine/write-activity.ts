import { reviewIdentity } from '../decide/review-identity';
import { slotOf, take, tryItem } from '../decide/work';
import type { ActivityOfType } from '../model/activity';
import { DAYS_KEPT, dayOf } from '../model/activity-days';
import { isDormouseError } from '../model/errors';
import type { RememberedCommand } from '../model/remembered-command';
import type { ActivityMark, RecordOnce, RecordOptions } from '../storage/activity-port';
import type { Instant } from '../time/instant';
import { decideBatch } from './decide-batch';
import type { Runtime } from './runtime';

/** The name under which a batch of activity is remembered (E6). */
export const ACTIVITY = 'activity.record';

/** The ids that are no identities of the account; and what was remembered, if nothing was written. */
export interface WrittenActivity {
  readonly unknown: readonly string[];
  readonly repeated: RememberedCommand | null;
}

/**
 * Writes activity, and reviews the identities for which it may have changed more than a summary: those with a notice
 * outstanding (P6), and those under a control of a rule, whose return it is (A7).
 * With `once`, what was written under its key is not written again (E6).
 */
export async function writeActivity(
  runtime: Runtime,
  accountId: string,
  marks: readonly ActivityMark[],
  now: Instant,
  once: RecordOnce | null,
): Promise<WrittenActivity> {
  const told = await readsActivity(runtime, accountId);
  const options: RecordOptions = {
    now,
    expires: told.reads,
    ...(told.countedDays === null ? {} : { daysFrom: dayOf(now) - Math.max(DAYS_KEPT, told.countedDays) }),
  };
  const given = once === null ? options : { ...options, once };
  const answer = await runtime.storage.recordActivity(accountId, marks, given);
  const { repeated, unknown, awaiting, policyRevision } = answer;
  if (repeated !== null) {
    if (repeated.command === ACTIVITY) await reviewAgain(runtime, accountId, marks);
    return { unknown, repeated };
  }
  const reviewed = new Set(awaiting);
  if (policyRevision > told.revision && !told.reads) {
    // The policies changed meanwhile: what they read may have been judged between them and this activity.
    const { reads } = await readsActivity(runtime, accountId, policyRevision);
    if (reads) for (const { identityId } of marks) reviewed.add(identityId);
  }
  for (const id of unknown) reviewed.delete(id);
  if (reviewed.size > 0) await review(runtime, accountId, [...reviewed], marks, answer.left);
  return { unknown, repeated };
}

/** The process may have died between recording and reviewing: then the repeat does what was left to do (S3). */
async function reviewAgain(runtime: Runtime, accountId: string, marks: readonly ActivityMark[]): Promise<void> {
  const ids = [...new Set(marks.map(({ identityId }) => identityId))];
  const { stored } = await runtime.storage.read(accountId, ids);
  const left = ids.filter((_, index) => stored[index]?.unreviewed === true);
  if (left.length > 0) await review(runtime, accountId, left, marks, left);
}

interface ReadsActivity {
  readonly revision: number;
  readonly reads: boolean;
  /** How many days their windows reach back (A8); null: not known, so that no day may be forgotten. */
  readonly countedDays: number | null;
}

/** Policies that do not compile must not cost anybody an activity: for all that is known, they read it. */
async function readsActivity(runtime: Runtime, accountId: string, atLeast = 0): Promise<ReadsActivity> {
  try {
    const { revision, set, observed } = await runtime.policies.get(accountId, atLeast);
    const sets = observed === undefined ? [set] : [set, observed.set];
    return {
      revision,
      reads: sets.some(({ readsActivity: reads }) => reads),
      countedDays: Math.max(...sets.map(({ countedDays }) => countedDays)),
    };
  } catch (error) {
    if (!isDormouseError(error)) throw error;
    return { revision: atLeast, reads: true, countedDays: null };
  }
}

/** What cannot be judged keeps its activity all the same: the next sweep will report it (S7). */
async function review(
  runtime: Runtime,
  accountId: string,
  ids: readonly string[],
  marks: readonly ActivityMark[],
  left: readonly string[],
): Promise<void> {
  const isLeft = new Set(left);
  const byId = new Map<string, ActivityOfType[]>(ids.map((id) => [id, []]));
  for (const { identityId, activity } of marks) byId.get(identityId)?.push(activity);
  try {
    await decideBatch(runtime, { accountId, ids, actor: null }, (work, context) => {
      ids.forEach((id, index) => {
        const activity = byId.get(id) ?? [];
        tryItem(index, false, () => take(work, reviewIdentity(slotOf(work, id), activity, isLeft.has(id), context)));
      });
    });
  } catch (error) {
    if (!isDormouseError(error)) throw error;
  }
}
