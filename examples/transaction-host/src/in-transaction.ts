import type { Dormouse, EngineWithin } from '@dormouse/core';
import type { PostgresStorage } from '@dormouse/storage-postgres';
import type { Pool, PoolClient } from 'pg';

export interface TransactionOptions {
  readonly pool: Pool;
  readonly storage: PostgresStorage;
  /** The host's engine, with its listeners. */
  readonly dormouse: Dormouse;
}

/**
 * Runs the host's statements and commands of Dormouse in one transaction: both are there, or neither. The listeners of the
 * engine hear of it after the commit, and never of what was rolled back.
 */
export async function inTransaction<T>(
  { pool, storage, dormouse }: TransactionOptions,
  work: (client: PoolClient, inside: Dormouse) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let within: EngineWithin | null = null;
  let broken = false;
  try {
    within = dormouse.within(storage.within(client));
    await client.query('BEGIN');
    const answer = await work(client, within.dormouse);
    await client.query('COMMIT');
    within.committed();
    return answer;
  } catch (error) {
    within?.rolledBack();
    await client.query('ROLLBACK').catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
