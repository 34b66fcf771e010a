import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';

const BUSY = `SELECT count(*)::int AS busy FROM pg_stat_activity
WHERE datname = current_database() AND application_name = $1 AND state <> 'idle'`;

/**
 * Waits until the server has noticed that a client is gone, and ended what it was doing. Until then its rows are locked, and
 * a sweep passes them by: it waits for nobody (S2).
 */
export async function untilGone(pool: Pool, applicationName: string): Promise<void> {
  for (;;) {
    const { rows } = await pool.query<{ busy: number }>(BUSY, [applicationName]);
    if (rows[0]?.busy === 0) return;
    await sleep(5);
  }
}
