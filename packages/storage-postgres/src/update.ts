import type { Commit, Decide, DormouseError, DormouseEvent, UpdateOptions } from '@dormouse/core';
import { ask, type Decider, decideLoop, type Made } from './commit/decide-loop';
import { planCommit } from './commit/plan';
import { findEvent } from './queries/landed';
import { loadSlots } from './queries/load-slots';
import { family, lockIdentities, lockKey } from './queries/lock';
import { writeCommit } from './queries/write-commit';
import { type Loaded, readLoaded } from './rows/loaded';
import type { Session } from './session/session';
import { exactText } from './sql/exact';
import type { Names } from './sql/names';
import type { Query } from './sql/statement';

/** Where a storage works: its session, and the names of its tables. */
export interface Place {
  readonly session: Session;
  readonly names: Names;
  /** Is told what a sweep leaves out because it cannot be read. */
  readonly onUnreadable: (error: DormouseError) => void;
}

/** One decision about identities. */
export function update<T>(
  { session, names }: Pick<Place, 'session' | 'names'>,
  accountId: string,
  asked: readonly string[],
  decide: Decide<T>,
  { withDescendants = false, idempotencyKey }: UpdateOptions = {},
): Promise<T> {
  const key = idempotencyKey ?? null;
  let ids: readonly string[] = asked;
  const decider: Decider<T> = {
    scope: accountId,
    locksFirst: withDescendants,
    lock: async (query) => {
      if (key !== null) await query(lockKey(names, accountId, key));
      if (withDescendants) ids = await lockFamily(query, names, accountId, asked);
      else await query(lockIdentities(names, accountId, ids));
    },
    make: (query) => decideOn(query, names, accountId, ids, key, decide),
  };
  return decideLoop(session, decider);
}

/** Reads the slots of some ids, asks the decision, and says how to write what it decides. */
async function decideOn<T>(
  query: Query,
  names: Names,
  accountId: string,
  ids: readonly string[],
  key: string | null,
  decide: Decide<T>,
): Promise<Made<T>> {
  return makeOf(names, accountId, readLoaded(ids, await query(loadSlots(names, accountId, ids, key)), key), decide);
}

/** Asks a decision about what was loaded, and says how to write what it decides. */
export function makeOf<T>(names: Names, accountId: string, loaded: Loaded, decide: Decide<T>): Made<T> {
  const { commit, answer } = ask(() => decide(loaded.slots, loaded.policyRevision, loaded.remembered));
  const plan = planCommit(accountId, loaded, commit);
  return { answer, write: plan === null ? null : writeCommit(names, plan), landed: landedBy(names, commit) };
}

/** A commit is known by its last event. One without events tells nobody anything, and can be made again. */
function landedBy(names: Names, { events }: Commit): Made<unknown>['landed'] {
  const last: DormouseEvent | undefined = events.at(-1);
  return last === undefined ? null : async (query) => (await query(findEvent(names, last))).length > 0;
}

/** Locks a family: nobody can be added to it once its parents are held, so it is complete when it no longer grows. */
async function lockFamily(
  query: Query,
  names: Names,
  accountId: string,
  asked: readonly string[],
): Promise<readonly string[]> {
  let held = -1;
  let ids: readonly string[] = asked;
  while (ids.length > held) {
    held = ids.length;
    await query(lockIdentities(names, accountId, ids));
    const rows = await query(family(names, accountId, asked));
    ids = [...new Set(rows.map((row) => exactText(row['id'])))];
  }
  return ids;
}
