import type { ConsumerState, Instant, PageRequest } from '@dormouse/core';
import { exact } from '../sql/exact';
import type { Names } from '../sql/names';
import { type Statement, statement } from '../sql/statement';

export function loadConsumer(names: Names, accountId: string, name: string, locks: boolean): Statement {
  return statement(
    (p) => `SELECT c.record::text AS record, c.version::text AS version FROM ${names.table('consumers')} c
WHERE c.account_id = ${p.text(accountId)} AND c.name = ${p.text(name)}${locks ? ' FOR UPDATE' : ''}`,
  );
}

/** Writes the state of a consumer over the version that was read, or fails. */
export function writeConsumer(
  names: Names,
  accountId: string,
  name: string,
  state: ConsumerState,
  version: string | null,
): Statement {
  return statement((p) => {
    const retryAt = Math.min(
      Number.POSITIVE_INFINITY,
      ...state.blocked.map((stream) => stream.retryAt ?? Number.POSITIVE_INFINITY),
    );
    const values = [p.text(accountId), p.text(name), p.int8(state.position), p.int8(retryAt), p.json(state)];
    const conflict =
      version === null
        ? ''
        : `ON CONFLICT (account_id, name) DO UPDATE SET position = excluded.position, retry_at = excluded.retry_at,
  record = excluded.record, version = c.version + 1 WHERE c.version = ${p.int8(Number(version))}`;
    return `WITH written AS (INSERT INTO ${names.table('consumers')} AS c (account_id, name, position, retry_at, record)
  VALUES (${values.join(', ')}) ${conflict} RETURNING 1)
SELECT pg_current_xact_id()::text AS xid, CASE WHEN EXISTS (SELECT FROM written) THEN true
  ELSE ${names.call('refuse')}('DM001', 'the consumer has moved on', '{}') END::text AS done`;
  });
}

/** The states of a consumer, by account. */
export function listConsumers(names: Names, name: string, { after, limit }: PageRequest<string>): Statement {
  return statement((p) => {
    const from = after === null ? '' : `AND c.account_id > ${p.text(after)}`;
    return `SELECT ${exact('c.account_id')} AS account_id, c.record::text AS record FROM ${names.table('consumers')} c WHERE c.name = ${p.text(name)} ${from}
ORDER BY c.account_id LIMIT ${p.int8(limit + 1)}`;
  });
}

/** The accounts with events behind the position of a consumer, or with something that it may try again. */
export function listBacklog(
  names: Names,
  name: string,
  now: Instant,
  { after, limit }: PageRequest<string>,
): Statement {
  return statement((p) => {
    const from = after === null ? 'true' : `a.account_id > ${p.text(after)}`;
    return `SELECT ${exact('a.account_id')} AS account_id FROM ${names.table('accounts')} a
LEFT JOIN ${names.table('consumers')} c ON c.account_id = a.account_id AND c.name = ${p.text(name)}
WHERE ${from} AND (c.retry_at <= ${p.int8(now)} OR coalesce(c.position, 0) < (
  SELECT e.position FROM ${names.table('events')} e WHERE e.account_id = a.account_id ORDER BY e.position DESC LIMIT 1))
ORDER BY a.account_id LIMIT ${p.int8(limit + 1)}`;
  });
}
