import type { ActivityMark, RecordOptions } from '@dormouse/core';
import type { Names } from '../sql/names';
import { type Statement, statement } from '../sql/statement';
import { marksTable, mergeInto } from './merged-marks';

/** Merges marks into the activity that is there, and answers the places of those that found none, from 1 on. */
export function mergeKnown(
  names: Names,
  accountId: string,
  marks: readonly ActivityMark[],
  { daysFrom }: RecordOptions,
): Statement {
  return statement((p) => {
    const account = p.text(accountId);
    const keepFrom = p.int8(daysFrom ?? null);
    const all = p.int8(marks.length);
    return `WITH held AS (UPDATE ${names.table('activity')} a SET ${mergeInto(names, keepFrom)}
  FROM ${marksTable(p, marks)}
  WHERE a.account_id = ${account} AND a.identity_id = m.id AND a.type = m.type RETURNING m.n)
SELECT pg_current_xact_id()::text AS xid, CASE WHEN (SELECT count(*) FROM held) < ${all} THEN (
  SELECT string_agg(n::text, ',') FROM generate_series(1, ${all}) AS n WHERE n NOT IN (SELECT h.n FROM held h)) END AS missing`;
  });
}
