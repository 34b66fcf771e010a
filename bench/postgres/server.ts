import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BenchOptions } from './options';

export interface BenchServer {
  readonly url: string;
  stop(): Promise<void>;
}

/** The benches are bundled, and the scripts must stay where they are: they are loaded by their place in the repository. */
const script = (name: string): string => pathToFileURL(resolve('scripts', 'postgres', name)).href;

/** The server of DATABASE_URL, or one of our own with settings that a small real server would have. */
export async function openServer({ url, durable, major }: BenchOptions): Promise<BenchServer> {
  if (url !== null) return { url, stop: async () => {} };
  const { findBinaries }: typeof import('../../scripts/postgres/find-binaries.mjs') = await import(
    script('find-binaries.mjs')
  );
  const { startServer }: typeof import('../../scripts/postgres/start-server.mjs') = await import(
    script('start-server.mjs')
  );
  const binaries = findBinaries()
    .filter((found) => major === null || found.major === major)
    .at(-1);
  if (binaries === undefined) throw new Error(`no PostgreSQL ${major ?? ''} was found: set DATABASE_URL`);
  const settings = { shared_buffers: '1GB', max_wal_size: '4GB', work_mem: '32MB', jit: 'off', autovacuum: 'off' };
  return startServer(binaries, { durable, settings });
}
