import { Client, Pool, type PoolClient } from 'pg';
import { describe, expect, it } from 'vitest';
import { migrate, type PgPool, type PgPrepared, postgresStorage } from '../src/index';
import { emptyTables } from './helpers/empty-tables';
import { engineOn, event, NOW, nothing, stored, write } from './helpers/fixtures';
import { withDatabase } from './helpers/with-database';
import { servers } from './support/servers';

const mark = { type: 'login', successAt: NOW, successCount: 1, failureAt: null, failureCount: 0 };
const known = stored('a', { subject: { ...stored('a').subject, activity: [mark] }, expiresAt: NOW });

/** A pool that loses its connection right before or right after a statement reached the database. */
function losing(pool: Pool, matches: RegExp, when: 'before' | 'after'): PgPool & { readonly lost: () => number } {
  let lost = 0;
  const intercept = async (text: string, run: () => Promise<{ rows: unknown[] }>) => {
    if (lost > 0 || !matches.test(text)) return run();
    lost += 1;
    if (when === 'after') await run();
    throw Object.assign(new Error('Connection terminated unexpectedly'), { code: 'ECONNRESET' });
  };
  const through =
    (client: Pool | PoolClient) =>
    (asked: string | PgPrepared, values: unknown[] = []): Promise<{ rows: unknown[] }> => {
      const statement = typeof asked === 'string' ? { text: asked, values } : asked;
      return intercept(statement.text, () => client.query(statement));
    };
  return {
    totalCount: 1,
    lost: () => lost,
    query: through(pool),
    connect: async () => {
      const client = await pool.connect();
      return {
        query: through(client),
        release: (destroy?: boolean) => client.release(destroy),
      };
    },
  };
}

