import { MS_PER_DAY } from '../time/calendar';
import type { Instant } from '../time/instant';
import type { ActivityDays, ActivityOfType, DayCount } from './activity';

/** So many days the daily counters reach back, unless an active policy has a longer window (A8). */
export const DAYS_KEPT = 400;

const noCounts: readonly DayCount[] = Object.freeze([]);

/** The day of UTC that an instant falls on, counted from 1970-01-01. */
export function dayOf(at: Instant): number {
  return Math.floor(at / MS_PER_DAY);
}

/** The daily counters of one type. Where nobody counted by day, they begin after the last thing that happened. */
export function daysOf({ days, successAt, failureAt }: ActivityOfType): ActivityDays {
  if (days !== undefined) return days;
  const last = Math.max(successAt ?? Number.NEGATIVE_INFINITY, failureAt ?? Number.NEGATIVE_INFINITY);
  return { from: last === Number.NEGATIVE_INFINITY ? null : dayOf(last) + 1, counts: noCounts };
}

/**
 * Adds daily counters up (A1): commutative and associative. What comes from `right` is copied; what is new is frozen, so
 * that a storage can keep it and hand it out as it is.
 */
export function mergeDays(left: ActivityDays, right: ActivityDays): ActivityDays {
  const from = latest(left.from, right.from);
  const counts = right.counts.length < 2 ? withOne(left.counts, right.counts[0]) : withMany(left.counts, right.counts);
  return freezeDays(from, from === null ? counts : cutBefore(counts, from));
}

/**
 * Drops the counters of days before `day`, and notes that they are not complete there. It is the very same object when
 * there is nothing to drop.
 */
export function forgetDays(activity: ActivityOfType, day: number): ActivityOfType {
  const { days } = activity;
  const first = days?.counts[0];
  if (days === undefined || first === undefined || first.day >= day) return activity;
  const counts = cutBefore(days.counts, day);
  const dropped = days.counts[days.counts.length - counts.length - 1] ?? first;
  return { ...activity, days: freezeDays(latest(days.from, dropped.day + 1), counts) };
}

function freezeDays(from: number | null, counts: readonly DayCount[]): ActivityDays {
  return Object.freeze({ from, counts: Object.freeze(counts) });
}

function latest(left: number | null, right: number | null): number | null {
  if (left === null) return right;
  return right === null ? left : Math.max(left, right);
}

function cutBefore(counts: readonly DayCount[], day: number): readonly DayCount[] {
  let first = 0;
  for (let count = counts[first]; count !== undefined && count.day < day; count = counts[first]) first += 1;
  // A frozen list is copied whole much faster than in part.
  return first === 0 ? counts : [...counts].slice(first);
}

/** Activity mostly comes day by day: the place of a new day is looked for from the end. */
function withOne(counts: readonly DayCount[], added: DayCount | undefined): readonly DayCount[] {
  if (added === undefined) return counts;
  let index = counts.length - 1;
  for (let count = counts[index]; count !== undefined && count.day > added.day; count = counts[index]) index -= 1;
  const before = counts[index];
  const copy = [...counts];
  if (before?.day === added.day) copy[index] = sum(before, added);
  else if (index + 1 === counts.length) copy.push(copyOf(added));
  else copy.splice(index + 1, 0, copyOf(added));
  return copy;
}

function withMany(left: readonly DayCount[], right: readonly DayCount[]): readonly DayCount[] {
  const counts: DayCount[] = [];
  let index = 0;
  for (const added of right) {
    let count = left[index];
    for (; count !== undefined && count.day < added.day; count = left[index]) {
      counts.push(count);
      index += 1;
    }
    if (count?.day === added.day) index += 1;
    counts.push(count?.day === added.day ? sum(count, added) : copyOf(added));
  }
  for (; index < left.length; index++) counts.push(left[index] as DayCount);
  return counts;
}

function sum(left: DayCount, right: DayCount): DayCount {
  const { day, successes, failures } = left;
  return Object.freeze({ day, successes: successes + right.successes, failures: failures + right.failures });
}

function copyOf({ day, successes, failures }: DayCount): DayCount {
  return Object.freeze({ day, successes, failures });
}
