import type { ReportPart, ReportStorage } from '@dormouse/core';
import { translate } from './errors';
import { listReportBacklog, listReportParts, listReports, writeReportPart } from './queries/reports';
import { pageOf } from './reads';
import { readReport } from './rows/report-row';
import type { Scope } from './session/session';
import { exactText } from './sql/exact';
import type { Row, Statement } from './sql/statement';
import { fromJson } from './sql/values';
import type { Place } from './update';

/** The calls about reports (V2). */
export function reportsOn({ session, names }: Place): ReportStorage {
  const query = async (scope: Scope, statement: Statement): Promise<readonly Row[]> => {
    try {
      return await session.query(scope, statement);
    } catch (error) {
      throw translate(error);
    }
  };
  return {
    writeReportPart: async (accountId, reportId, part) => {
      // In a transaction, whose fate can be asked for.
      try {
        await session.transaction(accountId, (run) => run(writeReportPart(names, accountId, reportId, part)));
      } catch (error) {
        throw translate(error);
      }
    },
    reports: async (accountId) => (await query(accountId, listReports(names, accountId))).map(readReport),
    reportParts: async (accountId, reportId, page) => {
      const rows = await query(accountId, listReportParts(names, accountId, reportId, page));
      return pageOf(rows, page.limit, (row) => fromJson<ReportPart>(row['record']));
    },
    reportBacklog: async (page) =>
      pageOf(await query(null, listReportBacklog(names, page)), page.limit, (row) => exactText(row['account_id'])),
  };
}
