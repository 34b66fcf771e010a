import type { Instant } from '../time/instant';
import type { ActivityOfType } from './activity';
import { daysOf, mergeDays } from './activity-days';

/**
 * Merges two summaries of one type (A1): commutative and associative, `max` of the instants and the sum of the counts,
 * by day too (A8). The result shares no mutable part with `right`.
 */
export function mergeActivity(left: ActivityOfType, right: ActivityOfType): ActivityOfType {
  const { type } = left;
  const successAt = later(left.successAt, right.successAt);
  const successCount = left.successCount + right.successCount;
  const failureAt = later(left.failureAt, right.failureAt);
  const failureCount = left.failureCount + right.failureCount;
  if (left.days === undefined && right.days === undefined) {
    return { type, successAt, successCount, failureAt, failureCount };
  }
  const days = mergeDays(daysOf(left), daysOf(right));
  return { type, successAt, successCount, failureAt, failureCount, days };
}

/** The summary of a type of which nothing has happened: merging with it changes nothing. */
export function noActivity(type: string): ActivityOfType {
  return { type, successAt: null, successCount: 0, failureAt: null, failureCount: 0 };
}

function later(left: Instant | null, right: Instant | null): Instant | null {
  if (left === null) return right;
  return right === null || left >= right ? left : right;
}
