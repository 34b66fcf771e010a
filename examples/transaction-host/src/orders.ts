import type { Pool } from 'pg';
import { inTransaction, type TransactionOptions } from './in-transaction';

export interface Order {
  readonly id: string;
  readonly accountId: string;
  readonly customerId: string;
  readonly cents: number;
}

/** An order from this amount on is looked at by a person, and so is whoever placed it. */
const LARGE = 1_000_000;

/** What a large order does to the customer: nothing more goes out until somebody has looked. */
export const HOLD = { type: 'HOLD', effect: 'DISABLED', restricts: ['withdraw'], terminal: false } as const;

const TABLE = `
CREATE SCHEMA IF NOT EXISTS shop;
CREATE TABLE IF NOT EXISTS shop.orders (
  account_id text NOT NULL, id text NOT NULL, customer_id text NOT NULL, cents bigint NOT NULL, held_by text,
  PRIMARY KEY (account_id, id)
)`;

export async function makeShop(pool: Pool): Promise<void> {
  await pool.query(TABLE);
}

/**
 * Places an order. A large one comes with a control on its customer, and names it: an order that is held without a control,
 * or a control without its order, cannot be.
 * @returns the control that holds it; null when nothing does.
 */
export async function placeOrder(options: TransactionOptions, order: Order): Promise<string | null> {
  const { id, accountId, customerId, cents } = order;
  return inTransaction(options, async (client, dormouse) => {
    await client.query('INSERT INTO shop.orders (account_id, id, customer_id, cents) VALUES ($1, $2, $3, $4)', [
      accountId,
      id,
      customerId,
      cents,
    ]);
    if (cents < LARGE) return null;
    const control = await dormouse.controls.create({
      accountId,
      identityId: customerId,
      type: HOLD.type,
      reasonCode: 'LARGE_ORDER',
      reason: `order ${id}`,
      idempotencyKey: `order ${id}`,
    });
    await client.query('UPDATE shop.orders SET held_by = $3 WHERE account_id = $1 AND id = $2', [
      accountId,
      id,
      control.id,
    ]);
    return control.id;
  });
}
