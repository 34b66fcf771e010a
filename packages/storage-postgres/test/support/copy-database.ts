import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { PostgresServer } from '../../../../vitest.config';
import { createTestDatabase, type TestDatabase } from './test-database';

/** How a server can be backed up: `dump` where `pg_dump` is there, which embedded servers lack. */
export function waysToCopy({ binaries }: PostgresServer): readonly ('dump' | 'template')[] {
  return binaries !== null && existsSync(join(binaries, 'pg_dump')) ? ['dump', 'template'] : ['template'];
}

/** A copy of a database that nobody is connected to: restored from a dump of SQL and rows, or page by page. */
export async function copyDatabase(
  server: PostgresServer,
  url: string,
  way: 'dump' | 'template',
): Promise<TestDatabase> {
  const copy = await createTestDatabase(server);
  if (way === 'dump') await restore(server.binaries ?? '', url, copy.url);
  else await recreate(server, url, copy.url);
  return copy;
}

async function restore(binaries: string, from: string, to: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'dormouse-dump-'));
  const file = join(folder, 'dump');
  const run = (name: string, ...args: string[]): void => {
    const { status, stderr } = spawnSync(join(binaries, name), args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${name} failed: ${stderr}`);
  };
  try {
    run('pg_dump', '--format=custom', `--file=${file}`, from);
    run('pg_restore', '--exit-on-error', `--dbname=${to}`, file);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const nameOf = (url: string): string => new URL(url).pathname.slice(1);

async function recreate(server: PostgresServer, from: string, to: string): Promise<void> {
  const client = new Client({ connectionString: server.url });
  await client.connect();
  try {
    await client.query(`DROP DATABASE ${nameOf(to)}`);
    await client.query(`CREATE DATABASE ${nameOf(to)} TEMPLATE ${nameOf(from)}`);
  } finally {
    await client.end();
  }
}
