import type { StoredSubject } from '@dormouse/core';
import { ask } from './commit/decide-loop';
import { isRetryable, REFUSALS, translate } from './errors';
import { lockAccount, removeAllIdentities, removeRecords } from './queries/account';
import { scanSubjects } from './queries/subjects';
import { readSubject } from './rows/subject-row';
import { pause } from './session/pause';
import { readExact } from './sql/exact';
import type { Query } from './sql/statement';
import { toNumber } from './sql/values';
import type { Place } from './update';

const TRIES = 8;
/** How many subjects are held in memory at once. */
const CHUNK = 1_000;

/** Shows every subject of an account to a check, under lock, and removes everything of the account. */
export async function removeAccount(
  place: Place,
  accountId: string,
  check: (stored: StoredSubject) => void,
): Promise<number> {
  for (let tries = 0; ; tries++) {
    try {
      return await place.session.transaction(accountId, (query) => removeOnce(place, query, accountId, check));
    } catch (error) {
      if (!isRetryable(error) || tries + 1 >= TRIES) throw translate(error);
      await pause(tries);
    }
  }
}

async function removeOnce(
  { names }: Place,
  query: Query,
  accountId: string,
  check: (stored: StoredSubject) => void,
): Promise<number> {
  await query(lockAccount(names, accountId));
  let checked = 0;
  for (let after: string | null = null; ; ) {
    const rows = await query(scanSubjects(names, accountId, after, CHUNK, { locks: true }));
    for (const row of rows) ask(() => check(readSubject(row)));
    checked += rows.length;
    after = readExact(rows.at(-1)?.['id']);
    if (rows.length < CHUNK) break;
  }
  const [row] = await query(removeAllIdentities(names, accountId));
  // One that came in after its place was passed has not been checked.
  if (toNumber(row?.['removed']) !== checked) throw Object.assign(new Error('it changed'), { code: REFUSALS.changed });
  for (const statement of removeRecords(names, accountId)) await query(statement);
  return checked;
}
