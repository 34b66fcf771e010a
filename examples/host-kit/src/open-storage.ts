import type { Storage } from '@dormouse/core';
import { memoryStorage } from '@dormouse/storage-memory';

/** A storage, and how to let go of it. */
export interface OpenedStorage {
  readonly storage: Storage;
  readonly close: () => Promise<void>;
}

/** Opens the storage of a host: in memory. */
export async function openStorage(): Promise<OpenedStorage> {
  return { storage: memoryStorage(), close: async () => {} };
}
