import { setTimeout as sleep } from 'node:timers/promises';
import { createDormouse, isDormouseError } from '@dormouse/core';
import { manualClock } from '@dormouse/core/testing';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer } from '../../../scripts/postgres/start-server.mjs';
import { migrate, postgresStorage } from '../src/index';
import { print } from './support/print';
import { servers } from './support/servers';
import { workload } from './support/workload';

const IDENTITIES = 3_000;
const CRASHES = 3;
const QUIET_SINCE = '2026-01-01T00:00:00Z';
/** A server of the caller is not ours to crash. */
const ours = servers.filter(({ binaries }) => binaries !== null);
const [activation] = workload(new Map());

describe.each(ours)('$name', ({ binaries }) => {
  let server: Awaited<ReturnType<typeof startServer>>;
  let pool: Pool;

  beforeAll(async () => {
    server = await startServer({ folder: binaries ?? '' }, { durable: true });
    pool = new Pool({ connectionString: server.url, max: 4 });
    pool.on('error', () => {});
    await migrate(pool);
  });
  afterAll(async () => {
    await pool.end();
    await server.stop();
  });

  it('S2 S3 a server that crashes in the middle of sweeps and comes back has lost nothing and done nothing twice', async () => {
    const accountId = 'crashing';
    const clock = manualClock(QUIET_SINCE);
    const storage = postgresStorage({ client: pool });
    const dormouse = createDormouse({ storage, clock: clock.read, settings: { guard: false } });
    await activation?.run(dormouse, accountId);
    const identities = Array.from({ length: IDENTITIES }, (_, number) => ({
      identity: { id: `u-${number}`, kind: 'user', createdAt: QUIET_SINCE },
    }));
    await dormouse.identities.import({ accountId, source: 'elsewhere', identities });
    clock.set('2026-03-15T00:00:00Z');
    let crashes = 0;
    let failures = 0;
    const isDue = async (): Promise<boolean> => (await storage.dueSummary(clock.now(), accountId)).length > 0;
    const sweepToTheEnd = async (): Promise<void> => {
      for (;;) {
        try {
          await dormouse.sweep({ accountId });
          if (!(await isDue())) return;
        } catch (error) {
          if (!isDormouseError(error)) throw error;
          failures += 1;
          await sleep(100);
        }
      }
    };
    // Each crash comes while the sweep has something left to do.
    const crash = async (): Promise<void> => {
      for (; crashes < CRASHES; crashes += 1) {
        await sleep(30 + 60 * crashes);
        await server.restart();
      }
    };
    await Promise.all([sweepToTheEnd(), crash()]);
    await sweepToTheEnd();
    const served = new Map<string, number>();
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof dormouse.events.list>> = await dormouse.events.list({
        accountId,
        types: ['identity.notice_served'],
        limit: 1_000,
        cursor,
      });
      for (const { event } of page.items) {
        if (event.identityId !== null) served.set(event.identityId, (served.get(event.identityId) ?? 0) + 1);
      }
      cursor = page.cursor;
    } while (cursor !== null);
    const lost = IDENTITIES - served.size;
    const repeated = [...served.values()].filter((count) => count > 1).length;
    print(`${crashes} crashes, ${failures} sweeps failed, ${IDENTITIES} notices: lost ${lost}, repeated ${repeated}`);
    expect({ crashes, lost, repeated }).toEqual({ crashes: CRASHES, lost: 0, repeated: 0 });
    expect(await dormouse.history.verify({ accountId })).toMatchObject({ ok: true });
  }, 60_000);
});
