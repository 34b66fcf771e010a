import { reviewIdentity } from '../decide/review-identity';
import { slotOf, take, tryItem } from '../decide/work';
import { isDormouseError } from '../model/errors';
import type { ActivityMark } from '../storage/storage';
import type { Instant } from '../time/instant';
import { decideBatch } from './decide-batch';
import type { Runtime } from './runtime';

/**
 * Writes activity, and reviews the identities for which it may have changed more than a summary: those with a notice
 * outstanding (P6).
 * @returns the ids that are no identities of the account.
 */
export async function writeActivity(
  runtime: Runtime,
  accountId: string,
  marks: readonly ActivityMark[],
  now: Instant,
): Promise<readonly string[]> {
  const told = await readsActivity(runtime, accountId);
  const options = { now, expires: told.reads };
  const { unknown, awaiting, policyRevision } = await runtime.storage.recordActivity(accountId, marks, options);
  const reviewed = new Set(awaiting);
  if (policyRevision > told.revision && !told.reads) {
    // The policies changed meanwhile: what they read may have been judged between them and this activity.
    const { reads } = await readsActivity(runtime, accountId, policyRevision);
    if (reads) for (const { identityId } of marks) reviewed.add(identityId);
  }
  for (const id of unknown) reviewed.delete(id);
  if (reviewed.size > 0) await review(runtime, accountId, [...reviewed]);
  return unknown;
}

interface ReadsActivity {
  readonly revision: number;
  readonly reads: boolean;
}

/** Policies that do not compile must not cost anybody an activity: for all that is known, they read it. */
async function readsActivity(runtime: Runtime, accountId: string, atLeast = 0): Promise<ReadsActivity> {
  try {
    const { revision, set } = await runtime.policies.get(accountId, atLeast);
    return { revision, reads: set.readsActivity };
  } catch (error) {
    if (!isDormouseError(error)) throw error;
    return { revision: atLeast, reads: true };
  }
}

/** What cannot be judged keeps its activity all the same: the next sweep will report it (S7). */
async function review(runtime: Runtime, accountId: string, ids: readonly string[]): Promise<void> {
  try {
    await decideBatch(runtime, { accountId, ids, actor: null }, (work, context) => {
      ids.forEach((id, index) => {
        tryItem(index, false, () => take(work, reviewIdentity(slotOf(work, id), context)));
      });
    });
  } catch (error) {
    if (!isDormouseError(error)) throw error;
  }
}
