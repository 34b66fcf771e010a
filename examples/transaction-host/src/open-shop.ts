import { createDormouse, type DormouseEvent } from '@dormouse/core';
import { migrate, postgresStorage } from '@dormouse/storage-postgres';
import { Pool } from 'pg';
import type { TransactionOptions } from './in-transaction';
import { HOLD, makeShop } from './orders';

export const ACCOUNT = 'acme';
export const CUSTOMER = 'c-1';

/** A host with its own tables and those of Dormouse in one database, and a customer. */
export async function openShop(url: string, publish: (event: DormouseEvent) => void): Promise<TransactionOptions> {
  const pool = new Pool({ connectionString: url, max: 4 });
  await migrate(pool);
  await makeShop(pool);
  const storage = postgresStorage({ client: pool });
  const dormouse = createDormouse({ storage, clock: () => new Date(), settings: { controlTypes: [HOLD] } });
  await dormouse.identities.register({ accountId: ACCOUNT, identities: [{ id: CUSTOMER, kind: 'person' }] });
  for (const type of ['control.created', 'identity.status_changed'] as const) dormouse.on(type, publish);
  return { pool, storage, dormouse };
}

/** How many orders there are, and how many controls. */
export async function countBoth({ pool, storage }: TransactionOptions): Promise<{ orders: number; controls: number }> {
  const { rows } = await pool.query<{ orders: number }>('SELECT count(*)::int AS orders FROM shop.orders');
  const controls = await storage.controls(ACCOUNT, {}, Date.now(), { after: null, limit: 1_000 });
  return { orders: rows[0]?.orders ?? 0, controls: controls.items.length };
}