describe.each(servers)('$name: what happens at the same time', (server) => {
  const suite = withDatabase(server);

  it('A7: activity that comes while a sweep sets a control is followed by a review, or by another decision', async () => {
    await migrate(suite.pool);
    const storage = postgresStorage({ client: suite.pool });
    await write(storage, { put: [known] });
    let decisions = 0;
    let recorded: Promise<{ awaiting: readonly string[] }> | null = null;
    const marks = [{ identityId: 'a', activity: { ...mark, successAt: NOW + 1 } }];
    const record = () => storage.recordActivity('acme', marks, { now: NOW, expires: false });
    const seen: number[] = [];
    // The first decision is made while the activity is being committed: what it saw is no longer true.
    const slow = new Client({ connectionString: suite.url });
    await slow.connect();
    await slow.query('BEGIN');
    await slow.query(`UPDATE dormouse.activity SET success_count = success_count + 1 WHERE identity_id = 'a'`);
    const swept = storage.updateDue({ accountId: 'acme', now: NOW, limit: 5 }, ([slot]) => {
      decisions += 1;
      seen.push(slot?.stored?.subject.activity[0]?.successCount ?? 0);
      return { commit: { ...nothing, put: [stored('a', { awaitsActivity: true })] }, answer: null };
    });
    await new Promise((resolve) => setTimeout(resolve, 150));
    await slow.query('COMMIT');
    await slow.end();
    await swept;
    recorded = record();
    expect([decisions, seen]).toEqual([2, [1, 2]]);
    expect((await recorded).awaiting).toEqual(['a']);
  });

  it('S2: a sweep takes nothing that another holds, and waits for nobody', async () => {
    const storage = postgresStorage({ client: suite.pool });
    await emptyTables(suite.pool);
    await write(storage, { put: ['a', 'b', 'c'].map((id) => stored(id, { expiresAt: NOW })) });
    const other = await suite.pool.connect();
    try {
      await other.query('BEGIN');
      await other.query(`SELECT 1 FROM dormouse.identities WHERE id = 'b' FOR UPDATE`);
      const { answer } = await storage.updateDue({ accountId: 'acme', now: NOW, limit: 9 }, (slots) => ({
        commit: nothing,
        answer: slots.map(({ id }) => id),
      }));
      expect(answer).toEqual(['a', 'c']);
    } finally {
      await other.query('ROLLBACK');
      other.release();
    }
  });

  it.each([
    ['before', /^WITH created|^WITH inserted/],
    ['after', /^WITH created|^WITH inserted/],
  ] as const)(
    'a connection that is lost %s a command was written: it is there once, with its answer',
    async (when, matches) => {
      await emptyTables(suite.pool);
      const pool = losing(suite.pool, matches, when);
      const dormouse = engineOn(postgresStorage({ client: pool }));
      const identities = [{ id: 'ann', kind: 'user', createdAt: new Date(NOW) }];
      const {
        items: [outcome],
      } = await dormouse.identities.register({ accountId: 'acme', identities, actor: 'host' });
      expect(pool.lost()).toBe(1);
      expect(outcome).toMatchObject({ ok: true });
      expect((await dormouse.history.verify({ accountId: 'acme' })).ok).toBe(true);
      expect((await dormouse.events.list({ accountId: 'acme', identityId: 'ann' })).items).toHaveLength(1);
    },
  );

  it.each(['before', 'after'] as const)(
    'A1: a connection that is lost %s a batch of activity is committed: it counts once',
    async (when) => {
      await emptyTables(suite.pool);
      await write(postgresStorage({ client: suite.pool }), { put: [known] });
      const pool = losing(suite.pool, /^COMMIT$/, when);
      const storage = postgresStorage({ client: pool });
      await storage.recordActivity('acme', [{ identityId: 'a', activity: mark }], { now: NOW, expires: false });
      expect(pool.lost()).toBe(1);
      const { stored: found } = await storage.read('acme', ['a']);
      expect(found[0]?.subject.activity[0]?.successCount).toBe(2);
    },
  );

  it('a database that cannot be reached, is read-only, or takes too long, is told by a code', async () => {
    const nowhere = new Pool({ connectionString: 'postgres://nobody@127.0.0.1:1/none', connectionTimeoutMillis: 500 });
    await expect(postgresStorage({ client: nowhere }).policies('acme')).rejects.toMatchObject({
      code: 'STORAGE_UNAVAILABLE',
    });
    await expect(migrate(nowhere)).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
    await nowhere.end();
    const readOnly = new Pool({ connectionString: suite.url, options: '-c default_transaction_read_only=on' });
    await expect(write(postgresStorage({ client: readOnly }), { put: [stored('x')] })).rejects.toMatchObject({
      code: 'STORAGE_UNAVAILABLE',
      data: { sqlState: '25006' },
    });
    await readOnly.end();
    const other = await suite.pool.connect();
    await other.query('BEGIN; LOCK TABLE dormouse.identities');
    const hasty = postgresStorage({ client: suite.pool, lockTimeout: 50, statementTimeout: 5_000 });
    await expect(hasty.read('acme', ['a'])).rejects.toMatchObject({
      code: 'STORAGE_UNAVAILABLE',
      data: { sqlState: '55P03' },
    });
    await other.query('ROLLBACK');
    other.release();
    expect((await hasty.read('acme', ['a'])).stored).toHaveLength(1);
  });

  it('gives the same answers under any isolation that the host has as its default', async () => {
    await emptyTables(suite.pool);
    const serial = new Pool({
      connectionString: suite.url,
      options: '-c default_transaction_isolation=serializable',
      max: 4,
    });
    const storage = postgresStorage({ client: serial });
    await write(storage, { put: [stored('a', { sequence: 1, headHash: 'a-1' })], events: [event('a', 1)] });
    await Promise.all(
      Array.from({ length: 6 }, () =>
        storage.recordActivity('acme', [{ identityId: 'a', activity: mark }], { now: NOW, expires: false }),
      ),
    );
    expect((await storage.read('acme', ['a'])).stored[0]?.subject.activity[0]?.successCount).toBe(6);
    expect((await storage.events('acme', {}, { after: null, limit: 5 })).items).toHaveLength(1);
    await serial.end();
  });
});
