import type { Subject } from '../model/subject';
import { type Instant, NEVER } from '../time/instant';
import type { Comparison } from './comparison';
import { type CountedDay, countedDays, leavesWindow, totalOf } from './count-window';
import type { Horizon } from './horizon';
import type { CountWindow, LeafPlan } from './plan';
import type { TestNode } from './test-node';
import { type Truth, UNKNOWN } from './truth';

/** How the count is judged, once it is there. */
interface Judging {
  readonly literal: unknown;
  readonly comparison: Comparison;
  readonly isTooLarge: (left: unknown, right: unknown) => boolean;
}

/**
 * The test of a count that is compared with a literal; null for other leaves. Days only leave a window, so the instant at
 * which the answer changes can be told exactly, where the general test knows only when the count does (A8, C5).
 */
export function countTest({ operator, other, place }: LeafPlan, parts: Judging, steps: number): TestNode | null {
  const { window } = place;
  const { family } = operator;
  if (window === undefined || other !== null || place.path.length > 0) return null;
  if (family !== 'numeric' && family !== 'equality' && family !== 'membership') return null;
  return (subject: Subject, at: Instant, horizon: Horizon): Truth => {
    const days = countedDays(subject.activity, window, at, horizon, steps);
    if (days === null) return UNKNOWN;
    const judge = (total: number): Truth =>
      parts.isTooLarge(total, parts.literal) ? UNKNOWN : parts.comparison.compare(total, parts.literal, at, horizon);
    const total = totalOf(days);
    const answer = judge(total);
    horizon.until = nextFlip(days, window, total, (rest) => judge(rest) !== answer);
    return answer;
  };
}

function nextFlip(
  days: readonly CountedDay[],
  window: CountWindow,
  total: number,
  isOther: (total: number) => boolean,
): Instant {
  let rest = total;
  for (let index = 0; index < days.length; index++) {
    const { day, count } = days[index] as CountedDay;
    rest -= count;
    if (!isOther(rest)) continue;
    const leaves = leavesWindow(day, window);
    const next = days[index + 1];
    // Days that leave together (the ends of months can) show only what is left after all of them.
    if (next === undefined || leavesWindow(next.day, window) > leaves) return leaves;
  }
  return NEVER;
}
