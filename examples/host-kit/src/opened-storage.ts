import type { Storage } from '@dormouse/core';

/** A storage, and how to let go of it. */
export interface OpenedStorage {
  readonly storage: Storage;
  /** Fulfilled when the storage answers now. */
  readonly ping: () => Promise<void>;
  readonly close: () => Promise<void>;
}
