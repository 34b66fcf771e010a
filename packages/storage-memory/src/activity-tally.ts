import { type ActivityOfType, type DayCount, forgetDays, mergeActivity } from '@dormouse/core';

/**
 * What one identity did of one type, as it is written: adding to it changes it in place, because most of what is recorded
 * is read much later or never. What is read is a frozen {@link viewOf} it, which nothing that follows changes.
 */
export interface ActivityTally {
  readonly type: string;
  successAt: number | null;
  successCount: number;
  failureAt: number | null;
  failureCount: number;
  /** The first day from which the counters are complete (A8). */
  from: number | null;
  /** The daily counters, ascending; null: nobody counted by day. */
  counts: DayCount[] | null;
  /** So many of the first counters are shown in a view, or may be: they must not change. */
  shown: number;
  /** What was read last, if nothing has happened since. */
  view: ActivityOfType | null;
}

/** A tally of a type of which nothing has happened. */
export function newTally(type: string): ActivityTally {
  return {
    type,
    successAt: null,
    successCount: 0,
    failureAt: null,
    failureCount: 0,
    from: null,
    counts: null,
    shown: 0,
    view: null,
  };
}

/** A tally that begins with what is stored, which is frozen. */
export function tallyOf(activity: ActivityOfType): ActivityTally {
  const tally = newTally(activity.type);
  load(tally, activity);
  return tally;
}

/** The same as {@link mergeActivity} and then {@link forgetDays}: they are asked wherever it is not plain. */
export function addTo(tally: ActivityTally, mark: ActivityOfType, daysFrom: number | undefined): void {
  if (!addInPlace(tally, mark, daysFrom ?? Number.NEGATIVE_INFINITY)) {
    const whole = mergeActivity(viewOf(tally), mark);
    load(tally, daysFrom === undefined ? whole : forgetDays(whole, daysFrom));
  }
  tally.view = null;
}

/** Does the usual: one day, as late as the last one or later, of which no counters must go. Answers whether it did. */
function addInPlace(tally: ActivityTally, mark: ActivityOfType, daysFrom: number): boolean {
  const { days } = mark;
  const added = days?.counts[0];
  if (days === undefined || added === undefined || days.counts.length > 1 || days.from !== null) return false;
  if (tally.counts === null && (tally.successAt !== null || tally.failureAt !== null)) return false;
  const first = tally.counts?.[0] ?? added;
  const last = tally.counts?.[tally.counts.length - 1];
  const least = tally.from === null ? daysFrom : Math.max(tally.from, daysFrom);
  if (first.day < least || added.day < least || (last !== undefined && added.day < last.day)) return false;
  addDay(tally, added, last);
  const { successAt, failureAt } = mark;
  if (successAt !== null && (tally.successAt === null || successAt > tally.successAt)) tally.successAt = successAt;
  if (failureAt !== null && (tally.failureAt === null || failureAt > tally.failureAt)) tally.failureAt = failureAt;
  tally.successCount += mark.successCount;
  tally.failureCount += mark.failureCount;
  return true;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function addDay(tally: ActivityTally, { day, successes, failures }: DayCount, last: DayCount | undefined): void {
  const counts = writableCounts(tally);
  if (last === undefined || last.day !== day) {
    counts.push({ day, successes, failures });
  } else if (counts.length > tally.shown) {
    const own = last as Mutable<DayCount>;
    own.successes += successes;
    own.failures += failures;
  } else {
    tally.shown = counts.length - 1;
    counts[tally.shown] = { day, successes: last.successes + successes, failures: last.failures + failures };
  }
}

/** The list itself, or a copy of one that was shown. */
function writableCounts(tally: ActivityTally): DayCount[] {
  if (tally.counts === null) tally.counts = [];
  else if (Object.isFrozen(tally.counts)) tally.counts = [...tally.counts];
  return tally.counts;
}

function load(tally: ActivityTally, { successAt, successCount, failureAt, failureCount, days }: ActivityOfType): void {
  tally.successAt = successAt;
  tally.successCount = successCount;
  tally.failureAt = failureAt;
  tally.failureCount = failureCount;
  tally.from = days?.from ?? null;
  // Frozen lists are copied before they are written to.
  tally.counts = days === undefined ? null : (days.counts as DayCount[]);
  tally.shown = days?.counts.length ?? 0;
}

/** A tally as it is stored and handed out: deeply frozen. */
export function viewOf(tally: ActivityTally): ActivityOfType {
  tally.view ??= Object.freeze(show(tally));
  return tally.view;
}

function show(tally: ActivityTally): ActivityOfType {
  const { type, successAt, successCount, failureAt, failureCount, from, counts } = tally;
  if (counts === null) return { type, successAt, successCount, failureAt, failureCount };
  for (; tally.shown < counts.length; tally.shown++) Object.freeze(counts[tally.shown]);
  const days = Object.freeze({ from, counts: Object.freeze(counts) });
  return { type, successAt, successCount, failureAt, failureCount, days };
}
