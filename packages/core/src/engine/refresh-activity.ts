import { DormouseError } from '../model/errors';
import type { StopSignal } from '../storage/storage';
import type { ActivityInput } from './activity-input';
import type { ActivitySource } from './activity-source';
import { MOST_ITEMS } from './check-input';
import { recordActivity } from './record-activity';
import type { Runtime } from './runtime';

/** An identity whose freshest activity is not known. */
export interface Unrefreshed {
  readonly identityId: string;
  readonly error: unknown;
}

/**
 * Asks the host's source, and records what it says.
 * @returns the identities for which it failed: all of them when it throws, those with an activity that was refused. They
 * must not be acted on.
 */
export async function refreshActivity(
  runtime: Runtime,
  source: ActivitySource,
  accountId: string,
  ids: readonly string[],
  signal: StopSignal | null | undefined,
): Promise<readonly Unrefreshed[]> {
  try {
    const answered = await source(accountId, ids, signal ? { signal } : {});
    if (!Array.isArray(answered)) throw new DormouseError('INVALID_ARGUMENT', 'activitySource must answer with a list');
    const asked = new Set<unknown>(ids);
    const activities = (answered as readonly ActivityInput[]).filter((activity) => asked.has(activity?.identityId));
    return await record(runtime, accountId, activities);
  } catch (error) {
    return ids.map((identityId) => ({ identityId, error }));
  }
}

async function record(
  runtime: Runtime,
  accountId: string,
  activities: readonly ActivityInput[],
): Promise<readonly Unrefreshed[]> {
  const failed: Unrefreshed[] = [];
  for (let first = 0; first < activities.length; first += MOST_ITEMS) {
    const part = activities.slice(first, first + MOST_ITEMS);
    const { refused } = await recordActivity(runtime, { accountId, activities: part });
    for (const { index, error } of refused) {
      const identityId = part[index]?.identityId;
      // One that was removed meanwhile is nobody's trouble.
      if (identityId !== undefined && error.code !== 'IDENTITY_NOT_FOUND') failed.push({ identityId, error });
    }
  }
  return failed;
}
