import { isEmbedded, isPool, type PgLike, type PgQueryable } from '../client';

/** Runs some work in one transaction on one connection of the host's client. */
export async function onOneConnection<T>(client: PgLike, work: (one: PgQueryable) => Promise<T>): Promise<T> {
  if (isEmbedded(client)) return client.transaction(work);
  if (!isPool(client)) return inTransaction(client, work);
  const one = await client.connect();
  try {
    const answer = await inTransaction(one, work);
    one.release();
    return answer;
  } catch (error) {
    one.release(true);
    throw error;
  }
}

async function inTransaction<T>(client: PgQueryable, work: (one: PgQueryable) => Promise<T>): Promise<T> {
  await client.query('BEGIN ISOLATION LEVEL READ COMMITTED');
  try {
    const answer = await work(client);
    await client.query('COMMIT');
    return answer;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
