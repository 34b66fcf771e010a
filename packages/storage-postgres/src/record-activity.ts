import {
  type ActivityMark,
  isRemembered,
  type RecordAnswer,
  type RecordOptions,
  type RememberedCommand,
} from '@dormouse/core';
import { ask } from './commit/decide-loop';
import { isLost, isRetryable, stateOf, translate } from './errors';
import { lockKey } from './queries/lock';
import { mergeKnown } from './queries/merge-known';
import { markAwaiting, mergeMarks } from './queries/record-activity';
import { createAccount, rememberAnswer } from './queries/write-account-parts';
import { writeParts } from './queries/write-commit';
import { pause } from './session/pause';
import { readExact } from './sql/exact';
import type { Names } from './sql/names';
import type { Query, Row } from './sql/statement';
import { fromJson, toNumber } from './sql/values';
import type { Place } from './update';

const TRIES = 12;

/** Merges activity in one transaction, whose fate can be asked for: a batch is never counted twice, nor lost. */
export async function recordActivity(
  { session, names }: Place,
  accountId: string,
  marks: readonly ActivityMark[],
  options: RecordOptions,
): Promise<RecordAnswer> {
  const sorted = [...marks].sort(byPlace);
  for (let tries = 0; ; tries++) {
    try {
      return await session.transaction(accountId, (query) =>
        mergeOnce(query, names, accountId, sorted, options, tries === 0),
      );
    } catch (error) {
      const again = isRetryable(error) || isHeld(error, tries) || (isLost(error) && session.reconnects);
      if (!again || tries + 1 >= TRIES) throw translate(error);
      await pause(tries);
    }
  }
}

/** The first try does not wait for whoever holds an identity; the later ones do. */
function isHeld(error: unknown, tries: number): boolean {
  return tries === 0 && stateOf(error) === '55P03';
}

/** In one order, so that two batches seldom wait for each other. */
function byPlace(left: ActivityMark, right: ActivityMark): number {
  if (left.identityId !== right.identityId) return left.identityId < right.identityId ? -1 : 1;
  return left.activity.type < right.activity.type ? -1 : 1;
}

async function mergeOnce(
  query: Query,
  names: Names,
  accountId: string,
  marks: readonly ActivityMark[],
  options: RecordOptions,
  isFirst: boolean,
): Promise<RecordAnswer> {
  const { once, now } = options;
  const read = once === undefined ? null : await readKey(query, names, accountId, once.idempotencyKey);
  const remembered = read?.record == null ? null : fromJson<RememberedCommand>(read.record);
  if (remembered !== null && isRemembered(remembered, now)) {
    const [row] = await query(markAwaiting(names, accountId, [], now));
    const policyRevision = toNumber(row?.['revision'] ?? '0');
    return { repeated: remembered, unknown: [], awaiting: [], left: [], policyRevision };
  }
  const unknown = await merge(query, names, accountId, marks, options, isFirst);
  const rows = await query(
    markAwaiting(names, accountId, [...new Set(marks.map(({ identityId }) => identityId))], now),
  );
  if (once !== undefined) {
    const remember = ask(() => once.remember(unknown));
    await query(
      writeParts(names, (p) => {
        const account = p.text(accountId);
        return [createAccount(names, account), rememberAnswer(names, p, account, remember, read)];
      }),
    );
  }
  const awaiting = rows.flatMap((row) => readExact(row['id']) ?? []);
  const left = rows.flatMap((row) => (row['was_left'] === 'true' ? (readExact(row['id']) ?? []) : []));
  return { repeated: null, unknown, awaiting, left, policyRevision: toNumber(rows[0]?.['revision'] ?? '0') };
}

/**
 * Merges marks, and answers the ids that are no identities. Where nothing expires by it, most identities have such activity
 * already, and only the others need more than one plain update. Those are looked for again: what was missing may be there now.
 */
async function merge(
  query: Query,
  names: Names,
  accountId: string,
  marks: readonly ActivityMark[],
  options: RecordOptions,
  isFirst: boolean,
): Promise<readonly string[]> {
  const isPlain = isFirst && !options.expires && marks.length > 0;
  const missing = isPlain ? missingOf(marks, await query(mergeKnown(names, accountId, marks, options))) : marks;
  if (missing.length === 0) return [];
  const rows = await query(mergeMarks(names, accountId, missing, options, !isPlain));
  return [...new Set(rows.flatMap((row) => readExact(row['id']) ?? []))];
}

function missingOf(marks: readonly ActivityMark[], [row]: readonly Row[]): readonly ActivityMark[] {
  const places = row?.['missing'];
  if (places == null) return [];
  const missing = new Set(places.split(',').map(Number));
  return marks.filter((_, index) => missing.has(index + 1));
}

async function readKey(
  query: Query,
  names: Names,
  accountId: string,
  key: string,
): Promise<{ key: string; record: string | null }> {
  const [row] = await query(lockKey(names, accountId, key));
  return { key, record: row?.['record'] ?? null };
}
