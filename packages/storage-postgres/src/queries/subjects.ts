import type { Instant } from '@dormouse/core';
import { exact } from '../sql/exact';
import type { Names } from '../sql/names';
import { type Statement, statement } from '../sql/statement';
import { revisionOf, subjectColumns } from './subject-columns';

/** Subjects by id, and the revision of the policies. One row at least. */
export function readSubjects(names: Names, accountId: string, ids: readonly string[]): Statement {
  return statement((p) => {
    const account = p.text(accountId);
    return `SELECT ${exact('i.id')} AS id, ${subjectColumns(names)}, ${revisionOf(names, account)}::text AS revision
FROM (SELECT 1) AS one LEFT JOIN ${names.table('identities')} i ON i.account_id = ${account} AND i.id = ANY(${p.texts(ids)})`;
  });
}

/** The next subjects in the order of the ids. */
export function scanSubjects(
  names: Names,
  accountId: string,
  after: string | null,
  limit: number,
  { kinds, locks = false }: { readonly kinds?: readonly string[] | undefined; readonly locks?: boolean } = {},
): Statement {
  return statement((p) => {
    const from = after === null ? '' : `AND i.id > ${p.text(after)}`;
    return `SELECT ${exact('i.id')} AS id, ${subjectColumns(names)} FROM ${names.table('identities')} i
WHERE i.account_id = ${p.text(accountId)} ${from} ${kinds === undefined ? '' : `AND i.kind = ANY(${p.texts(kinds)})`} ORDER BY i.id LIMIT ${p.int8(limit)}${locks ? ' FOR UPDATE OF i' : ''}`;
  });
}

/** How many identities have each of some as their parent; of those without any, no row. */
export function countChildren(names: Names, accountId: string, ids: readonly string[]): Statement {
  return statement(
    (p) => `SELECT ${exact('i.parent_id')} AS id, count(*)::text AS children FROM ${names.table('identities')} i
WHERE i.account_id = ${p.text(accountId)} AND i.parent_id = ANY(${p.texts(ids)}) GROUP BY i.parent_id`,
  );
}

/** The place of a subject in the due index. */
export interface DueKey {
  readonly judgedUnder: string;
  readonly expiresAt: string;
  readonly id: string;
}

/** The next subjects that are due, in the order of the due index: each part reads one range of it. */
export function scanDueSubjects(
  names: Names,
  accountId: string,
  now: Instant,
  revision: number,
  after: DueKey | null,
  limit: number,
): Statement {
  return statement((p) => {
    const account = p.text(accountId);
    const [at, under, most] = [p.int8(now), p.int8(revision), p.int8(limit)];
    const from =
      after === null
        ? ''
        : `AND (i.judged_under, i.expires_at, i.id) > (${p.text(after.judgedUnder)}::int8, ${p.text(after.expiresAt)}::int8, ${p.text(after.id)})`;
    const part = (range: string): string => `(SELECT i.* FROM ${names.table('identities')} i
  WHERE i.account_id = ${account} AND ${range} ${from} ORDER BY i.judged_under, i.expires_at, i.id LIMIT ${most})`;
    return `SELECT ${exact('i.id')} AS id, i.judged_under::text AS judged_under, ${subjectColumns(names)} FROM (
  SELECT * FROM ${part(`i.judged_under < ${under}`)} AS earlier
  UNION ALL SELECT * FROM ${part(`i.judged_under = ${under} AND i.expires_at <= ${at}`)} AS expired
  UNION ALL SELECT * FROM ${part(`i.judged_under > ${under} AND i.expires_at <= ${at}`)} AS later
) AS i ORDER BY i.judged_under, i.expires_at, i.id LIMIT ${most}`;
  });
}

/** How many evaluations have expired, by account. The lower bound tells the planner that few rows match. */
export function countDue(names: Names, now: Instant, accountId: string | null): Statement {
  return statement((p) => {
    const at = p.int8(now);
    const one = accountId === null ? '' : `WHERE a.account_id = ${p.text(accountId)}`;
    const count = (range: string): string =>
      `(SELECT count(*) FROM ${names.table('identities')} i WHERE i.account_id = a.account_id AND ${range})`;
    return `SELECT ${exact('account_id')} AS account_id, due::text AS due FROM (SELECT a.account_id, ${count('i.judged_under >= 0 AND i.judged_under < a.revision')}
  + ${count(`i.judged_under = a.revision AND i.expires_at <= ${at}`)}
  + ${count(`i.judged_under > a.revision AND i.expires_at <= ${at}`)} AS due
FROM ${names.table('accounts')} a ${one}) AS counts WHERE due > 0 ORDER BY counts.account_id`;
  });
}

/** What the guard asks of an account (S4). */
export function guardState(names: Names, accountId: string, since: Instant): Statement {
  return statement((p) => {
    const account = p.text(accountId);
    return `SELECT (SELECT count(*) FROM ${names.table('identities')} i WHERE i.account_id = ${account})::text AS identities,
  (SELECT coalesce(sum(r.identities), 0) FROM ${names.table('restrictions')} r WHERE r.account_id = ${account} AND r.at > ${p.int8(since)})::text AS restricted`;
  });
}
