import { DormouseError } from '../../model/errors';
import type { Report } from '../../model/report';
import { checkId } from '../check-input';
import type { Runtime } from '../runtime';
import { changeReports } from './change-reports';

/**
 * A report by its reference. `latest` is the newest that is ready; while there is none, the one that is being built; else
 * the one that failed.
 * @throws DormouseError `REPORT_NOT_FOUND`: there never was one, or it was replaced or dropped; `INVALID_ARGUMENT`.
 */
export async function findReport(runtime: Runtime, accountId: string, reference: string): Promise<Report> {
  checkId(accountId, 'accountId');
  checkId(reference, 'reference');
  const reports = await runtime.storage.reports(accountId);
  const found =
    reference === 'latest'
      ? (['ready', 'pending', 'failed'] as const).map((state) => reports.find((each) => each.state === state))
      : [reports.find(({ id }) => id === reference)];
  return found.find((report) => report !== undefined) ?? notFound(reference);
}

/** @throws DormouseError `REPORT_NOT_FOUND`, always. */
export function notFound(reference: string): never {
  throw new DormouseError('REPORT_NOT_FOUND', 'there is no such report (any more): create a new one', { reference });
}

/**
 * Gives a report up, ready or not; its rows go with it.
 * @throws DormouseError `REPORT_NOT_FOUND`; `INVALID_ARGUMENT`.
 */
export async function dropReport(runtime: Runtime, accountId: string, reference: string): Promise<void> {
  checkId(accountId, 'accountId');
  checkId(reference, 'reference');
  await changeReports(runtime, accountId, (reports) => {
    const kept = reports.filter(({ id }) => id !== reference);
    return kept.length < reports.length ? { answer: null, reports: kept } : notFound(reference);
  });
}
