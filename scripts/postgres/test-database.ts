import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { PostgresServer } from '../../vitest.config';

/** A database of one test file, empty at first. */
export interface TestDatabase {
  /** As the superuser of the server. */
  readonly url: string;
  /** Ends every connection to it, and removes it. */
  drop(): Promise<void>;
}

/** Makes a database with a name of its own, so that files of tests never meet. */
export async function createTestDatabase(server: PostgresServer): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, `CREATE DATABASE ${name}`);
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => drop(server, name) };
}

/** How long connections that were ended may take to be gone. One that is cut off instead would end its process. */
const GOODBYE_MS = 3_000;

async function drop(server: PostgresServer, name: string): Promise<void> {
  const client = new Client({ connectionString: server.url });
  await client.connect();
  try {
    for (const start = Date.now(); Date.now() - start < GOODBYE_MS; await sleep(10)) {
      const { rows } = await client.query('SELECT 1 FROM pg_stat_activity WHERE datname = $1', [name]);
      if (rows.length === 0) break;
    }
    await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
  } finally {
    await client.end();
  }
}

async function onServer({ url }: PostgresServer, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
