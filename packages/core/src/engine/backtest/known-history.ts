import { dayOf, daysOf } from '../../model/activity-days';
import type { Subject } from '../../model/subject';
import { MS_PER_DAY } from '../../time/calendar';
import type { Instant } from '../../time/instant';

/** On which days an identity was active, as far as anybody counted (A8). */
export interface KnownHistory {
  /** From when its days are known; `-Infinity`: always. */
  readonly from: Instant;
  /** Days of UTC with a success of any type, counted from 1970-01-01, ascending. */
  readonly days: readonly number[];
}

/** What the daily counters, and the latest instants, tell of an identity. */
export function knownHistory({ activity }: Subject): KnownHistory {
  let from = Number.NEGATIVE_INFINITY;
  const days = new Set<number>();
  for (const ofType of activity) {
    const counted = daysOf(ofType);
    if (counted.from !== null) from = Math.max(from, counted.from * MS_PER_DAY);
    for (const { day, successes } of counted.counts) if (successes > 0) days.add(day);
    if (ofType.successAt !== null) days.add(dayOf(ofType.successAt));
  }
  return { from, days: [...days].sort((left, right) => left - right) };
}
