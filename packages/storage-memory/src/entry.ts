import { type ActivityOfType, compareIds, type StoredSubject, type Subject } from '@dormouse/core';
import { type ActivityTally, addTo, newTally, tallyOf, viewOf } from './activity-tally';

/** A record whose activity may be behind. */
type Bare = Omit<StoredSubject, 'subject'> & { readonly subject: Omit<Subject, 'activity'> };

/**
 * The record of one identity, with its places in the indexes. What the indexes and activity look at stands here once
 * more, one step nearer.
 */
export interface Entry {
  /** All that is stored but the activity: for that, ask {@link storedOf}. */
  record: Bare;
  expiresAt: number;
  judgedUnder: number;
  awaitsActivity: boolean;
  /** What was recorded of the first type, and so on; null: nothing since the identity was put here. */
  tally: ActivityTally | null;
  /** Whether the tallies know more than the record. */
  isBehind: boolean;
  /** Its place in the due heap. */
  heapIndex: number;
  /** The index of its last event in the log; -1 when it has none. */
  lastEvent: number;
}

/** The entry of a new identity. */
export function entryOf(record: StoredSubject, lastEvent: number): Entry {
  const { expiresAt, judgedUnder, awaitsActivity } = record;
  const places = { heapIndex: -1, lastEvent };
  return { record, expiresAt, judgedUnder, awaitsActivity, tally: null, isBehind: false, ...places };
}

/** Puts another record into an entry, with the same activity. */
export function putRecord(entry: Entry, record: Bare): void {
  entry.record = record;
  entry.expiresAt = record.expiresAt;
  entry.judgedUnder = record.judgedUnder;
  entry.awaitsActivity = record.awaitsActivity;
}

/** The whole record, deeply frozen. It is the very same until something is written. */
export function storedOf(entry: Entry): StoredSubject {
  if (entry.isBehind) {
    const activity: ActivityOfType[] = [];
    for (let { tally } = entry; tally !== null; tally = tally.next) activity.push(viewOf(tally));
    const subject: Subject = Object.freeze({ ...entry.record.subject, activity: Object.freeze(activity) });
    entry.record = Object.freeze({ ...entry.record, subject });
    entry.isBehind = false;
  }
  return entry.record as StoredSubject;
}

/** Merges activity into an entry; answers whether it was the first of its type. */
export function addActivity(entry: Entry, mark: ActivityOfType, daysFrom: number | undefined): boolean {
  if (entry.tally === null) beginTallies(entry);
  let last: ActivityTally | null = null;
  let { tally } = entry;
  for (; tally !== null && tally.type !== mark.type; tally = tally.next) last = tally;
  const found = tally ?? append(entry, last, newTally(mark.type));
  addTo(found, mark, daysFrom);
  entry.isBehind = true;
  return tally === null;
}

function beginTallies(entry: Entry): void {
  let last: ActivityTally | null = null;
  for (const activity of storedOf(entry).subject.activity) last = append(entry, last, tallyOf(activity));
}

function append(entry: Entry, last: ActivityTally | null, tally: ActivityTally): ActivityTally {
  if (last === null) entry.tally = tally;
  else last.next = tally;
  return tally;
}

/** The order of the due index: what was judged under earlier policies first, then by expiry, then by id. */
export function isBefore(left: Entry, right: Entry): boolean {
  if (left.judgedUnder !== right.judgedUnder) return left.judgedUnder < right.judgedUnder;
  if (left.expiresAt !== right.expiresAt) return left.expiresAt < right.expiresAt;
  return compareIds(idOf(left), idOf(right)) < 0;
}

export function idOf({ record }: Entry): string {
  return record.subject.identity.id;
}
