import type { ActivityMark } from '@dormouse/core';
import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { migrate, postgresStorage } from '../src/index';
import { emptyTables } from './helpers/empty-tables';
import { NOW, stored, write } from './helpers/fixtures';
import { withDatabase } from './helpers/with-database';
import { servers } from './support/servers';

const DAY = 86_400_000;
const today = NOW / DAY;

const markOf = (identityId: string, type = 'login'): ActivityMark => ({
  identityId,
  activity: {
    type,
    successAt: NOW,
    successCount: 1,
    failureAt: null,
    failureCount: 0,
    days: { from: null, counts: [{ day: today, successes: 1, failures: 0 }] },
  },
});

describe.each(servers)('$name: recording while others write', (server) => {
  const suite = withDatabase(server);
  const options = { now: NOW, expires: false };

  it('A1: a batch with a first activity waits for whoever holds the identity, and is counted once', async () => {
    await migrate(suite.pool);
    const storage = postgresStorage({ client: suite.pool });
    await write(storage, { put: [stored('known'), stored('new')] });
    await storage.recordActivity('acme', [markOf('known')], options);
    const other = new Client({ connectionString: suite.url });
    await other.connect();
    await other.query('BEGIN');
    await other.query(`SELECT FROM dormouse.identities WHERE id = 'new' FOR UPDATE`);
    const recorded = storage.recordActivity('acme', [markOf('known'), markOf('new'), markOf('nobody')], options);
    await waitsForLock(other);
    // Nothing of the batch is held meanwhile: whoever holds the identity may want any of the activity.
    await other.query(`SELECT FROM dormouse.activity WHERE identity_id = 'known' FOR UPDATE NOWAIT`);
    await other.query('COMMIT');
    await other.end();
    expect((await recorded).unknown).toEqual(['nobody']);
    const { stored: found } = await storage.read('acme', ['known', 'new']);
    expect(found.map((each) => each?.subject.activity[0]?.successCount)).toEqual([2, 1]);
    expect(found[1]?.expiresAt).toBe(NOW);
  });

  it('A1: twenty batches with one first activity at the same moment lose none', async () => {
    await emptyTables(suite.pool);
    const storage = postgresStorage({ client: suite.pool });
    await write(storage, { put: [stored('known'), stored('new')] });
    await storage.recordActivity('acme', [markOf('known')], options);
    const batch = [markOf('known'), markOf('new'), markOf('new', 'api')];
    await Promise.all(Array.from({ length: 20 }, () => storage.recordActivity('acme', batch, options)));
    const { stored: found } = await storage.read('acme', ['known', 'new']);
    const counts = found.map((each) =>
      each?.subject.activity.map(({ successCount, days }) => [successCount, days?.counts[0]?.successes]),
    );
    expect(counts).toEqual([
      [[21, 21]],
      [
        [20, 20],
        [20, 20],
      ],
    ]);
  });
});

/** Until somebody else waits for what this connection holds. */
async function waitsForLock(holder: Client): Promise<void> {
  for (;;) {
    const { rows } = await holder.query(
      `SELECT 1 FROM pg_stat_activity WHERE pg_backend_pid() = ANY(pg_blocking_pids(pid))`,
    );
    if (rows.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
