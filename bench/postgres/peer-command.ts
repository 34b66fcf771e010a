import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { ACCOUNT } from './population';

const LOAD = 'SELECT id, kind, status, sequence FROM peer.identities WHERE account_id = $1 AND id = $2 FOR UPDATE';

/** The control and its event: two tables, one statement. */
const INSERT = `
WITH control AS (
  INSERT INTO peer.controls (account_id, id, identity_id, type, reason_code, created_at)
  VALUES ($1, $2, $3, 'REVIEW', 'RISK', $4)
)
INSERT INTO peer.events (account_id, identity_id, sequence, type, at, data, hash)
VALUES ($1, $3, $5, 'control.created', $4, $6, '')`;

const UPDATE = `UPDATE peer.identities SET status = 'DISABLED', sequence = $3 WHERE account_id = $1 AND id = $2`;

/** The three statements of one command, in a transaction: load and lock, insert control and event, update the identity. */
export async function restrictByHand(pool: Pool, identityId: string, at: Date): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const { rows } = await client.query<{ sequence: number }>(LOAD, [ACCOUNT, identityId]);
    const sequence = (rows[0]?.sequence ?? 0) + 1;
    const id = randomUUID();
    const data = JSON.stringify({ control: { id, identityId, type: 'REVIEW', reasonCode: 'RISK', createdAt: at } });
    await client.query(INSERT, [ACCOUNT, id, identityId, at, sequence, data]);
    await client.query(UPDATE, [ACCOUNT, identityId, sequence]);
    await client.query('COMMIT');
  } finally {
    client.release();
  }
}
