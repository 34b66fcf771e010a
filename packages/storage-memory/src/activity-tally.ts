import { type ActivityOfType, type DayCount, forgetDays, mergeActivity } from '@dormouse/core';

const NONE: number = Number.NEGATIVE_INFINITY;

/**
 * What one identity did of one type, as it is written: adding to it changes it in place, because most of what is recorded
 * is read much later or never. What is read is a frozen {@link viewOf} it, which nothing that follows changes.
 *
 * It is flat, and the last day stands apart, so that the usual activity looks at this object alone.
 */
export interface ActivityTally {
  readonly type: string;
  /** The tally of the next type of the same identity. */
  next: ActivityTally | null;
  /** `-Infinity`: never. */
  successAt: number;
  successCount: number;
  /** `-Infinity`: never. */
  failureAt: number;
  failureCount: number;
  /** Whether it was counted by day (A8). */
  isCounted: boolean;
  /** The first day from which the counters are complete; `-Infinity`: nothing was ever left out. */
  from: number;
  /** The first day with a counter, and the last one; `-Infinity`: there is none. */
  firstDay: number;
  lastDay: number;
  lastSuccesses: number;
  lastFailures: number;
  /** The counters of the days before the last one, ascending. */
  readonly earlier: DayCount[];
  /** What was read last, if nothing has happened since. */
  view: ActivityOfType | null;
}

/** A tally of a type of which nothing has happened. */
export function newTally(type: string): ActivityTally {
  return {
    type,
    next: null,
    successAt: NONE,
    successCount: 0,
    failureAt: NONE,
    failureCount: 0,
    isCounted: false,
    from: NONE,
    firstDay: NONE,
    lastDay: NONE,
    lastSuccesses: 0,
    lastFailures: 0,
    earlier: [],
    view: null,
  };
}

/** A tally that begins with what is stored. */
export function tallyOf(activity: ActivityOfType): ActivityTally {
  const tally = newTally(activity.type);
  load(tally, activity);
  return tally;
}

/** The same as {@link mergeActivity} and then {@link forgetDays}: they are asked wherever it is not plain. */
export function addTo(tally: ActivityTally, mark: ActivityOfType, daysFrom: number | undefined): void {
  if (!addInPlace(tally, mark, daysFrom ?? NONE)) {
    const whole = mergeActivity(viewOf(tally), mark);
    load(tally, daysFrom === undefined ? whole : forgetDays(whole, daysFrom));
  }
  tally.view = null;
}

/** Does the usual: one day, the last one or a later one, while no counters must go. Answers whether it did. */
function addInPlace(tally: ActivityTally, mark: ActivityOfType, daysFrom: number): boolean {
  const { days } = mark;
  const added = days?.counts[0];
  if (days === undefined || added === undefined || days.counts.length > 1 || days.from !== null) return false;
  if (!tally.isCounted && (tally.successAt !== NONE || tally.failureAt !== NONE)) return false;
  const first = tally.firstDay === NONE ? added.day : tally.firstDay;
  if (added.day < tally.lastDay || first < tally.from || first < daysFrom || added.day < tally.from) return false;
  addDay(tally, added);
  const { successAt, failureAt } = mark;
  if (successAt !== null && successAt > tally.successAt) tally.successAt = successAt;
  if (failureAt !== null && failureAt > tally.failureAt) tally.failureAt = failureAt;
  tally.successCount += mark.successCount;
  tally.failureCount += mark.failureCount;
  return true;
}

function addDay(tally: ActivityTally, { day, successes, failures }: DayCount): void {
  tally.isCounted = true;
  if (day === tally.lastDay) {
    tally.lastSuccesses += successes;
    tally.lastFailures += failures;
    return;
  }
  if (tally.lastDay === NONE) tally.firstDay = day;
  else tally.earlier.push(lastOf(tally));
  tally.lastDay = day;
  tally.lastSuccesses = successes;
  tally.lastFailures = failures;
}

function lastOf({ lastDay: day, lastSuccesses: successes, lastFailures: failures }: ActivityTally): DayCount {
  return { day, successes, failures };
}

function load(tally: ActivityTally, { successAt, successCount, failureAt, failureCount, days }: ActivityOfType): void {
  const counts = days?.counts ?? [];
  const last = counts[counts.length - 1];
  tally.successAt = successAt ?? NONE;
  tally.successCount = successCount;
  tally.failureAt = failureAt ?? NONE;
  tally.failureCount = failureCount;
  tally.isCounted = days !== undefined;
  tally.from = days?.from ?? NONE;
  tally.firstDay = counts[0]?.day ?? NONE;
  tally.lastDay = last?.day ?? NONE;
  tally.lastSuccesses = last?.successes ?? 0;
  tally.lastFailures = last?.failures ?? 0;
  tally.earlier.length = 0;
  for (let index = 0; index < counts.length - 1; index++) tally.earlier.push(counts[index] as DayCount);
}

/** A tally as it is stored and handed out: deeply frozen. */
export function viewOf(tally: ActivityTally): ActivityOfType {
  tally.view ??= Object.freeze(show(tally));
  return tally.view;
}

function show(tally: ActivityTally): ActivityOfType {
  const { type, successCount, failureCount } = tally;
  const successAt = orNull(tally.successAt);
  const failureAt = orNull(tally.failureAt);
  if (!tally.isCounted) return { type, successAt, successCount, failureAt, failureCount };
  const counts = tally.lastDay === NONE ? [] : [...tally.earlier, lastOf(tally)];
  // The earlier ones never change again; those that were shown before are frozen already.
  for (let index = counts.length - 1; index >= 0 && !Object.isFrozen(counts[index]); index--) {
    Object.freeze(counts[index]);
  }
  const days = Object.freeze({ from: orNull(tally.from), counts: Object.freeze(counts) });
  return { type, successAt, successCount, failureAt, failureCount, days };
}

function orNull(value: number): number | null {
  return value === NONE ? null : value;
}
