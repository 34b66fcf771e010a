import type { Pool } from 'pg';
import { ACCOUNT } from './population';

/** What came in, one of each identity. */
export interface Login {
  readonly identityId: string;
  readonly at: Date;
}

/** Known identities only: the raw update of somebody who counts and keeps the latest instant. */
const UPDATE = `
UPDATE peer.activity a SET last_at = greatest(a.last_at, t.at), count = a.count + 1
FROM unnest($2::text[], $3::timestamptz[]) AS t (id, at)
WHERE a.account_id = $1 AND a.identity_id = t.id AND a.type = 'login'`;

export async function recordByHand(pool: Pool, logins: readonly Login[]): Promise<number> {
  const { rowCount } = await pool.query(UPDATE, [
    ACCOUNT,
    logins.map(({ identityId }) => identityId),
    logins.map(({ at }) => at),
  ]);
  if (rowCount !== logins.length) throw new Error(`${rowCount} of ${logins.length} were updated`);
  return logins.length;
}

/** Which share of the updates of tables touched no index since the statistics were last reset (heap-only tuples). */
export async function hotShare(pool: Pool, schema: string, tables: string): Promise<number> {
  // What a backend has counted reaches the statistics when it next reports, at the latest when it ends.
  await pool.query('SELECT pg_stat_clear_snapshot()');
  const { rows } = await pool.query<{ hot: string; all: string }>(
    `SELECT coalesce(sum(n_tup_hot_upd), 0) AS hot, coalesce(sum(n_tup_upd), 0) AS all
     FROM pg_stat_user_tables WHERE schemaname = $1 AND relname ~ $2`,
    [schema, tables],
  );
  return Number(rows[0]?.hot) / Number(rows[0]?.all);
}
