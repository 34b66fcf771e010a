import { type Instant, isInShare, type ScanOptions, type StoredSubject } from '@dormouse/core';
import { translate } from './errors';
import { loadAccount } from './queries/account';
import { type DueKey, scanDueSubjects, scanSubjects } from './queries/subjects';
import { readPolicies } from './rows/policies-row';
import { readSubject } from './rows/subject-row';
import { exactText, readExact } from './sql/exact';
import type { Row, Statement } from './sql/statement';
import type { Place } from './update';
import { unreadableOf } from './update-due';

/** How many subjects are held in memory at once. */
const CHUNK = 1_000;

/** Every subject of an account in the order of the ids, chunk by chunk: no transaction stays open meanwhile. */
export async function* scan(
  { session, names }: Place,
  accountId: string,
  { after = null, kinds, share = 1 }: ScanOptions = {},
): AsyncGenerator<StoredSubject> {
  const next = (rows: readonly Row[] | null): Statement =>
    scanSubjects(names, accountId, rows === null ? after : readExact(rows.at(-1)?.['id']), CHUNK, { kinds });
  for await (const stored of chunks((statement) => session.query(accountId, statement), next)) {
    if (share >= 1 || isInShare(stored.subject.identity.id, share)) yield stored;
  }
}

/** Every subject that is due, in the order of the due index. */
export async function* scanDue(
  { session, names, onUnreadable }: Place,
  accountId: string,
  now: Instant,
): AsyncGenerator<StoredSubject> {
  const run = (statement: Statement): Promise<readonly Row[]> => session.query(accountId, statement);
  const { revision } = readPolicies((await translated(run(loadAccount(names, accountId, [], null))))[0]);
  const next = (rows: readonly Row[] | null): Statement =>
    scanDueSubjects(names, accountId, now, revision, keyOf(rows?.at(-1)), CHUNK);
  // What cannot be read does not stop a sweep (S7), and so not its guard either.
  yield* chunks(run, next, (row, error) => onUnreadable(unreadableOf(accountId, exactText(row['id']), error)));
}

function keyOf(row: Row | undefined): DueKey | null {
  if (row === undefined) return null;
  return { judgedUnder: row['judged_under'] ?? '', expiresAt: row['expires_at'] ?? '', id: exactText(row['id']) };
}

/** Asks for the next chunk while the one before is handed out. */
async function* chunks(
  run: (statement: Statement) => Promise<readonly Row[]>,
  next: (rows: readonly Row[] | null) => Statement,
  leaveOut?: (row: Row, error: unknown) => void,
): AsyncGenerator<StoredSubject> {
  let rows = await translated(run(next(null)));
  for (;;) {
    const following = rows.length < CHUNK ? null : run(next(rows));
    // A scan that is left early must not leave an error that nobody awaits.
    following?.catch(() => undefined);
    for (const row of rows) {
      const subject = readOrLeaveOut(row, leaveOut);
      if (subject !== null) yield subject;
    }
    if (following === null) return;
    rows = await translated(following);
  }
}

function readOrLeaveOut(row: Row, leaveOut?: (row: Row, error: unknown) => void): StoredSubject | null {
  try {
    return readSubject(row);
  } catch (error) {
    if (leaveOut === undefined) throw error;
    leaveOut(row, error);
    return null;
  }
}

async function translated<T>(promise: Promise<T>): Promise<T> {
  try {
    return await promise;
  } catch (error) {
    throw translate(error);
  }
}
