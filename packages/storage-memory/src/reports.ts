import {
  compareIds,
  DormouseError,
  type Page,
  type PageRequest,
  type Report,
  type ReportPart,
  type ReportStorage,
} from '@dormouse/core';
import type { Account } from './account';
import { deepFreeze } from './deep-freeze';
import { pageOf } from './listings';

/** The calls about reports. An account without any keeps none. */
export function reportCalls(accounts: ReadonlyMap<string, Account>): ReportStorage {
  return {
    writeReportPart: async (accountId, reportId, part) => writeReportPart(accounts.get(accountId), reportId, part),
    reports: async (accountId) => listReports(accounts.get(accountId)),
    reportParts: async (accountId, reportId, page) => listReportParts(accounts.get(accountId), reportId, page),
    reportBacklog: async (page) => reportBacklog(accounts.values(), page),
  };
}

/** The latest first. */
export function listReports(account: Account | undefined): readonly Report[] {
  return [...(account?.reports.values() ?? [])]
    .map(({ report }) => report)
    .sort((left, right) => right.at - left.at || compareIds(left.id, right.id));
}

/** Keeps these reports, with the rows that they have already; the others go with theirs. */
export function putReports(account: Account, reports: readonly Report[]): void {
  const before = new Map(account.reports);
  account.reports.clear();
  for (const report of reports) {
    const known = before.get(report.id);
    deepFreeze(report, known?.report);
    account.reports.set(report.id, { report, parts: known?.parts ?? [] });
  }
}

function writeReportPart(account: Account | undefined, reportId: string, part: ReportPart): void {
  const found = account?.reports.get(reportId);
  if (found === undefined || found.report.state !== 'pending' || found.report.progress.parts !== part.index) {
    throw new DormouseError('CONFLICT', 'this is not the next part of a pending report', {
      reportId,
      index: part.index,
    });
  }
  deepFreeze(part, undefined);
  found.parts.push(part);
  const report = Object.freeze({ ...found.report, progress: part.progress });
  account?.reports.set(reportId, { report, parts: found.parts });
}

function listReportParts(account: Account | undefined, reportId: string, page: PageRequest<number>): Page<ReportPart> {
  const parts = account?.reports.get(reportId)?.parts ?? [];
  return pageOf(parts.slice(page.after === null ? 0 : page.after + 1), page.limit);
}

/** The accounts with a pending report. */
function reportBacklog(accounts: Iterable<Account>, { after, limit }: PageRequest<string>): Page<string> {
  const found: string[] = [];
  for (const { id, reports } of accounts) {
    const isAfter = after === null || compareIds(id, after) > 0;
    if (isAfter && [...reports.values()].some(({ report }) => report.state === 'pending')) found.push(id);
  }
  return pageOf(found.sort(compareIds), limit);
}
