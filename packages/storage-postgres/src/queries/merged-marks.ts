import type { ActivityMark } from '@dormouse/core';
import { plainDay, writeDays } from '../rows/activity-row';
import type { Names } from '../sql/names';
import type { Parameters } from '../sql/statement';

/** Marks as a table: most of one day, which is then enough; `days` has the daily counters of all others. */
export const MARK_COLUMNS = 'id, type, success_at, success_count, failure_at, failure_count, day, days';

/** The values of those columns. */
export function arraysOfMarks(p: Parameters, marks: readonly ActivityMark[]): string {
  const plain = marks.map(({ activity }) => plainDay(activity));
  return [
    p.texts(marks.map(({ identityId }) => identityId)),
    p.texts(marks.map(({ activity }) => activity.type)),
    p.int8s(marks.map(({ activity }) => activity.successAt)),
    p.int8s(marks.map(({ activity }) => activity.successCount)),
    p.int8s(marks.map(({ activity }) => activity.failureAt)),
    p.int8s(marks.map(({ activity }) => activity.failureCount)),
    p.int8s(plain),
    p.texts(marks.map(({ activity }, index) => (plain[index] === null ? writeDays(activity.days) : null))),
  ].join(', ');
}

/** The daily counters that the mark `m` brings. */
export const MARKED_DAYS = `CASE WHEN m.day IS NULL THEN m.days::int8[]
    ELSE ARRAY[-9223372036854775808, m.day, m.success_count, m.failure_count] END`;

/**
 * Merges the mark `m` into the row `a`. A mark of the last day, or of a later one, is added in place: calling a function for
 * each row costs as much as the rest of the update.
 */
export function mergeInto(names: Names, keepFrom: string): string {
  const last = 'a.days[cardinality(a.days) - 2]';
  const inOrder = `cardinality(a.days) >= 4 AND coalesce(a.days[2] >= ${keepFrom}, true)`;
  return `success_at = greatest(a.success_at, m.success_at),
  success_count = a.success_count + m.success_count,
  failure_at = greatest(a.failure_at, m.failure_at),
  failure_count = a.failure_count + m.failure_count,
  days = CASE
    WHEN ${last} = m.day AND ${inOrder} THEN a.days[:cardinality(a.days) - 2]
      || (a.days[cardinality(a.days) - 1] + m.success_count) || (a.days[cardinality(a.days)] + m.failure_count)
    WHEN ${last} < m.day AND ${inOrder} THEN a.days || ARRAY[m.day, m.success_count, m.failure_count]
    ELSE ${names.call('merge_days')}(a.days, greatest(a.success_at, a.failure_at),
      ${MARKED_DAYS}, greatest(m.success_at, m.failure_at), ${keepFrom}) END`;
}
