import { compareIds, type StoredSubject } from '@dormouse/core';

/** The record of one identity, with its places in the indexes. */
export interface Entry {
  stored: StoredSubject;
  /** Its place in the due heap. */
  heapIndex: number;
  /** The index of its last event in the log; -1 when it has none. */
  lastEvent: number;
}

/** The order of the due index: what was judged under earlier policies first, then by expiry, then by id. */
export function isBefore({ stored: left }: Entry, { stored: right }: Entry): boolean {
  if (left.judgedUnder !== right.judgedUnder) return left.judgedUnder < right.judgedUnder;
  if (left.expiresAt !== right.expiresAt) return left.expiresAt < right.expiresAt;
  return compareIds(left.subject.identity.id, right.subject.identity.id) < 0;
}
