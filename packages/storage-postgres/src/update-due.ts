import { type Decide, DormouseError, type DueAnswer, type DueRequest } from '@dormouse/core';
import { isLost, isRetryable, translate } from './errors';
import { loadSlots } from './queries/load-slots';
import { lockDue } from './queries/lock';
import { type Loaded, readLoaded } from './rows/loaded';
import { pause } from './session/pause';
import { exactText } from './sql/exact';
import type { Query } from './sql/statement';
import { makeOf, type Place } from './update';

/** How often a batch is taken again after a deadlock, or after activity came in at the last moment. */
const TRIES = 8;

/**
 * One decision about what is due: locks the rows that nobody holds, reads them in a second statement, so that activity
 * which came in the moment of locking is not missed, decides, and writes.
 */
export async function updateDue<T>(place: Place, request: DueRequest, decide: Decide<T>): Promise<DueAnswer<T>> {
  const { session, names } = place;
  const nothing = { taken: 0, answer: null };
  for (let tries = 0; ; tries++) {
    if (request.signal?.aborted === true) return nothing;
    try {
      return await session.transaction(request.accountId, async (query) => {
        const loaded = await loadDue(query, place, request);
        if (loaded === null || request.signal?.aborted === true) return nothing;
        const made = makeOf(names, request.accountId, loaded, decide);
        if (made.write !== null) await query(made.write);
        return { taken: loaded.slots.length, answer: made.answer };
      });
    } catch (error) {
      const again = isRetryable(error) || (isLost(error) && session.reconnects);
      if (!again || tries + 1 >= TRIES) throw translate(error);
      await pause(tries);
    }
  }
}

/** Locks and reads what is due. One that cannot be read is reported and passed over: it does not stop a sweep (S7). */
async function loadDue(
  query: Query,
  { names, onUnreadable }: Place,
  { accountId, ...request }: DueRequest,
): Promise<Loaded | null> {
  const unreadable: string[] = [];
  for (;;) {
    const rows = await query(lockDue(names, { ...request, accountId, except: unreadable }));
    if (rows.length === 0) return null;
    const ids = rows.map((row) => exactText(row['id']));
    const loaded = readLoaded(ids, await query(loadSlots(names, accountId, ids, null)), null, (identityId, cause) => {
      unreadable.push(identityId);
      onUnreadable(unreadableOf(accountId, identityId, cause));
    });
    if (loaded.slots.length > 0) return loaded;
  }
}

/** The error that says which record cannot be read. */
export function unreadableOf(accountId: string, identityId: string, cause: unknown): DormouseError {
  const message = 'the record of an identity cannot be read: it was changed by hand, or by another version';
  return new DormouseError('STORAGE_CORRUPT', message, { accountId, identityId }, { cause });
}
