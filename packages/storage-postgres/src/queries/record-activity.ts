import type { ActivityMark, Instant, RecordOptions } from '@dormouse/core';
import { exact } from '../sql/exact';
import type { Names } from '../sql/names';
import { type Statement, statement } from '../sql/statement';
import { MARKED_DAYS, marksTable, mergeInto } from './merged-marks';
import { revisionOf } from './subject-columns';

/**
 * Merges marks in one statement (A1), those of identities without such activity too. Identities whose evaluation expires
 * with it are written first: they are locked before their activity is, as sweeps do. It answers the ids that are no identities.
 * @param waits Whether it waits for identities that somebody holds, or fails at once (SQLSTATE `55P03`): who holds rows of
 * activity already must not wait for one who may want them.
 */
export function mergeMarks(
  names: Names,
  accountId: string,
  marks: readonly ActivityMark[],
  { now, expires, daysFrom }: RecordOptions,
  waits: boolean,
): Statement {
  const activity = names.table('activity');
  const identities = names.table('identities');
  return statement((p) => {
    const account = p.text(accountId);
    const [at, keepFrom] = [p.int8(now), p.int8(daysFrom ?? null)];
    const expiring = `SELECT m.id FROM marks m WHERE ${expires ? 'true' : 'm.is_first'}`;
    const first = 'NULL::int8[], NULL::int8, m.brought, greatest(m.success_at, m.failure_at)';
    const free = `free AS MATERIALIZED (SELECT i.id FROM ${identities} i
  WHERE i.account_id = ${account} AND i.id IN (${expiring}) FOR UPDATE NOWAIT),`;
    return `WITH marks AS MATERIALIZED (SELECT m.*, ${MARKED_DAYS} AS brought,
    NOT EXISTS (SELECT FROM ${activity} a WHERE a.account_id = ${account} AND a.identity_id = m.id AND a.type = m.type) AS is_first
  FROM ${marksTable(p, marks)}),
${waits ? '' : free}
expired AS (UPDATE ${identities} i SET expires_at = least(i.expires_at, ${at}), version = i.version + 1
  WHERE i.account_id = ${account} AND i.id IN (${waits ? expiring : 'SELECT f.id FROM free f'}) RETURNING i.id),
held AS (UPDATE ${activity} a SET ${mergeInto(names, keepFrom)}
  FROM marks m WHERE (SELECT count(*) FROM expired) >= 0 AND NOT m.is_first
    AND a.account_id = ${account} AND a.identity_id = m.id AND a.type = m.type RETURNING a.identity_id AS id),
added AS (INSERT INTO ${activity} AS a (account_id, identity_id, type, success_at, success_count, failure_at, failure_count, days)
  SELECT ${account}, m.id, m.type, m.success_at, m.success_count, m.failure_at, m.failure_count,
    CASE WHEN m.brought IS NOT NULL THEN ${names.call('merge_days')}(${first}, ${keepFrom}) END
  FROM marks m JOIN expired USING (id) WHERE m.is_first
  ON CONFLICT (account_id, identity_id, type) DO UPDATE SET ${mergeInserted(names, keepFrom)} RETURNING a.identity_id AS id)
SELECT pg_current_xact_id()::text AS xid, NULL AS id
UNION ALL (SELECT NULL, ${exact('m.id')} FROM marks m WHERE m.id NOT IN (SELECT id FROM held) AND m.id NOT IN (SELECT id FROM added))`;
  });
}

/** Merges what could not be inserted, because somebody else was first at that very moment. */
function mergeInserted(names: Names, keepFrom: string): string {
  return `success_at = greatest(a.success_at, excluded.success_at),
    success_count = a.success_count + excluded.success_count,
    failure_at = greatest(a.failure_at, excluded.failure_at),
    failure_count = a.failure_count + excluded.failure_count,
    days = ${names.call('merge_days')}(a.days, greatest(a.success_at, a.failure_at),
      excluded.days, greatest(excluded.success_at, excluded.failure_at), ${keepFrom})`;
}

/**
 * Marks those of some identities that await activity as unreviewed, and expires them (A7). It is a statement of its own,
 * after the activity was locked: a sweep that sets a control meanwhile is either seen here, or sees the activity.
 */
export function markAwaiting(names: Names, accountId: string, ids: readonly string[], now: Instant): Statement {
  return statement((p) => {
    const account = p.text(accountId);
    const identities = names.table('identities');
    return `WITH held AS (SELECT i.id, i.unreviewed FROM ${identities} i
  WHERE i.account_id = ${account} AND i.id = ANY(${p.texts(ids)}) AND i.awaits_activity FOR UPDATE),
marked AS (UPDATE ${identities} i
  SET expires_at = least(i.expires_at, ${p.int8(now)}), unreviewed = true, version = i.version + 1
  FROM held WHERE i.account_id = ${account} AND i.id = held.id RETURNING i.id, held.unreviewed AS was_left)
SELECT ${exact('m.id')} AS id, m.was_left::text AS was_left, ${revisionOf(names, account)}::text AS revision
FROM (SELECT 1) AS one LEFT JOIN marked m ON true`;
  });
}
