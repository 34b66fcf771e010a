import {
  createDormouse,
  type Dormouse,
  type DormouseEvent,
  type DormouseOptions,
  type EventType,
} from '@dormouse/core';
import type { PostgresStorage } from '@dormouse/storage-postgres';
import type { Pool, PoolClient } from 'pg';

export interface TransactionOptions extends Omit<DormouseOptions, 'storage'> {
  readonly pool: Pool;
  readonly storage: PostgresStorage;
  /** The types of events that the host wants to hear of, once they are true. */
  readonly hears: readonly EventType[];
  /** Told of each of them after the commit. What must not be lost on a crash is read by a named consumer instead. */
  readonly publish: (event: DormouseEvent) => void;
}

/**
 * Runs the host's statements and commands of Dormouse in one transaction: both are there, or neither. An engine tells its
 * listeners when a command is done, which is too early here, because the host may still roll back: so they are kept until
 * the commit.
 */
export async function inTransaction<T>(
  { pool, storage, hears, publish, ...options }: TransactionOptions,
  work: (client: PoolClient, dormouse: Dormouse) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  try {
    await client.query('BEGIN');
    const dormouse = createDormouse({ ...options, storage: storage.within(client) });
    const heard: DormouseEvent[] = [];
    for (const type of hears) dormouse.on(type, (event) => heard.push(event));
    const answer = await work(client, dormouse);
    await client.query('COMMIT');
    heard.forEach(publish);
    return answer;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {
      broken = true;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}
