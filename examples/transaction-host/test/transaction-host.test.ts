import type { DormouseEvent } from '@dormouse/core';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../scripts/postgres/test-database';
import { inTransaction, type TransactionOptions } from '../src/in-transaction';
import { ACCOUNT, CUSTOMER, countBoth, openShop } from '../src/open-shop';
import { placeOrder } from '../src/orders';

describe.each(inject('postgresServers'))('$name: a host with its own transaction', (server) => {
  let database: TestDatabase;
  let shop: TransactionOptions;
  let heard: DormouseEvent[];

  beforeEach(async () => {
    database = await createTestDatabase(server);
    heard = [];
    shop = await openShop(database.url, (event) => heard.push(event));
  });
  afterEach(async () => {
    await shop.pool.end();
    await database.drop();
  });

  const large = { id: 'o-1', accountId: ACCOUNT, customerId: CUSTOMER, cents: 2_000_000 };
  const engine = () => shop.dormouse;
  /** What a durable consumer is handed over. */
  const consumed = async (name: string): Promise<string[]> => {
    const types: string[] = [];
    await engine().consumers.run({ name, handle: ({ type }) => types.push(type) });
    return types;
  };
  const verified = async () => (await engine().history.verify({ accountId: ACCOUNT, records: true })).ok;

  it('commits an order and its control together, and tells of it afterwards', async () => {
    const control = await placeOrder(shop, large);
    const { rows } = await shop.pool.query('SELECT held_by FROM shop.orders');
    expect(rows).toEqual([{ held_by: control }]);
    expect((await engine().identities.get(ACCOUNT, CUSTOMER)).activeControls.map(({ id }) => id)).toEqual([control]);
    expect(heard.map(({ type }) => type)).toEqual(['control.created', 'identity.status_changed']);
    expect(await verified()).toBe(true);
    expect(await consumed('mail')).toEqual(['identity.registered', 'control.created', 'identity.status_changed']);
  });

  it('E4 E5 tells nobody anything before the commit', async () => {
    await consumed('mail');
    await inTransaction(shop, async (_, dormouse) => {
      await dormouse.controls.create({
        accountId: ACCOUNT,
        identityId: CUSTOMER,
        type: 'HOLD',
        reasonCode: 'X',
        reason: 'x',
      });
      expect(heard).toEqual([]);
      expect(await consumed('mail')).toEqual([]);
    });
    expect(heard.map(({ type }) => type)).toEqual(['control.created', 'identity.status_changed']);
    expect(await consumed('mail')).toEqual(['control.created', 'identity.status_changed']);
  });

  it('writes neither when Dormouse refuses the control', async () => {
    await expect(placeOrder(shop, { ...large, customerId: 'nobody' })).rejects.toMatchObject({
      code: 'IDENTITY_NOT_FOUND',
    });
    expect(await countBoth(shop)).toEqual({ orders: 0, controls: 0 });
  });

  it('writes neither when the host fails after the command, and nobody hears of it', async () => {
    const failing = inTransaction(shop, async (client, dormouse) => {
      const command = { accountId: ACCOUNT, identityId: CUSTOMER, type: 'HOLD', reasonCode: 'X', reason: 'x' };
      await dormouse.controls.create(command);
      await client.query('SELECT 1 / 0');
    });
    await expect(failing).rejects.toThrow('division by zero');
    expect(await countBoth(shop)).toEqual({ orders: 0, controls: 0 });
    expect(heard).toEqual([]);
    expect(await consumed('mail')).toEqual(['identity.registered']);
    expect(await verified()).toBe(true);
  });

  it('shows nobody else the control before the commit, and the host its own', async () => {
    await inTransaction(shop, async (_, dormouse) => {
      const command = { accountId: ACCOUNT, identityId: CUSTOMER, type: 'HOLD', reasonCode: 'X', reason: 'x' };
      await dormouse.controls.create(command);
      expect((await dormouse.identities.get(ACCOUNT, CUSTOMER)).status).toBe('DISABLED');
      expect((await engine().identities.get(ACCOUNT, CUSTOMER)).status).toBe('APPROVED');
    });
    expect((await engine().identities.get(ACCOUNT, CUSTOMER)).status).toBe('DISABLED');
  });

  it('goes on in the same transaction after a command that was refused', async () => {
    await inTransaction(shop, async (client, dormouse) => {
      const command = { accountId: ACCOUNT, identityId: 'nobody', type: 'HOLD', reasonCode: 'X', reason: 'x' };
      await expect(dormouse.controls.create(command)).rejects.toMatchObject({ code: 'IDENTITY_NOT_FOUND' });
      await client.query(`INSERT INTO shop.orders VALUES ('${ACCOUNT}', 'o-9', '${CUSTOMER}', 1)`);
    });
    expect(await countBoth(shop)).toEqual({ orders: 1, controls: 0 });
  });
});
