import type { StoredSubject } from '../model/stored-subject';
import { type AccountSweep, breathe, isAborted } from './account-sweep';
import { refreshActivity, type Unrefreshed } from './refresh-activity';

/** How many identities are judged, acted on and committed together (S3). */
export const BATCH = 1_000;

/** Some due subjects, with the freshest activity that the host knows of. */
export interface DueChunk {
  readonly subjects: readonly StoredSubject[];
  /** Those that are left out, because the host's source failed for them (S6). */
  readonly failed: readonly Unrefreshed[];
}

/**
 * The due subjects of an account, read-only and in their order, a batch at a time. The host's `activitySource` is asked
 * for each batch, outside any transaction (S6).
 */
export async function* dueChunks(account: AccountSweep): AsyncGenerator<DueChunk> {
  const { sweep, accountId } = account;
  const { storage, now } = sweep.runtime;
  let subjects: StoredSubject[] = [];
  for await (const stored of storage.scanDue(accountId, now())) {
    if (subjects.push(stored) < BATCH) continue;
    yield await refreshed(account, subjects);
    subjects = [];
    await breathe(sweep);
    if (isAborted(sweep.request)) return;
  }
  if (subjects.length > 0) yield await refreshed(account, subjects);
}

async function refreshed(account: AccountSweep, subjects: readonly StoredSubject[]): Promise<DueChunk> {
  const { sweep, accountId } = account;
  const { activitySource, storage } = sweep.runtime;
  if (activitySource === null) return { subjects, failed: [] };
  const ids = subjects.map(({ subject }) => subject.identity.id);
  const failed = await refreshActivity(sweep.runtime, activitySource, accountId, ids, sweep.request.signal);
  const without = new Set(failed.map(({ identityId }) => identityId));
  const { stored } = await storage.read(
    accountId,
    ids.filter((id) => !without.has(id)),
  );
  return { subjects: stored.filter((subject) => subject !== null), failed };
}
