import { memoryStorage } from '@dormouse/storage-memory';
import type { DatabaseConfig } from './config';
import type { Log } from './log';
import type { OpenedStorage } from './opened-storage';

/**
 * Opens the storage of a host: PostgreSQL where a database is named, else in memory.
 * @throws Error that says why the database cannot be used, and what to do
 */
export async function openStorage(database: DatabaseConfig | null, log: Log): Promise<OpenedStorage> {
  if (database === null) return { storage: memoryStorage(), ping: async () => {}, close: async () => {} };
  // Who keeps everything in memory needs no driver.
  const { openPostgres } = await import('./open-postgres');
  return openPostgres(database, log);
}
