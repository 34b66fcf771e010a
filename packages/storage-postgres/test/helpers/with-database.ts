import { Pool } from 'pg';
import { afterAll, beforeAll } from 'vitest';
import type { PostgresServer } from '../../../../vitest.config';
import { createTestDatabase, type TestDatabase } from '../support/test-database';

/** A database of one suite, with a pool; both are there when the tests run. */
export interface SuiteDatabase {
  pool: Pool;
  url: string;
}

export function withDatabase(server: PostgresServer, max = 8): SuiteDatabase {
  const suite = {} as SuiteDatabase;
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase(server);
    suite.url = database.url;
    suite.pool = new Pool({ connectionString: database.url, max });
    // The end of a database ends its connections: that is no failure of a test.
    suite.pool.on('error', () => undefined);
    suite.pool.on('connect', (client) => client.on('error', () => undefined));
  });
  afterAll(async () => {
    await suite.pool.end();
    await database.drop();
  });
  return suite;
}
