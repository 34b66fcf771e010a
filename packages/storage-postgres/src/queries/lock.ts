import type { Instant } from '@dormouse/core';
import { exact } from '../sql/exact';
import type { Names } from '../sql/names';
import { type Statement, statement } from '../sql/statement';
import { revisionOf } from './subject-columns';

/** Locks identities, in the order of their ids, so that two who lock the same ones never wait for each other. */
export function lockIdentities(names: Names, accountId: string, ids: readonly string[]): Statement {
  return statement(
    (
      p,
    ) => `SELECT i.id FROM ${names.table('identities')} i WHERE i.account_id = ${p.text(accountId)} AND i.id = ANY(${p.texts(ids)})
ORDER BY i.id FOR UPDATE`,
  );
}

/** Locks the key of a command, as far as it is remembered. */
export function lockKey(names: Names, accountId: string, key: string): Statement {
  return statement(
    (p) => `SELECT k.record::text AS record FROM ${names.table('keys')} k
WHERE k.account_id = ${p.text(accountId)} AND k.key = ${p.text(key)} FOR UPDATE`,
  );
}

/** The ids and all that descend from them, parents first. One that is its own ancestor is followed once. */
export function family(names: Names, accountId: string, ids: readonly string[]): Statement {
  return statement((p) => {
    const account = p.text(accountId);
    return `WITH RECURSIVE family AS (
  SELECT s.id COLLATE "C" AS id, 0 AS depth, s.n FROM unnest(${p.texts(ids)}) WITH ORDINALITY AS s(id, n)
  UNION ALL
  SELECT i.id, f.depth + 1, f.n FROM family f JOIN ${names.table('identities')} i ON i.account_id = ${account} AND i.parent_id = f.id
) CYCLE id SET turns USING path
SELECT ${exact('id')} AS id FROM family f WHERE NOT turns ORDER BY f.depth, f.n, f.id`;
  });
}

/** What is to be locked. `except`: ids that are passed over. */
export interface DueRows {
  readonly accountId: string;
  readonly now: Instant;
  readonly limit: number;
  readonly ids?: readonly string[];
  readonly except: readonly string[];
}

/**
 * Locks what is due and nobody else holds: first what was judged under earlier policies, then by expiry. Each part reads
 * one range of the index and stops at the limit.
 */
export function lockDue(names: Names, request: DueRows): Statement {
  return statement((p) => {
    const account = p.text(request.accountId);
    const [now, limit] = [p.int8(request.now), p.int8(request.limit)];
    const among = request.ids === undefined ? '' : `AND i.id = ANY(${p.texts(request.ids)})`;
    const except = request.except.length === 0 ? '' : `AND i.id <> ALL(${p.texts(request.except)})`;
    const part = (range: string): string => `(SELECT i.id FROM ${names.table('identities')} i
  WHERE i.account_id = ${account} AND ${range} ${among} ${except}
  ORDER BY i.judged_under, i.expires_at, i.id LIMIT ${limit} FOR UPDATE SKIP LOCKED)`;
    return `WITH now_under AS (SELECT ${revisionOf(names, account)} AS revision)
SELECT ${exact('id')} AS id FROM (
  SELECT id FROM ${part('i.judged_under < (SELECT revision FROM now_under)')} AS earlier
  UNION ALL SELECT id FROM ${part(`i.judged_under = (SELECT revision FROM now_under) AND i.expires_at <= ${now}`)} AS expired
  UNION ALL SELECT id FROM ${part(`i.judged_under > (SELECT revision FROM now_under) AND i.expires_at <= ${now}`)} AS later
) AS due LIMIT ${limit}`;
  });
}
