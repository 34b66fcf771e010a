import { isDormouseError } from '@dormouse/core';
import { checkSchema, migrate, plan, postgresStorage } from '@dormouse/storage-postgres';
import { Pool } from 'pg';
import type { DatabaseConfig } from './config';
import type { Log } from './log';
import type { OpenedStorage } from './opened-storage';

/** How long a request waits for a connection, and how long it may hold one in an open transaction, in milliseconds. */
const CONNECT_WITHIN = 5_000;

/**
 * Opens a PostgreSQL database. An empty one gets its tables; one with tables of an earlier version is left alone, unless
 * the host is told to migrate: a new version that is only tried out must not change what the old one works with.
 * @throws Error that says why it cannot be used, and what to do
 */
export async function openPostgres(database: DatabaseConfig, log: Log): Promise<OpenedStorage> {
  const { url, pool: max, statementMilliseconds } = database;
  const pool = new Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: CONNECT_WITHIN,
    statement_timeout: statementMilliseconds,
    idle_in_transaction_session_timeout: statementMilliseconds + CONNECT_WITHIN,
    keepAlive: true,
  });
  // A connection that idles in the pool was lost: the next request takes a new one.
  pool.on('error', (error) => log.error('a connection to the database was lost', { error }));
  try {
    await prepareTables(database);
    await checkSchema(pool);
  } catch (error) {
    await pool.end();
    throw explained(error);
  }
  return {
    storage: postgresStorage({
      client: pool,
      onUnreadable: (error) => log.error('a record cannot be read', { error }),
    }),
    ping: once(() => pool.query('SELECT 1')),
    close: () => pool.end(),
  };
}

/** On a connection of its own, without a limit of time: to alter a large table takes long. */
async function prepareTables({ url, migrate: mayChange }: DatabaseConfig): Promise<void> {
  const pool = new Pool({ connectionString: url, max: 1, connectionTimeoutMillis: CONNECT_WITHIN });
  pool.on('error', () => undefined);
  try {
    const steps = await plan(pool);
    const isNew = steps[0]?.number === 1;
    if (steps.length === 0) return;
    if (mayChange || isNew) await migrate(pool);
    else
      throw new Error('the tables are of an earlier version: make a backup, then start once with DORMOUSE_MIGRATE=yes');
  } finally {
    await pool.end();
  }
}

/** The address of the database may hold a password, so that it is not shown. */
function explained(error: unknown): Error {
  const reason = error instanceof Error ? error.message || String((error as { code?: unknown }).code) : String(error);
  const detail = isDormouseError(error) ? ` (${error.code})` : '';
  return new Error(`DATABASE_URL: the database cannot be used: ${reason}${detail}`, { cause: error });
}

/** Everybody may ask for `/healthz`, as often as they like: one question at a time goes to the database. */
function once(ask: () => Promise<unknown>): () => Promise<void> {
  let asked: Promise<void> | null = null;
  return () => {
    asked ??= ask()
      .then(() => undefined)
      .finally(() => {
        asked = null;
      });
    return asked;
  };
}
