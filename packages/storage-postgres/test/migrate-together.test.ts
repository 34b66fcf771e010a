import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../../../scripts/bundle.mjs';
import { checkSchema, migrate } from '../src/index';
import { runChild } from './support/run-child';
import { servers } from './support/servers';
import { createTestDatabase, type TestDatabase } from './support/test-database';

const PROCESSES = 20;
/** When all of them begin: after the slowest has started. */
const START_MS = 5_000;

let program: string;
beforeAll(async () => {
  program = await bundle(join(import.meta.dirname, 'support', 'migrate-child.ts'), 'tests');
});
afterAll(() => rmSync(program, { force: true }));

describe.each(servers.slice(0, 1))('$name', (server) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase(server);
  });
  afterAll(() => database.drop());

  it(`lets ${PROCESSES} processes migrate at the same moment, each with success, and once again with nothing to do`, async () => {
    const task = { url: database.url, schema: 'together', at: Date.now() + START_MS };
    const ends = await Promise.all(Array.from({ length: PROCESSES }, () => runChild(program, task)));
    expect(ends.map(({ code }) => code)).toEqual(Array.from({ length: PROCESSES }, () => 0));
    const pool = new Pool({ connectionString: database.url, max: 1 });
    await migrate(pool, { schema: 'together' });
    await checkSchema(pool, { schema: 'together' });
    await pool.end();
  }, 60_000);
});
