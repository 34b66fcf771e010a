import type { ActivityOfType, DayCount } from '../model/activity';
import { dayOf, daysOf } from '../model/activity-days';
import type { JsonObject } from '../model/json';
import { MS_PER_DAY } from '../time/calendar';
import { parseDuration } from '../time/duration';
import { type Instant, NEVER } from '../time/instant';
import { addDuration, utc } from '../time/zone';
import type { Horizon } from './horizon';
import type { CountWindow } from './plan';
import { unchecked } from './unchecked';

/** The window of checked `params`. */
export function readCountWindow(params: JsonObject | undefined): CountWindow {
  const within = typeof params?.within === 'string' ? parseDuration(params.within) : null;
  const types = params?.types;
  if (within === null || !Array.isArray(types)) throw unchecked('A count has no window.');
  return {
    types: new Set(types.filter((type) => typeof type === 'string')),
    within,
    failures: params?.failures === true,
  };
}

/** A day in a window, with what is counted of it. */
export interface CountedDay {
  readonly day: number;
  readonly count: number;
}

/** When a day leaves the window. It never falls from one day to the next. */
export function leavesWindow(day: number, { within }: CountWindow): Instant {
  return addDuration((day + 1) * MS_PER_DAY, within, utc);
}

/**
 * The count at an instant; undefined while days that lie in the window were not counted. Writes `horizon.until`: when
 * the first counted day leaves the window, or when the count becomes known.
 */
export function readCount(
  activity: readonly ActivityOfType[],
  window: CountWindow,
  at: Instant,
  horizon: Horizon,
  steps: number,
): number | undefined {
  const days = countedDays(activity, window, at, horizon, steps);
  if (days === null) return undefined;
  const [first] = days;
  horizon.until = first === undefined ? NEVER : leavesWindow(first.day, window);
  return totalOf(days);
}

/**
 * The days in the window on which something is counted, ascending; one day can stand there once for each type. Null
 * while the count is not known; `horizon.until` then is the instant when it becomes known. Null as well when there are
 * more than `steps` such days: see `stepsPerLeaf`.
 */
export function countedDays(
  activity: readonly ActivityOfType[],
  window: CountWindow,
  at: Instant,
  horizon: Horizon,
  steps: number,
): readonly CountedDay[] | null {
  const days: CountedDay[] = [];
  let knownFrom = Number.NEGATIVE_INFINITY;
  let types = 0;
  for (const entry of activity) {
    if (!window.types.has(entry.type)) continue;
    types += 1;
    const from = completeFrom(entry, window);
    if (from !== null) knownFrom = Math.max(knownFrom, leavesWindow(from - 1, window));
    const { counts } = daysOf(entry);
    for (let index = firstInWindow(counts, window, at); index < counts.length; index++) {
      const { day, successes, failures } = counts[index] as DayCount;
      const count = window.failures ? successes + failures : successes;
      if (count > 0) days.push({ day, count });
      if (days.length > steps) break;
    }
  }
  horizon.until = knownFrom > at ? knownFrom : NEVER;
  if (knownFrom > at || days.length > steps) return null;
  return types < 2 ? days : days.sort((left, right) => left.day - right.day);
}

/** The sum of the counts. */
export function totalOf(days: readonly CountedDay[]): number {
  let total = 0;
  for (const { count } of days) total += count;
  return total;
}

/** Of activity that nobody counted by day, only that of the counted outcome matters. */
function completeFrom(entry: ActivityOfType, { failures }: CountWindow): number | null {
  if (entry.days !== undefined || failures) return daysOf(entry).from;
  return entry.successAt === null ? null : dayOf(entry.successAt) + 1;
}

function firstInWindow(counts: readonly DayCount[], window: CountWindow, at: Instant): number {
  let low = 0;
  let high = counts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (leavesWindow((counts[middle] as DayCount).day, window) > at) high = middle;
    else low = middle + 1;
  }
  return low;
}
