import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { describeSchema } from '../src/check-schema';
import { expectedSchema } from '../src/expected-schema';
import { checkSchema, migrate, plan, postgresStorage } from '../src/index';
import { migrations } from '../src/migrations/all';
import { accountTables } from '../src/row-security';
import { namesOf } from '../src/schema-options';
import { write } from './helpers/fixtures';
import { withDatabase } from './helpers/with-database';
import { servers } from './support/servers';

/** What was released never changes: a change is a new migration. */
const frozen: readonly (readonly [number, number, string])[] = [
  [1, 0, '0ac9922d1ddc36cb9948a954cd08433427ec9d09f1ee5c5f4191c356681b94c5'],
  [1, 2, '54d671eec15514a503b2a54faaf9f8facfe6d637fcd0ad9b6555da50f02d7b73'],
  [2, 0, '427ba4a3f5289cdb8a8f024d0353bad954baf97527a93bbddafca5bf6b7b5a98'],
  [2, 2, '427ba4a3f5289cdb8a8f024d0353bad954baf97527a93bbddafca5bf6b7b5a98'],
  [3, 0, '1223cd7507b1c9fed68a62bdb241fc58aa2d477181d0a4547343bd1839598690'],
  [3, 2, '1223cd7507b1c9fed68a62bdb241fc58aa2d477181d0a4547343bd1839598690'],
];

describe('the migrations', () => {
  it.each(frozen)('number %i with %i hash partitions is what it was', (number, hashPartitions, hash) => {
    const migration = migrations.find((each) => each.number === number);
    const text = migration?.sql(namesOf({}), { hashPartitions }).join(';\n') ?? '';
    expect(createHash('sha256').update(text).digest('hex')).toBe(hash);
  });

  it('are all pinned, in both forms, and numbered from 1 on', () => {
    expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, index) => index + 1));
    expect(frozen.map(([number]) => number)).toEqual(migrations.flatMap(({ number }) => [number, number]));
  });
});

describe.each(servers)('$name: the schema', (server) => {
  const suite = withDatabase(server, 20);

  it('is made once when twenty migrate at the same time, and then there is nothing to do', async () => {
    const done = await Promise.all(Array.from({ length: 20 }, () => migrate(suite.pool)));
    expect(done.filter((steps) => steps.length > 0)).toHaveLength(1);
    expect(await migrate(suite.pool)).toEqual([]);
    expect(await plan(suite.pool)).toEqual([]);
    await checkSchema(suite.pool);
  });

  it('is made by the SQL of the plan too', async () => {
    const options = { schema: 'planned', prefix: 'x_' };
    for (const { sql } of await plan(suite.pool, options)) await suite.pool.query(sql);
    await checkSchema(suite.pool, options);
    expect(await migrate(suite.pool, options)).toEqual([]);
  });

  it('is what is expected, in every form', async () => {
    const hashed = { schema: 'hashed', hashPartitions: 3 };
    await migrate(suite.pool, hashed);
    expect(await describeSchema(suite.pool)).toEqual(expectedSchema);
    expect(await describeSchema(suite.pool, hashed)).toEqual(expectedSchema);
  });

  it('has the account first in every key and every index but that of a consumer over all accounts', async () => {
    const lines = await describeSchema(suite.pool);
    const keys = lines.filter((line) => /: (constraint|unique index|index) /.test(line));
    const others = keys.filter((line) => !/\(account_id\b/.test(line));
    expect(others).toEqual(['consumers: index (name, account_id)']);
    expect(keys.length).toBeGreaterThan(accountTables.length);
  });

  it.each([
    ['a missing column', 'ALTER TABLE drifted.runs DROP COLUMN record', 'missing', 'runs: column record json not null'],
    ['another column', 'ALTER TABLE drifted.keys ADD COLUMN x int', 'beyond', 'keys: column x integer'],
    ['a missing index', 'DROP INDEX drifted.keys_at', 'missing', 'keys: index (account_id, at)'],
    ['another index', 'CREATE INDEX ON drifted.gone (head_hash)', 'beyond', 'gone: index (head_hash)'],
    [
      'another constraint',
      'ALTER TABLE drifted.gone ADD CHECK (sequence > 0)',
      'beyond',
      'gone: constraint CHECK ((sequence > 0))',
    ],
    [
      'a missing key',
      'ALTER TABLE drifted.guards DROP CONSTRAINT guards_pkey',
      'missing',
      'guards: constraint PRIMARY KEY (account_id)',
    ],
  ])('is found to have %s', async (_, change, list, line) => {
    const schema = { schema: 'drifted' };
    await suite.pool.query('DROP SCHEMA IF EXISTS drifted CASCADE');
    await migrate(suite.pool, schema);
    await suite.pool.query(change);
    const error = await checkSchema(suite.pool, schema).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ code: 'SCHEMA_OUTDATED', data: { [list]: expect.arrayContaining([line]) } });
    expect(String(error)).toContain('migrate()');
  });

  it('names what to run where it is missing, or of another version', async () => {
    const nowhere = { schema: 'nowhere' };
    await expect(checkSchema(suite.pool, nowhere)).rejects.toMatchObject({ code: 'SCHEMA_OUTDATED' });
    const storage = postgresStorage({ client: suite.pool, ...nowhere });
    await expect(storage.policies('acme')).rejects.toThrow(/run migrate\(\)/);
    await expect(write(storage, { remove: ['a'] })).rejects.toMatchObject({ code: 'SCHEMA_OUTDATED' });
    const later = { schema: 'later' };
    await migrate(suite.pool, later);
    await suite.pool.query(`INSERT INTO later.migrations (number, name) VALUES (99, 'later')`);
    for (const call of [migrate, plan, checkSchema]) {
      await expect(call(suite.pool, later)).rejects.toMatchObject({ code: 'SCHEMA_OUTDATED', data: { found: 99 } });
    }
  });

  it.each([
    { schema: '' },
    { schema: 'x'.repeat(64) },
    { prefix: 'x'.repeat(50) },
    { schema: 'a\0b' },
    { prefix: '\ud800' },
  ])('refuses names that are none: %j', async (options) => {
    await expect(async () => postgresStorage({ client: suite.pool, ...options })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
    await expect(migrate(suite.pool, options)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });
});
