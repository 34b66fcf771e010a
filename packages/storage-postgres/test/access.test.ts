import { Client, Pool } from 'pg';
import { describe, expect, it } from 'vitest';
import { grants, migrate, postgresStorage } from '../src/index';
import { emptyTables } from './helpers/empty-tables';
import { engineOn, event, NOW, stored, write } from './helpers/fixtures';
import { withDatabase } from './helpers/with-database';
import { servers } from './support/servers';

const page = { after: null, limit: 10 };
const registered = { identities: [{ id: 'ann', kind: 'user', createdAt: new Date(NOW), name: 'Ann' }], actor: 'host' };

describe.each(servers)('$name: who may do what', (server) => {
  const suite = withDatabase(server);
  const role = `dormouse_app_${Math.floor(performance.timeOrigin)}_${process.pid}`;

  it('the role of the application does everything that the engine does, and cannot tamper with the log', async () => {
    await migrate(suite.pool);
    await suite.pool.query(`CREATE ROLE ${role} LOGIN PASSWORD 'x'`);
    for (const sql of grants(role)) await suite.pool.query(sql);
    const app = new Pool({ connectionString: suite.url, options: `-c role=${role}` });
    const storage = postgresStorage({ client: app });
    const dormouse = engineOn(storage);
    await dormouse.identities.register({ accountId: 'acme', ...registered });
    await dormouse.identities.erase({
      accountId: 'acme',
      identityId: 'ann',
      fields: ['name'],
      actor: 'host',
      reason: 'asked to',
    });
    expect((await dormouse.history.verify({ accountId: 'acme' })).ok).toBe(true);
    const denied = [
      'DELETE FROM dormouse.events',
      `UPDATE dormouse.events SET hash = 'x'`,
      'TRUNCATE dormouse.events',
      'TRUNCATE dormouse.identities',
      'ALTER TABLE dormouse.identities ADD COLUMN x int',
      'DROP TABLE dormouse.keys',
      'CREATE TABLE dormouse.mine (x int)',
      `INSERT INTO dormouse.migrations (number, name) VALUES (99, 'x')`,
    ];
    for (const sql of denied) await expect(app.query(sql), sql).rejects.toMatchObject({ code: '42501' });
    const before = (await storage.events('acme', {}, page)).items;
    await app.query(
      `SELECT dormouse.rewrite_event('acme', 'ann', 1, 'no such hash', '{"hash":"no such hash","sequence":1}')`,
    );
    await expect(app.query(`SELECT dormouse.forget_events('acme')`)).rejects.toThrow(/still has identities/);
    expect((await storage.events('acme', {}, page)).items).toEqual(before);
    await dormouse.accounts.remove({ accountId: 'acme', reason: 'over', actor: 'host' });
    expect((await storage.events('acme', {}, page)).items).toEqual([]);
    await app.end();
    const stranger = new Pool({ connectionString: suite.url, options: '-c role=pg_monitor' });
    await expect(postgresStorage({ client: stranger }).policies('acme')).rejects.toMatchObject({
      code: 'STORAGE_FORBIDDEN',
    });
    await stranger.end();
    await suite.pool.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
  });

  it('row-level security shows one account to a statement that forgets to ask for it', async () => {
    const schema = { schema: 'secured' };
    await migrate(suite.pool, { ...schema, rls: true });
    await migrate(suite.pool, { ...schema, rls: true });
    const name = `${role}_rls`;
    await suite.pool.query(`CREATE ROLE ${name}`);
    for (const sql of grants(name, schema)) await suite.pool.query(sql);
    const app = new Pool({ connectionString: suite.url, options: `-c role=${name}` });
    const storage = postgresStorage({ client: app, ...schema, rls: true });
    for (const account of ['acme', `o'br\\ien`]) {
      await write(
        storage,
        { put: [stored('a', { expiresAt: NOW }, account)], events: [event('a', 1, account)] },
        account,
      );
    }
    expect((await storage.dueSummary(NOW)).map(({ accountId }) => accountId)).toEqual(['acme', `o'br\\ien`]);
    expect((await storage.consumerBacklog('mailer', NOW, page)).items).toHaveLength(2);
    const hostile = 'SELECT account_id FROM secured.identities UNION ALL SELECT account_id FROM secured.events';
    expect((await app.query(hostile)).rows).toEqual([]);
    const client = await app.connect();
    await client.query(`BEGIN; SET LOCAL dormouse.accounts = 'one'; SET LOCAL dormouse.account = 'acme'`);
    expect((await client.query(hostile)).rows).toEqual([{ account_id: 'acme' }, { account_id: 'acme' }]);
    await expect(
      client.query(`INSERT INTO secured.keys (account_id, key, at, record) VALUES ('beta', 'k', 0, '{}')`),
    ).rejects.toMatchObject({ code: '42501' });
    await client.query('ROLLBACK');
    client.release();
    await app.end();
    await suite.pool.query(`DROP OWNED BY ${name}; DROP ROLE ${name}`);
  });

  it('a host does a command in its own transaction, which it may take back', async () => {
    const storage = postgresStorage({ client: suite.pool });
    await emptyTables(suite.pool);
    const client = new Client({ connectionString: suite.url });
    await client.connect();
    await client.query('CREATE TABLE mine (x int)');
    for (const end of ['ROLLBACK', 'COMMIT']) {
      await client.query('BEGIN; INSERT INTO mine VALUES (1)');
      const inside = engineOn(storage.within(client));
      const {
        items: [outcome],
      } = await inside.identities.register({ accountId: 'acme', ...registered });
      expect(outcome).toMatchObject({ ok: true });
      const refused = {
        accountId: 'acme',
        identityId: 'nobody',
        type: 'DORMANT',
        reasonCode: 'OTHER',
        reason: 'x',
        actor: 'host',
      } as const;
      await expect(inside.controls.create(refused)).rejects.toMatchObject({ code: 'IDENTITY_NOT_FOUND' });
      expect((await storage.read('acme', ['ann'])).stored).toEqual([null]);
      await client.query(end);
    }
    expect((await client.query('SELECT x FROM mine')).rows).toHaveLength(1);
    expect((await storage.read('acme', ['ann'])).stored[0]?.subject.identity.name).toBe('Ann');
    await client.end();
  });

  it('§13: texts that PostgreSQL cannot hold are kept where they are data, and refused where they are names', async () => {
    const storage = postgresStorage({ client: suite.pool });
    await emptyTables(suite.pool);
    const odd = { text: 'a\0b\ud800c\\u0000d\udfff', '\0': ['\ud83d'] };
    const identity = { ...stored('odd').subject.identity, attributes: odd, name: '\0' };
    await write(storage, {
      put: [stored('odd', { subject: { ...stored('odd').subject, identity } })],
      events: [event('odd', 1)],
    });
    expect((await storage.read('acme', ['odd'])).stored[0]?.subject.identity).toEqual(identity);
    for (const id of ['a\0', '\ud800']) {
      await expect(write(storage, { put: [stored(id)] })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
      await expect(storage.read(id, ['a'])).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    }
    for (const expiresAt of [Number.NaN, Number.NEGATIVE_INFINITY, 2 ** 53, 0.5]) {
      await expect(write(storage, { put: [stored('x', { expiresAt })] })).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
      });
    }
  });

  it('answers the same whatever the session and the host have set', async () => {
    const options =
      '-c timezone=Asia/Kathmandu -c datestyle=SQL,DMY -c standard_conforming_strings=off -c extra_float_digits=-4 -c search_path=pg_temp';
    const pool = new Pool({ connectionString: suite.url, options });
    const { types } = await import('pg');
    const parsers = [20, 114, 25, 3802].map((oid) => [oid, types.getTypeParser(oid as never)] as const);
    try {
      for (const [oid] of parsers) if (oid !== 25) types.setTypeParser(oid as never, () => 'spoiled');
      const storage = postgresStorage({ client: pool });
      const record = stored('b\\ack', { expiresAt: NOW });
      await write(storage, { put: [record] });
      expect((await storage.read('acme', ['b\\ack'])).stored).toEqual([record]);
      expect(await storage.dueSummary(NOW, 'acme')).toEqual([{ accountId: 'acme', due: 1 }]);
    } finally {
      for (const [oid, parser] of parsers) types.setTypeParser(oid as never, parser as never);
      await pool.end();
    }
  });

  it('S7, E3: a row that somebody poisoned is found, and the others are swept', async () => {
    const storage = postgresStorage({ client: suite.pool });
    await emptyTables(suite.pool);
    const dormouse = engineOn(storage);
    await dormouse.identities.register({ accountId: 'acme', ...registered });
    await suite.pool.query(
      `UPDATE dormouse.events SET record = replace(record::text, '"Ann"', '"Eve"')::json WHERE identity_id = 'ann'`,
    );
    expect((await dormouse.history.verify({ accountId: 'acme' })).ok).toBe(false);
    await suite.pool.query(`UPDATE dormouse.identities SET record = '{"no":"subject"}' WHERE id = 'ann'`);
    await expect(storage.read('acme', ['ann'])).rejects.toMatchObject({ code: 'STORAGE_CORRUPT' });
    await write(storage, { put: [stored('bob', { expiresAt: NOW - 1 })] });
    await suite.pool.query(`UPDATE dormouse.identities SET expires_at = 0 WHERE id = 'ann'`);
    const unreadable: unknown[] = [];
    const watched = postgresStorage({
      client: suite.pool,
      onUnreadable: (error) => unreadable.push(error.data['identityId']),
    });
    const report = await engineOn(watched).sweep({ accountId: 'acme' });
    expect(report).toMatchObject({ evaluated: 1 });
    expect(new Set(unreadable)).toEqual(new Set(['ann']));
    expect((await storage.read('acme', ['bob'])).stored[0]?.expiresAt).toBeGreaterThan(NOW);
  });
});
