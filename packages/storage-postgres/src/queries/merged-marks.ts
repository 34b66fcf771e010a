import type { ActivityMark, ActivityOfType } from '@dormouse/core';
import { plainDay, writeDays } from '../rows/activity-row';
import type { Names } from '../sql/names';
import type { Parameters } from '../sql/statement';

const COLUMNS = 'id, type, success_at, success_count, failure_at, failure_count, day, days';

/**
 * Marks as a table, with their places from 1 on as `n`. Most are of one day, which is then enough; `days` has the daily
 * counters of all others. What is the same in all of them is one value: a row of fewer parts is made and read faster.
 */
export function marksTable(p: Parameters, marks: readonly ActivityMark[]): string {
  const plain = marks.map(({ activity }) => plainDay(activity));
  const all = marks.map(({ activity }) => activity);
  const type = shared(all.map((each) => each.type));
  const day = shared(plain);
  const succeeded = all.every(({ failureAt, failureCount }) => failureAt === null && failureCount === 0);
  const columns: Readonly<Record<string, string>> = {
    id: p.texts(marks.map(({ identityId }) => identityId)),
    success_at: p.int8s(all.map(({ successAt }) => successAt)),
    success_count: p.int8s(all.map(({ successCount }) => successCount)),
    ...(type === null ? { type: p.texts(all.map((each) => each.type)) } : {}),
    ...(succeeded ? {} : failures(p, all)),
    ...(day === null ? days(p, all, plain) : {}),
  };
  const constants: Readonly<Record<string, string>> = {
    ...(type === null ? {} : { type: p.text(type) }),
    ...(succeeded ? { failure_at: 'NULL::int8', failure_count: '0::int8' } : {}),
    ...(day === null ? {} : { day: p.int8(day), days: 'NULL::text' }),
  };
  const read = COLUMNS.split(', ').map((name) => (name in columns ? `u.${name}` : `${constants[name]} AS ${name}`));
  return `(SELECT ${read.join(', ')}, u.n
    FROM unnest(${Object.values(columns).join(', ')}) WITH ORDINALITY AS u(${Object.keys(columns).join(', ')}, n)) AS m`;
}

/** What all values are; null: they differ, or are null. */
function shared<T>([first, ...others]: readonly (T | null)[]): T | null {
  return first !== undefined && others.every((value) => value === first) ? first : null;
}

function failures(p: Parameters, all: readonly ActivityOfType[]): Readonly<Record<string, string>> {
  return {
    failure_at: p.int8s(all.map(({ failureAt }) => failureAt)),
    failure_count: p.int8s(all.map(({ failureCount }) => failureCount)),
  };
}

function days(
  p: Parameters,
  all: readonly ActivityOfType[],
  plain: readonly (number | null)[],
): Readonly<Record<string, string>> {
  return {
    day: p.int8s(plain),
    days: p.texts(all.map((each, index) => (plain[index] === null ? writeDays(each.days) : null))),
  };
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
