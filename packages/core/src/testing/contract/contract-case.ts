import type { Storage } from '../../storage/storage';

/** Gives a new, empty storage at each call. It may be a new place of the same storage, if nothing is shared. */
export type OpenStorage = () => Promise<Storage>;

/** One law of the storage port, and a way to show that a storage keeps it. It needs no test runner. */
export interface ContractCase {
  /** What a storage does, as a sentence: the name of a test. */
  readonly name: string;
  /** The clauses of the semantics that it comes from, or the law of the port: `S1`, `Atomicity`. */
  readonly law: string;
  /**
   * Tries it on a storage of its own.
   * @throws Error when the law is broken; its message says how.
   */
  readonly run: (open: OpenStorage) => Promise<void>;
}

/** A case on one storage. */
export function contractCase(law: string, name: string, run: (storage: Storage) => Promise<void>): ContractCase {
  return { name, law, run: async (open) => run(await open()) };
}
