import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Storage } from '@dormouse/core';
import { type FileStorage, openFileStorage } from '../../src/file-storage';

/** A folder of files, and the storages that are open on them. */
export function createFiles() {
  const folder = mkdtempSync(join(tmpdir(), 'own-storage-'));
  const opened: FileStorage[] = [];
  let files = 0;
  return {
    newPath: (): string => join(folder, `${++files}.jsonl`),
    open: async (path: string = join(folder, `${++files}.jsonl`)): Promise<FileStorage> => {
      const storage = await openFileStorage(path);
      opened.push(storage);
      return storage;
    },
    removeAll: async (): Promise<void> => {
      for (const storage of opened) await storage.close();
      rmSync(folder, { recursive: true });
    },
  };
}

const page = { after: null, limit: 1_000 };

/** Everything of an account that can be read. */
export async function snapshot(storage: Storage, accountId = 'acme', now = 0): Promise<unknown> {
  const far = Date.parse('2999-01-01T00:00:00Z');
  const due: unknown[] = [];
  for await (const stored of storage.scanDue(accountId, far)) due.push(stored);
  return {
    subjects: await storage.list(accountId, {}, now, page),
    controls: await storage.controls(accountId, { includeDeleted: true }, now, page),
    events: await storage.events(accountId, {}, page),
    policies: await storage.policies(accountId),
    versions: await storage.policyVersions(accountId, 'quiet'),
    runs: await storage.runs(accountId, page),
    consumers: await storage.consumers('mail', page),
    summary: await storage.dueSummary(far),
    guard: await storage.guardState(accountId, 0),
    due,
  };
}
