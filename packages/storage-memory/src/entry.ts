import type { StoredSubject } from '@dormouse/core';

/** The record of one identity, with its places in the indexes. */
export interface Entry {
  stored: StoredSubject;
  /** Its place in the due heap. */
  heapIndex: number;
  /** The index of its last event in the log; -1 when it has none. */
  lastEvent: number;
}
