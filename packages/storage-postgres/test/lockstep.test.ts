import { commandSequences } from '@dormouse/core/arbitraries';
import { lockstep } from '@dormouse/core/testing';
import { memoryStorage } from '@dormouse/storage-memory';
import { PGlite } from '@electric-sql/pglite';
import fc from 'fast-check';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate, postgresStorage } from '../src/index';
import { servers } from './support/servers';
import { createTestDatabase, type TestDatabase } from './support/test-database';

describe('PostgreSQL and PGlite in lockstep with memory', () => {
  const databases: TestDatabase[] = [];
  const pools: Pool[] = [];
  let embedded: PGlite;

  beforeAll(async () => {
    embedded = await PGlite.create();
    await migrate(embedded);
    for (const server of servers) {
      const database = await createTestDatabase(server);
      const pool = new Pool({ connectionString: database.url, max: 4 });
      await migrate(pool);
      databases.push(database);
      pools.push(pool);
    }
  });
  afterAll(async () => {
    await embedded.close();
    for (const pool of pools) await pool.end();
    for (const database of databases) await database.drop();
  });

  it('L14 the same commands leave the same state', { timeout: 60_000 }, async () => {
    let sequences = 0;
    await fc.assert(
      fc.asyncProperty(commandSequences({ maxLength: 60 }), async (sequence) => {
        const accountId = `acme-${++sequences}`;
        const lanes = [
          { name: 'memory', storage: memoryStorage() },
          { name: 'PGlite', storage: postgresStorage({ client: embedded }) },
          ...servers.map(({ name }, index) => ({ name, storage: postgresStorage({ client: pools[index]! }) })),
        ];
        const state = await lockstep(lanes, sequence, { accountId });
        expect(state['audit']).toMatchObject({ ok: true });
      }),
      { numRuns: 15 },
    );
  });
});
