/** A worker as a host would deploy it: as many processes as it likes, each of which may die at any moment. */
import { postgresStorage } from '@dormouse/storage-postgres';
import { Pool } from 'pg';
import { engineOver } from './engine-over';
import { DELIVER, PLAN, plan, SWEEP, type SweepJob, startBoss } from './jobs';
import { accountIds, deliver } from './letter-box';

const OFTEN = { pollingIntervalSeconds: 0.5 };

const url = process.env['DATABASE_URL'] ?? '';
const report = (error: unknown): void => console.error(`worker ${process.pid}:`, error);
const pool = new Pool({ connectionString: url, max: 4 });
pool.on('error', report);
const dormouse = engineOver(postgresStorage({ client: pool }));
const boss = await startBoss(url, report);

await boss.work(PLAN, OFTEN, async () => plan(boss, await accountIds(pool)));
await boss.work<SweepJob>(SWEEP, OFTEN, async (jobs) => {
  for (const { data } of jobs) {
    process.send?.('at work');
    await dormouse.sweep({ accountId: data.accountId });
  }
});
await boss.work(DELIVER, OFTEN, () => {
  process.send?.('at work');
  return deliver(dormouse, pool);
});

/** Lets the jobs that are under way come to their end. */
process.once('SIGTERM', async () => {
  await boss.stop({ graceful: true, timeout: 10_000 });
  await pool.end();
  if (process.connected) process.disconnect();
});
