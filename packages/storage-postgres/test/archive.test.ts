import { type Dormouse, foldEvents, type IdentityEvent } from '@dormouse/core';
import { describe, expect, it } from 'vitest';
import { archiveMonth, ensurePartitions, migrate, postgresStorage } from '../src/index';
import { emptyTables } from './helpers/empty-tables';
import { engineOn } from './helpers/fixtures';
import { withDatabase } from './helpers/with-database';
import { servers } from './support/servers';

const accountId = 'acme';
const actor = 'ann';
const MAY = '2021-05-01T00:00:00Z';
const at = (day: string): Date => new Date(`2021-${day}T12:00:00Z`);
const ids = ['free', 'held', 'idle'];

describe.each(servers)('$name: archiving', (server) => {
  const suite = withDatabase(server);
  const on = (day: string): Dormouse => engineOn(postgresStorage({ client: suite.pool }), at(day).getTime());
  const archive = (month: string) =>
    archiveMonth(suite.pool, { month: `2021-${month}-01T00:00:00Z`, now: at('12-01') });

  /** Registered in May, `held` under a legal hold; renamed in June, and in July, when the hold ends. */
  async function lived(): Promise<void> {
    await emptyTables(suite.pool);
    for (const month of ['05', '06', '07']) {
      await suite.pool.query(`DROP TABLE IF EXISTS dormouse.events_y2021m${month}`);
    }
    await ensurePartitions(suite.pool, { from: MAY, months: 3 });
    const document = { id: 'none', inactivity: [] };
    await on('05-01').policies.activate({ accountId, document, reason: 'first', actor });
    await on('05-02').identities.register({ accountId, identities: ids.map((id) => ({ id, kind: 'user' })), actor });
    const hold = { kind: 'LEGAL_HOLD', reason: 'court', owner: 'legal', indefinite: true } as const;
    await on('05-03').exemptions.grant({ accountId, identityId: 'held', ...hold, actor });
    await rename('06-10', ['free', 'held']);
    await rename('07-10', ['free', 'held']);
  }

  const rename = (day: string, of: readonly string[]) =>
    on(day).identities.update({ accountId, identities: of.map((id) => ({ id, name: `${id} ${day}` })), actor });

  async function endHold(): Promise<void> {
    const { items } = await on('07-20').exemptions.list({ accountId, identityId: 'held' });
    const exemptionId = items[0]?.exemption.id ?? '';
    await on('07-20').exemptions.end({ accountId, identityId: 'held', exemptionId, reason: 'settled', actor: 'legal' });
  }

  const verified = () => on('12-01').history.verify({ accountId, records: true });

  it('E3 L12: the engine verifies before and after each month, and tells of the past only what is there', async () => {
    await migrate(suite.pool);
    await lived();
    expect(await verified()).toMatchObject({ ok: true, faults: [], events: 9 });
    expect(await archive('05')).toMatchObject({ events: 3, kept: 2 });
    expect(await verified()).toMatchObject({ ok: true, faults: [], events: 6, histories: 4 });
    const asOf = (identityId: string, day: string) => on('12-01').history.asOf({ accountId, identityId, at: at(day) });
    await expect(asOf('free', '05-20')).rejects.toMatchObject({ code: 'HISTORY_ARCHIVED' });
    await expect(asOf('free', '06-20')).rejects.toMatchObject({ code: 'HISTORY_ARCHIVED' });
    expect((await asOf('free', '07-20')).subject.identity.name).toBe('free 07-10');
    expect((await asOf('held', '06-20')).subject.identity.name).toBe('held 06-10');
    expect((await asOf('held', '06-20')).policies).toEqual([{ policyId: 'none', version: 1 }]);
    const { items } = await on('12-01').events.list({ accountId, identityId: 'free' });
    const left = items.map(({ event }) => event as IdentityEvent);
    expect(() => foldEvents(left)).toThrow(expect.objectContaining({ code: 'HISTORY_ARCHIVED' }));
    for (const identityId of [...ids, null]) {
      expect(await on('12-01').history.verify({ accountId, identityId })).toMatchObject({ ok: true });
    }
  });

  it('E3: tampering with what remains is found, and so is a loss that no archiving explains', async () => {
    await migrate(suite.pool);
    await lived();
    await archive('05');
    const { rows } = await suite.pool.query(
      `SELECT record::text AS record FROM dormouse.events WHERE identity_id = 'free' ORDER BY sequence LIMIT 1`,
    );
    const { record } = rows[0] as { record: string };
    const write = (text: string) =>
      suite.pool.query(`UPDATE dormouse.events SET record = $1 WHERE identity_id = 'free' AND sequence = 2`, [text]);
    await write(record.replace('free 06-10', 'free 06-11'));
    expect((await verified()).faults).toMatchObject([{ identityId: 'free', fault: { code: 'EDITED' } }]);
    await write(record);
    expect(await verified()).toMatchObject({ ok: true });
    await suite.pool.query(`DELETE FROM dormouse.events WHERE identity_id = 'free' AND sequence = 2`);
    expect((await verified()).faults).toMatchObject([{ identityId: 'free', fault: { code: 'NOT_IN_ORDER' } }]);
    await suite.pool.query(`DELETE FROM dormouse.events WHERE identity_id = 'held' AND sequence = 1`);
    expect((await verified()).faults.map(({ identityId }) => identityId)).toEqual(['free', 'held']);
  });

  it('X3 E3: a hold keeps the whole history of its identity, and once it is over the history goes with the next month', async () => {
    await migrate(suite.pool);
    await lived();
    expect(await archive('05')).toMatchObject({ events: 3, kept: 2 });
    expect(await archive('06')).toMatchObject({ events: 1, kept: 1 });
    expect(await on('12-01').history.verify({ accountId, identityId: 'held' })).toMatchObject({ ok: true, events: 4 });
    await endHold();
    const { table, events, kept } = await archive('07');
    expect({ events, kept }).toEqual({ events: 6, kept: 0 });
    const { rows } = await suite.pool.query(`SELECT sequence::int FROM ${table} WHERE identity_id = 'held' ORDER BY 1`);
    expect(rows.map((row: { sequence: number }) => row.sequence)).toEqual([1, 2, 3, 4, 5]);
    expect(await verified()).toMatchObject({ ok: true, faults: [], events: 0 });
    await rename('09-01', ids);
    expect(await verified()).toMatchObject({ ok: true, faults: [], events: 3 });
  });
});
