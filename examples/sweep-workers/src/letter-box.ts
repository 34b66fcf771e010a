import type { Dormouse } from '@dormouse/core';
import type { Pool } from 'pg';

/** The name under which the letter box reads the log. */
export const LETTER_BOX = 'letter-box';
/** How long the delivery of a process that died keeps the others away. */
const LEASE_MS = 2_000;

const TABLE = `
CREATE SCHEMA IF NOT EXISTS house;
CREATE TABLE IF NOT EXISTS house.accounts (id text PRIMARY KEY);
CREATE TABLE IF NOT EXISTS house.letters (
  account_id text NOT NULL, position bigint NOT NULL, identity_id text NOT NULL,
  deliveries int NOT NULL DEFAULT 1, PRIMARY KEY (account_id, position)
)`;

/** The position of an event is the same at every try: as a key it makes a repeat harmless. */
const PUT = `
INSERT INTO house.letters (account_id, position, identity_id) VALUES ($1, $2, $3)
ON CONFLICT (account_id, position) DO UPDATE SET deliveries = house.letters.deliveries + 1`;

/** The tables of the host: its accounts, and what it heard of them. */
export async function makeHouse(pool: Pool): Promise<void> {
  await pool.query(TABLE);
}

export async function accountIds(pool: Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM house.accounts ORDER BY id');
  return rows.map(({ id }) => id);
}

/** Everyone who became dormant gets a letter. An event may come again after a crash; its letter is written once. */
export async function deliver(dormouse: Dormouse, pool: Pool): Promise<void> {
  await dormouse.consumers.run({
    name: LETTER_BOX,
    leaseFor: LEASE_MS,
    handle: ({ accountId, type, identityId }, { position }) =>
      type === 'identity.dormant' ? pool.query(PUT, [accountId, position, identityId]) : undefined,
  });
}
