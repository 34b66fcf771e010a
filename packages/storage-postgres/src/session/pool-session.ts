import { DormouseError } from '@dormouse/core';
import type { PgPool, PgPoolClient, PgQueryable } from '../client';
import { isLost } from '../errors';
import { statement } from '../sql/statement';
import { beginOf, needsTransaction } from './begin';
import { pause } from './pause';
import { preparing } from './preparing';
import { queryOn } from './run';
import type { Session, Settings } from './session';

/** How often it is asked what became of a commit whose connection was lost. */
const TRIES = 8;

/** A session over a pool: each transaction has a connection of its own. */
export function poolSession(pool: PgPool, settings: Settings): Session {
  const ready = (client: PgPool | PgPoolClient): PgQueryable => (settings.prepare ? preparing(client) : client);
  const session: Session = {
    reconnects: true,
    alone: false,
    query: (scope, one) =>
      needsTransaction(settings) ? session.transaction(scope, (query) => query(one)) : queryOn(ready(pool))(one),
    transaction: async (scope, work) => {
      const client = await lend(pool);
      let xid: string | null = null;
      const query = queryOn(ready(client), (seen) => {
        xid = seen;
      });
      const answer = await beforeCommit(client, async () => {
        await client.query(beginOf(settings, scope));
        return work(query);
      });
      await commit(pool, client, xid);
      return answer;
    },
  };
  return session;
}

/** What becomes of a lost connection is told by the statement that fails: the event of the same name says no more. */
const ignore = (): void => {};

async function lend(pool: PgPool): Promise<PgPoolClient> {
  const client = await pool.connect();
  client.on?.('error', ignore);
  return client;
}

function giveBack(client: PgPoolClient, destroy = false): void {
  client.release(destroy);
  // Only now: the pool listens again by itself.
  client.off?.('error', ignore);
}

async function beforeCommit<T>(client: PgPoolClient, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    await giveUp(client, error);
    throw error;
  }
}

/** Commits. A connection that is lost meanwhile says nothing: the database is asked, by the id of the transaction. */
async function commit(pool: PgPool, client: PgPoolClient, xid: string | null): Promise<void> {
  try {
    await client.query('COMMIT');
  } catch (error) {
    if (!isLost(error)) {
      await giveUp(client, error);
      throw error;
    }
    // Ends what may be left of the transaction.
    giveBack(client, true);
    if (xid !== null && (await hasLanded(pool, xid, error))) return;
    throw error;
  }
  giveBack(client);
}

async function hasLanded(pool: PgPool, xid: string, cause: unknown): Promise<boolean> {
  const ask = statement((p) => `SELECT pg_xact_status((${p.text(xid)})::xid8) AS status`);
  for (let tries = 0; tries < TRIES; tries++) {
    const [row] = await queryOn(pool)(ask).catch(() => []);
    if (row?.['status'] === 'committed') return true;
    if (row?.['status'] === 'aborted') return false;
    await pause(tries);
  }
  throw new DormouseError(
    'STORAGE_UNAVAILABLE',
    'the connection was lost in a commit, and the database could not be asked what became of it',
    { outcome: 'unknown', transaction: xid },
    { cause },
  );
}

async function giveUp(client: PgPoolClient, error: unknown): Promise<void> {
  if (isLost(error)) return giveBack(client, true);
  try {
    await client.query('ROLLBACK');
    giveBack(client);
  } catch {
    giveBack(client, true);
  }
}
