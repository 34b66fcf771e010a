import type { ActivityOfType, StoredSubject, Subject } from '@dormouse/core';
import { type ActivityTally, addTo, newTally, tallyOf, viewOf } from './activity-tally';

/** A record whose activity may be behind. */
type Bare = Omit<StoredSubject, 'subject'> & { readonly subject: Omit<Subject, 'activity'> };

/** The record of one identity, with its places in the indexes. */
export interface Entry {
  /** All that is stored but the activity: for that, ask {@link storedOf}. */
  record: Bare;
  /** What was recorded, by type; null: nothing since the identity was put here. */
  tallies: ActivityTally[] | null;
  /** Whether the tallies know more than the record. */
  isBehind: boolean;
  /** Its place in the due heap. */
  heapIndex: number;
  /** The index of its last event in the log; -1 when it has none. */
  lastEvent: number;
}

/** The entry of a new identity. */
export function entryOf(stored: StoredSubject, lastEvent: number): Entry {
  return { record: stored, tallies: null, isBehind: false, heapIndex: -1, lastEvent };
}

/** The whole record, deeply frozen. It is the very same until something is written. */
export function storedOf(entry: Entry): StoredSubject {
  if (entry.isBehind) {
    const activity = Object.freeze((entry.tallies ?? []).map(viewOf));
    const subject: Subject = Object.freeze({ ...entry.record.subject, activity });
    entry.record = Object.freeze({ ...entry.record, subject });
    entry.isBehind = false;
  }
  return entry.record as StoredSubject;
}

/** Merges activity into an entry; answers whether it was the first of its type. */
export function addActivity(entry: Entry, mark: ActivityOfType, daysFrom: number | undefined): boolean {
  entry.tallies ??= storedOf(entry).subject.activity.map(tallyOf);
  let tally = entry.tallies.find(({ type }) => type === mark.type);
  const isFirst = tally === undefined;
  if (tally === undefined) {
    tally = newTally(mark.type);
    entry.tallies.push(tally);
  }
  addTo(tally, mark, daysFrom);
  entry.isBehind = true;
  return isFirst;
}

/** The order of the due index: what was judged under earlier policies first, then by expiry. */
export function isBefore({ record: left }: Entry, { record: right }: Entry): boolean {
  return left.judgedUnder === right.judgedUnder
    ? left.expiresAt < right.expiresAt
    : left.judgedUnder < right.judgedUnder;
}
