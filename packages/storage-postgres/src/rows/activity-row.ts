import type { ActivityDays, ActivityOfType, DayCount } from '@dormouse/core';

/** A row of activity as JSON: type, success at, successes, failure at, failures, daily counters. */
export type ActivityTuple = readonly [string, number | null, number, number | null, number, readonly number[] | null];

export function readActivity([
  type,
  successAt,
  successCount,
  failureAt,
  failureCount,
  days,
]: ActivityTuple): ActivityOfType {
  const activity = { type, successAt, successCount, failureAt, failureCount };
  return days === null ? activity : { ...activity, days: readDays(days) };
}

/** The literal of the daily counters as an array: [first complete day, day, successes, failures, day, …]; null: none. */
export function writeDays(days: ActivityDays | undefined): string | null {
  if (days === undefined) return null;
  const numbers = days.counts.flatMap(({ day, successes, failures }) => [day, successes, failures]);
  return `{${[days.from ?? NOTHING_LEFT_OUT, ...numbers].join(',')}}`;
}

/** The one day that all of an activity is of; null: there are more, or none is known. */
export function plainDay({ successCount, failureCount, days }: ActivityOfType): number | null {
  if (days === undefined || days.from !== null || days.counts.length !== 1) return null;
  const [only] = days.counts;
  return only?.successes === successCount && only.failures === failureCount ? only.day : null;
}

/** Below any day. JavaScript reads it inexactly, and as a number that no day is. */
const NOTHING_LEFT_OUT = '-9223372036854775808';

function readDays([from = 0, ...numbers]: readonly number[]): ActivityDays {
  const counts: DayCount[] = [];
  for (let index = 0; index + 2 < numbers.length; index += 3) {
    counts.push({ day: numbers[index] ?? 0, successes: numbers[index + 1] ?? 0, failures: numbers[index + 2] ?? 0 });
  }
  return { from: from < Number.MIN_SAFE_INTEGER ? null : from, counts };
}
