import type { Instant } from '../time/instant';

/**
 * What an identity did of one type: the latest instant and the number of times, by outcome (A1).
 * The summary of an identity is a list of these, one per type, in no particular order: types are the host's own
 * words, so they are values here and never keys of an object.
 */
export interface ActivityOfType {
  readonly type: string;
  readonly successAt: Instant | null;
  readonly successCount: number;
  readonly failureAt: Instant | null;
  readonly failureCount: number;
  /** The daily counters (A8). Absent: nobody counted by day, and on which days it happened is not known. */
  readonly days?: ActivityDays;
}

/** Daily counters of one type of activity (A8). */
export interface ActivityDays {
  /** The first day from which the counters are complete; null when nothing was ever left out. */
  readonly from: number | null;
  /** The days on which something happened, ascending, each once. */
  readonly counts: readonly DayCount[];
}

/** How often something happened on one day. */
export interface DayCount {
  /** A day of UTC, counted from 1970-01-01. */
  readonly day: number;
  readonly successes: number;
  readonly failures: number;
}
