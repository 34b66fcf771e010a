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
}
