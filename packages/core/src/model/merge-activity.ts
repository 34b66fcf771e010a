import type { Instant } from '../time/instant';
import type { ActivityOfType } from './activity';

/** Merges two summaries of one type (A1): commutative and associative, `max` of the instants and the sum of the counts. */
export function mergeActivity(left: ActivityOfType, right: ActivityOfType): ActivityOfType {
  return {
    type: left.type,
    successAt: later(left.successAt, right.successAt),
    successCount: left.successCount + right.successCount,
    failureAt: later(left.failureAt, right.failureAt),
    failureCount: left.failureCount + right.failureCount,
  };
}

function later(left: Instant | null, right: Instant | null): Instant | null {
  if (left === null) return right;
  return right === null || left >= right ? left : right;
}
