import { storageContract } from '@dormouse/core/testing';
import { PGlite } from '@electric-sql/pglite';
import { Client, Pool } from 'pg';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { type MigrateOptions, migrate, type PgLike, postgresStorage } from '../src/index';
import { emptyTables } from './helpers/empty-tables';
import { servers } from './support/servers';
import { createTestDatabase, type TestDatabase } from './support/test-database';

const odd: MigrateOptions = { schema: `odd "schema" $f$ '\\`, prefix: 'Ü"x_' };

/** Every case of the contract on tables of one form; they are emptied before each. */
function contract(title: string, open: () => PgLike, options: MigrateOptions = {}): void {
  describe(`the storage contract on ${title}`, () => {
    beforeAll(async () => {
      await migrate(open(), options);
    });
    for (const { law, name, run } of storageContract) {
      it(`${law}: ${name}`, () =>
        run(async () => {
          await emptyTables(open(), options);
          return postgresStorage({ client: open(), ...options });
        }));
    }
  });
}

describe.each(servers)('$name', (server) => {
  let database: TestDatabase;
  let pool: Pool;
  let client: Client;
  beforeAll(async () => {
    database = await createTestDatabase(server);
    pool = new Pool({ connectionString: database.url, max: 8 });
    // A connection that was thrown away may still be closing when the database goes.
    pool.on('connect', (each) => each.on('error', () => undefined));
    client = new Client({ connectionString: database.url });
    await client.connect();
  });
  afterAll(async () => {
    await pool.end();
    await client.end();
    await database.drop();
  });

  contract('a pool', () => pool);
  contract('a pool, partitioned by hash of the account', () => pool, { schema: 'hashed', hashPartitions: 4 });
  contract('one client, with odd names', () => client, odd);
});

describe('PGlite', () => {
  let embedded: PGlite;
  beforeAll(async () => {
    embedded = await PGlite.create();
  });
  afterAll(() => embedded.close());

  contract('PGlite', () => embedded);
});
