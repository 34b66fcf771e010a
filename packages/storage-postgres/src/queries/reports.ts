import type { PageRequest, Report, ReportPart } from '@dormouse/core';
import { writeReport } from '../rows/report-row';
import { exact } from '../sql/exact';
import type { Names } from '../sql/names';
import { type Parameters, type Statement, statement } from '../sql/statement';
import { nothing, type Part } from './part';

/** The reports of an account, the latest first. */
export function listReports(names: Names, accountId: string): Statement {
  return statement(
    (p) => `SELECT r.record::text AS record, r.progress::text AS progress FROM ${names.table('reports')} r
WHERE r.account_id = ${p.text(accountId)} ORDER BY r.at DESC, r.id`,
  );
}

/** Keeps exactly these reports, with the parts that they have. */
export function writeReports(names: Names, account: string, p: Parameters, reports?: readonly Report[]): Part {
  if (reports === undefined) return nothing;
  const ids = p.texts(reports.map(({ id }) => id));
  const arrays = [
    p.int8s(reports.map(({ at }) => at)),
    p.texts(reports.map(({ state }) => state)),
    p.int8s(reports.map(({ progress }) => progress.parts)),
    p.jsons(reports.map(({ progress }) => JSON.stringify(progress))),
    p.jsons(reports.map(writeReport)),
  ];
  const gone = (name: 'reports' | 'report_parts', id: string): string =>
    `gone_${name} AS (DELETE FROM ${names.table(name)} t WHERE t.account_id = ${account} AND t.${id} <> ALL(${ids}))`;
  const columns = 'id, at, state, parts, progress, record';
  const kept = `kept_reports AS (INSERT INTO ${names.table('reports')} (account_id, ${columns})
  SELECT ${account}, u.* FROM unnest(${ids}, ${arrays.join(', ')}) AS u ON CONFLICT (account_id, id) DO UPDATE
  SET at = excluded.at, state = excluded.state, parts = excluded.parts, progress = excluded.progress, record = excluded.record)`;
  return { tables: [gone('reports', 'id'), gone('report_parts', 'report_id'), kept], checks: [] };
}

/**
 * Adds the next part of a pending report. The version of the account grows with it, so that a decision about the reports
 * which began before is made again. @throws SQLSTATE `DM004` when it is not the next part of a pending report.
 */
export function writeReportPart(names: Names, accountId: string, reportId: string, part: ReportPart): Statement {
  return statement((p) => {
    const [account, id, index] = [p.text(accountId), p.text(reportId), p.int8(part.index)];
    return `WITH account AS (UPDATE ${names.table('accounts')} SET version = version + 1 WHERE account_id = ${account} RETURNING 1),
report AS (UPDATE ${names.table('reports')} r SET parts = r.parts + 1, progress = ${p.json(part.progress)}
  WHERE (SELECT count(*) FROM account) = 1 AND r.account_id = ${account} AND r.id = ${id} AND r.state = 'pending' AND r.parts = ${index} RETURNING 1),
added AS (INSERT INTO ${names.table('report_parts')} (account_id, report_id, index, record)
  SELECT ${account}, ${id}, ${index}, ${p.json(part)} FROM report)
SELECT pg_current_xact_id()::text AS xid, CASE WHEN EXISTS (SELECT FROM report) THEN true
  ELSE ${names.call('refuse')}('DM004', 'this is not the next part of a pending report', '{}') END::text AS done`;
  });
}

export function listReportParts(
  names: Names,
  accountId: string,
  reportId: string,
  { after, limit }: PageRequest<number>,
): Statement {
  return statement(
    (
      p,
    ) => `SELECT t.record::text AS record FROM ${names.table('report_parts')} t WHERE t.account_id = ${p.text(accountId)}
AND t.report_id = ${p.text(reportId)} AND t.index > ${p.int8(after ?? -1)} ORDER BY t.index LIMIT ${p.int8(limit + 1)}`,
  );
}

/** The accounts with a pending report. */
export function listReportBacklog(names: Names, { after, limit }: PageRequest<string>): Statement {
  return statement((p) => {
    const from = after === null ? '' : `AND r.account_id > ${p.text(after)}`;
    return `SELECT ${exact('r.account_id')} AS account_id FROM (SELECT DISTINCT r.account_id FROM ${names.table('reports')} r
  WHERE r.state = 'pending' ${from} ORDER BY r.account_id LIMIT ${p.int8(limit + 1)}) AS r ORDER BY r.account_id`;
  });
}
