import { verifyHistory } from '@dormouse/core';
import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { archivedHead, archiveMonth, ensurePartitions, migrate, onEvents, postgresStorage } from '../src/index';
import { emptyTables } from './helpers/empty-tables';
import { engineOn, event, stored, write } from './helpers/fixtures';
import { withDatabase } from './helpers/with-database';
import { servers } from './support/servers';

const page = { after: null, limit: 100 };

describe.each(servers)('$name: the log', (server) => {
  const suite = withDatabase(server);

  it('E5: shows nothing behind a position that an open transaction may still fill, and everything once it is over', async () => {
    await migrate(suite.pool);
    const storage = postgresStorage({ client: suite.pool });
    await write(storage, { events: [event('first', 1)] });
    const early = await suite.pool.connect();
    try {
      await early.query('BEGIN');
      await write(storage.within(early), { events: [event('early', 1)] });
      for (const id of ['late-1', 'late-2']) await write(storage, { events: [event(id, 1)] });
      const hashes = async () => (await storage.events('acme', {}, page)).items.map((logged) => logged.event.hash);
      expect(await hashes()).toEqual(['first-1']);
      expect((await storage.events('acme', { identityId: 'late-1' }, page)).items).toHaveLength(1);
      await early.query('COMMIT');
      expect(await hashes()).toEqual(['first-1', 'early-1', 'late-1-1', 'late-2-1']);
    } finally {
      early.release();
    }
  });

  it('E5: is not held back by a transaction that writes no events, however long it is open', async () => {
    const storage = postgresStorage({ client: suite.pool });
    await emptyTables(suite.pool);
    const stranger = await suite.pool.connect();
    try {
      await stranger.query('BEGIN');
      await stranger.query('SELECT pg_current_xact_id()');
      await write(storage, { events: [event('a', 1)] });
      expect((await storage.events('acme', {}, page)).items).toHaveLength(1);
    } finally {
      await stranger.query('ROLLBACK');
      stranger.release();
    }
  });

  it('E5: readers beside many writers see every position once and in order', async () => {
    const storage = postgresStorage({ client: suite.pool });
    await emptyTables(suite.pool);
    let writing = true;
    const writers = Promise.all(
      Array.from({ length: 5 }, async (_, writer) => {
        for (let round = 0; round < 12; round++) await write(storage, { events: [event(`w${writer}-${round}`, 1)] });
      }),
    ).finally(() => {
      writing = false;
    });
    const seen: number[] = [];
    let after = 0;
    for (let last = false; !last; ) {
      last = !writing;
      const { items } = await storage.events('acme', {}, { after, limit: 7 });
      if (items.length > 0) last = false;
      for (const { position } of items) seen.push(position);
      after = seen.at(-1) ?? 0;
    }
    await writers;
    const all = (await storage.events('acme', {}, page)).items.map(({ position }) => position);
    expect(seen).toEqual(all);
    expect(all).toHaveLength(60);
  });

  it('E5: whoever listens is woken when events are committed, and not before', async () => {
    const storage = postgresStorage({ client: suite.pool, notify: true });
    await emptyTables(suite.pool);
    const listener = new Client({ connectionString: suite.url });
    await listener.connect();
    await write(storage, { put: [stored('z')] });
    let calls = 0;
    let woken: () => void = () => undefined;
    const first = new Promise<void>((resolve) => {
      woken = resolve;
    });
    const stop = await onEvents(listener, () => {
      calls += 1;
      woken();
    });
    const writer = await suite.pool.connect();
    await writer.query('BEGIN');
    await write(storage.within(writer), { events: [event('a', 1)] });
    await write(storage, { put: [stored('no-event')] });
    await listener.query('SELECT 1');
    expect(calls).toBe(0);
    await writer.query('COMMIT');
    writer.release();
    await first;
    await stop();
    await write(storage, { events: [event('b', 1)] });
    await listener.query('SELECT 1');
    expect(calls).toBe(1);
    await listener.end();
  });

  it('refuses to read the whole log in a snapshot that later statements do not leave', async () => {
    const storage = postgresStorage({ client: suite.pool });
    const one = await suite.pool.connect();
    try {
      await one.query('BEGIN ISOLATION LEVEL REPEATABLE READ');
      await expect(storage.within(one).events('acme', {}, page)).rejects.toThrow(/READ COMMITTED/);
    } finally {
      await one.query('ROLLBACK');
      one.release();
    }
  });

  it('E3: verifies what is left after a month was archived, and keeps the history of whoever is under a legal hold', async () => {
    await emptyTables(suite.pool);
    const month = Date.UTC(2020, 4, 1);
    const may = new Date(month).toISOString();
    expect(await ensurePartitions(suite.pool, { from: may, months: 2 })).toEqual([
      'events_y2020m05',
      'events_y2020m06',
    ]);
    expect(await ensurePartitions(suite.pool, { from: may, months: 2 })).toEqual([]);
    const storage = postgresStorage({ client: suite.pool });
    const [early, later] = [engineOn(storage, month + 5), engineOn(storage, Date.UTC(2020, 5, 9))];
    const actor = 'ann';
    for (const id of ['free', 'held']) {
      await early.identities.register({ accountId: 'acme', identities: [{ id, kind: 'user', createdAt: may }], actor });
    }
    const hold = { kind: 'LEGAL_HOLD', reason: 'court', owner: 'legal', indefinite: true } as const;
    await early.exemptions.grant({ accountId: 'acme', identityId: 'held', ...hold, actor });
    for (const id of ['free', 'held']) {
      await later.identities.update({ accountId: 'acme', identities: [{ id, name: 'New' }], actor });
    }
    const june = { month: '2020-06-15T00:00:00Z', now: '2026-01-01T00:00:00Z' };
    await expect(archiveMonth(suite.pool, june)).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(archiveMonth(suite.pool, { ...june, month: '2019-01-01T00:00:00Z' })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
    await storage.updateConsumer('acme', 'mailer', () => ({ position: 1, lease: null, blocked: [] }));
    await expect(archiveMonth(suite.pool, { ...june, month: may })).rejects.toThrow(/consumer/);
    await storage.updateConsumer('acme', 'mailer', () => ({ position: 1e9, lease: null, blocked: [] }));
    const archived = await archiveMonth(suite.pool, { ...june, month: may });
    expect(archived).toEqual({ table: '"dormouse"."events_y2020m05"', events: 1, kept: 2 });
    const eventsOf = async (identityId: string) =>
      (await storage.events('acme', { identityId }, page)).items.map((logged) => logged.event);
    const from = await archivedHead(suite.pool, 'acme', 'free');
    expect(from?.sequence).toBe(1);
    expect(verifyHistory(await eventsOf('free')).ok).toBe(false);
    expect(verifyHistory(await eventsOf('free'), from === null ? {} : { from })).toMatchObject({ ok: true, events: 1 });
    expect(verifyHistory(await eventsOf('held'))).toMatchObject({ ok: true, events: 3 });
    expect(await archivedHead(suite.pool, 'acme', 'held')).toBeNull();
  });
});
