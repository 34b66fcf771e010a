import type { Decide, DueAnswer, DueRequest } from '@dormouse/core';
import { isLost, isRetryable, translate } from './errors';
import { lockDue } from './queries/lock';
import { pause } from './session/pause';
import { exactText } from './sql/exact';
import { decideOn, type Place } from './update';

/** How often a batch is taken again after a deadlock, or after activity came in at the last moment. */
const TRIES = 8;

/**
 * One decision about what is due: locks the rows that nobody holds, reads them in a second statement, so that activity
 * which came in the moment of locking is not missed, decides, and writes.
 */
export async function updateDue<T>(
  { session, names }: Place,
  request: DueRequest,
  decide: Decide<T>,
): Promise<DueAnswer<T>> {
  const nothing = { taken: 0, answer: null };
  for (let tries = 0; ; tries++) {
    if (request.signal?.aborted === true) return nothing;
    try {
      return await session.transaction(request.accountId, async (query) => {
        const rows = await query(lockDue(names, request));
        if (rows.length === 0 || request.signal?.aborted === true) return nothing;
        const ids = rows.map((row) => exactText(row['id']));
        const made = await decideOn(query, names, request.accountId, ids, null, decide);
        if (made.write !== null) await query(made.write);
        return { taken: ids.length, answer: made.answer };
      });
    } catch (error) {
      const again = isRetryable(error) || (isLost(error) && session.reconnects);
      if (!again || tries + 1 >= TRIES) throw translate(error);
      await pause(tries);
    }
  }
}
