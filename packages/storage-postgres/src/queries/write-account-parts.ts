import { REMEMBERED_FOR, type RememberedCommand, type Restricts } from '@dormouse/core';
import type { Loaded } from '../rows/loaded';
import type { Names } from '../sql/names';
import type { Parameters } from '../sql/statement';
import { nothing, type Part, touched } from './part';

/** Makes the row of an account that has none. */
export function createAccount(names: Names, account: string): Part {
  return {
    tables: [
      `created AS (INSERT INTO ${names.table('accounts')} (account_id) VALUES (${account}) ON CONFLICT (account_id) DO NOTHING)`,
    ],
    checks: [],
  };
}

/**
 * Remembers an answer under its key (E6). When the memory of the key was read, it must be what it was: of two decisions
 * with one key the second is made again. With each answer two that are too old are forgotten.
 */
export function rememberAnswer(
  names: Names,
  p: Parameters,
  account: string,
  remember: RememberedCommand | null,
  read: Loaded['key'],
): Part {
  if (remember === null) return nothing;
  const key = p.text(remember.key);
  const keys = names.table('keys');
  const values = `(account_id, key, at, record) VALUES (${account}, ${key}, ${p.int8(remember.at)}, ${p.json(remember)})`;
  const set = 'DO UPDATE SET at = excluded.at, record = excluded.record';
  const wasRead = read !== null && read.key === remember.key;
  const conflict = !wasRead
    ? `ON CONFLICT (account_id, key) ${set}`
    : read.record === null
      ? ''
      : `ON CONFLICT (account_id, key) ${set} WHERE k.record::text = ${p.text(read.record)}`;
  const forgotten = `forgotten AS (DELETE FROM ${keys} WHERE account_id = ${account} AND key IN (
  SELECT k.key FROM ${keys} k WHERE k.account_id = ${account} AND k.at <= ${p.int8(remember.at - REMEMBERED_FOR)} AND k.key <> ${key}
  ORDER BY k.at LIMIT 2 FOR UPDATE SKIP LOCKED))`;
  return {
    tables: [`remembered AS (INSERT INTO ${keys} AS k ${values} ${conflict} RETURNING 1)`, forgotten],
    checks: [touched('remembered', 1)],
  };
}

/** Adds to the count of the guard (S4). @throws SQLSTATE `DM005` when it would exceed the most. */
export function addRestricted(names: Names, p: Parameters, account: string, restricts: Restricts | null): Part {
  if (restricts === null) return nothing;
  const { identities, at, since, most } = restricts;
  const values = [identities, at, since, most].map((value) => p.int8(value)).join(', ');
  return { tables: [], checks: [`${names.call('add_restricted')}(${account}, ${values})`] };
}
