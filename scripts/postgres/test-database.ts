import { randomUUID } from 'node:crypto';
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
  return { url: url.href, drop: () => onServer(server, `DROP DATABASE ${name} WITH (FORCE)`) };
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
