import { createDormouse, type Dormouse } from '@dormouse/core';
import { manualClock } from '@dormouse/core/testing';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkSchema, migrate, postgresStorage } from '../src/index';
import { copyDatabase, waysToCopy } from './support/copy-database';
import { servers } from './support/servers';
import { createTestDatabase, type TestDatabase } from './support/test-database';
import { doSteps, stateOf, workload } from './support/workload';

const ACCOUNT = 'acme';

describe.each(servers)('$name: a database that is restored', (server) => {
  const letters = new Map<number, string>();
  const clock = manualClock('2026-01-01T00:00:00Z');
  let source: TestDatabase;
  let before: unknown;

  const engine = (pool: Pool): Dormouse =>
    createDormouse({ storage: postgresStorage({ client: pool }), clock: clock.read });
  async function withPool<T>(url: string, work: (pool: Pool) => Promise<T>): Promise<T> {
    const pool = new Pool({ connectionString: url, max: 2 });
    try {
      return await work(pool);
    } finally {
      await pool.end();
    }
  }

  beforeAll(async () => {
    source = await createTestDatabase(server);
    await withPool(source.url, async (pool) => {
      await migrate(pool);
      // All but the last step: what comes last is not delivered yet.
      await doSteps(workload(letters).slice(0, -1), engine(pool), clock, ACCOUNT);
      before = await stateOf(engine(pool), ACCOUNT);
    });
  });
  afterAll(() => source.drop());

  it.each(waysToCopy(server))(
    'E3 E5 (%s) verifies, and its consumers go on where they were, without a gap',
    async (way) => {
      const copy = await copyDatabase(server, source.url, way);
      const heard = new Map(letters);
      await withPool(copy.url, async (pool) => {
        await checkSchema(pool);
        const dormouse = engine(pool);
        expect(await stateOf(dormouse, ACCOUNT)).toEqual(before);
        const old = (await dormouse.events.list({ accountId: ACCOUNT, limit: 1_000 })).items;
        await dormouse.controls.create({
          accountId: ACCOUNT,
          identityId: 'u-2',
          type: 'CLOSED',
          reasonCode: 'RISK',
          reason: 'after the restore',
        });
        const handle = (event: { readonly type: string }, { position }: { readonly position: number }): void => {
          if (heard.has(position)) throw new Error(`position ${position} came twice`);
          heard.set(position, event.type);
        };
        const { failed } = await dormouse.consumers.run({ name: 'letters', accountId: ACCOUNT, handle });
        expect(failed).toBe(0);
        const { items } = await dormouse.events.list({ accountId: ACCOUNT, limit: 1_000 });
        expect(items.length).toBeGreaterThan(old.length);
        expect([...heard]).toEqual(items.map(({ position, event }) => [position, event.type]));
        expect(await dormouse.history.verify({ accountId: ACCOUNT, records: true })).toMatchObject({ ok: true });
      });
      await copy.drop();
    },
  );
});
