import { describe, expect, it } from 'vitest';
import { migrate, type PgQueryable, postgresStorage } from '../src/index';
import { event, NOW, nothing, stored } from './helpers/fixtures';
import { withDatabase } from './helpers/with-database';
import { servers } from './support/servers';

const ROWS = 20_000;
const mark = { type: 'login', successAt: NOW, successCount: 1, failureAt: null, failureCount: 0 };
const large = ['identities', 'activity', 'controls', 'events', 'keys', 'runs'];

/** A transaction that explains each statement before it runs it, and remembers those that read a large table as a whole. */
function explaining(client: PgQueryable, found: string[]): PgQueryable & { readonly explained: () => number } {
  let explained = 0;
  return {
    explained: () => explained,
    query: async (text, values) => {
      if (/^(WITH|SELECT)/.test(text)) {
        const { rows } = await client.query(`EXPLAIN ${text}`, values);
        explained += 1;
        const plan = (rows as { 'QUERY PLAN': string }[]).map((row) => row['QUERY PLAN']).join('\n');
        if (large.some((table) => new RegExp(`Seq Scan on ${table}.* rows=\\d{3,} `).test(plan)))
          found.push(`${text}\n${plan}`);
      }
      return client.query(text, values);
    },
  };
}

/** A large account, by SQL: it is only about plans. */
const fill = [
  `INSERT INTO dormouse.accounts (account_id, revision) VALUES ('acme', 1)`,
  `INSERT INTO dormouse.identities (account_id, id, kind, status, labels, created_at, expires_at, judged_under, awaits_activity, unreviewed, has_requirements, has_exemptions, record)
   SELECT 'acme', 'id-' || lpad(n::text, 6, '0'), 'user', 'APPROVED', '{}', 0, ${NOW} + n, 1, false, false, false, false, $1::json FROM generate_series(1, ${ROWS}) AS n`,
  `INSERT INTO dormouse.activity (account_id, identity_id, type, success_at, success_count, failure_count)
   SELECT 'acme', 'id-' || lpad(n::text, 6, '0'), 'login', 1, 1, 0 FROM generate_series(1, ${ROWS}) AS n`,
  `INSERT INTO dormouse.controls (account_id, id, identity_id, type, reason_code, created_at, ends_at, record)
   SELECT 'acme', 'c-' || n, 'id-' || lpad(n::text, 6, '0'), 'DORMANT', 'OTHER', 0, ${NOW} * 2, '{}' FROM generate_series(1, ${ROWS}) AS n`,
  `INSERT INTO dormouse.events (account_id, position, at, identity_id, sequence, type, hash, record)
   SELECT 'acme', nextval('dormouse.positions'), ${NOW}, 'id-' || lpad(n::text, 6, '0'), 1, 'identity.registered', 'h', '{}' FROM generate_series(1, ${ROWS}) AS n`,
];

describe.each(servers)('$name: plans', (server) => {
  const suite = withDatabase(server);

  it('S1: no statement reads a large table as a whole', async () => {
    await migrate(suite.pool);
    for (const sql of fill)
      await suite.pool.query(sql, sql.includes('$1') ? [JSON.stringify(stored('id-000001'))] : []);
    await suite.pool.query('ANALYZE');
    const client = await suite.pool.connect();
    await client.query('BEGIN');
    const found: string[] = [];
    const watched = explaining(client, found);
    const storage = postgresStorage({ client: suite.pool }).within(watched);
    const page = { after: null, limit: 10 };
    const put = stored('id-000007', { awaitsActivity: true });
    await storage.update('acme', ['id-000007', 'new'], () => ({
      commit: { ...nothing, put: [put, stored('new')], events: [event('id-000007', 2), event('new', 1)].slice(1) },
      answer: null,
    }));
    await storage.updateDue({ accountId: 'acme', now: NOW + 9, limit: 5 }, () => ({ commit: nothing, answer: null }));
    for (const expires of [false, true]) {
      const marks = ['id-000001', 'id-000002'].map((identityId) => ({ identityId, activity: mark }));
      await storage.recordActivity('acme', marks, { now: NOW, expires });
    }
    await storage.read('acme', ['id-000001']);
    await storage.list('acme', {}, NOW, { after: 'id-015000', limit: 10 });
    await storage.controls('acme', {}, NOW, {
      after: { identityId: 'id-015000', createdAt: 0, controlId: 'c' },
      limit: 10,
    });
    await storage.controls('acme', { controlId: 'c-7' }, NOW, page);
    await storage.events('acme', { identityId: 'id-000009' }, page);
    await storage.events('acme', {}, { after: 15_000, limit: 10 });
    await storage.consumerBacklog('mailer', NOW, page);
    await storage.dueSummary(NOW + 5);
    for await (const each of storage.scanDue('acme', NOW + 5)) expect(each.status).toBe('APPROVED');
    for await (const each of storage.scan('acme')) {
      expect(each.status).toBe('APPROVED');
      break;
    }
    await client.query('ROLLBACK');
    client.release();
    expect(found).toEqual([]);
    expect(watched.explained()).toBeGreaterThan(15);
  });
});
