import { DormouseError } from '../../model/errors';
import type { Report, ReportRow } from '../../model/report';
import type { StopSignal } from '../../storage/storage';
import { checkId, checkObject } from '../check-input';
import type { Runtime } from '../runtime';
import { type CreateReportRequest, createReport } from './create-report';
import { dropReport, findReport } from './find-report';
import { type ReportRowsRequest, readParts, readyReport, streamParts } from './read-rows';
import { lensOf, type ReportQuestion } from './report-request';
import { type ReportFormat, reportFormats, reportJson, textOf } from './report-text';
import { type ReportWork, type ReportWorkRequest, workOnReports } from './work-reports';

export interface ExportReportRequest extends ReportRowsRequest {
  readonly format: ReportFormat;
}

export interface StreamReportRequest extends ReportQuestion {
  readonly signal?: StopSignal | null;
}

/** Who has been inactive, by kind (V2). */
export interface Reports {
  /**
   * Asks for a report, and answers at once. Throws `REPORT_PENDING` while another is being built, `INVALID_DURATION`,
   * `INVALID_TIME_ZONE`, `INVALID_ARGUMENT`.
   * @example
   * const { id } = await dormouse.reports.create({ accountId: 'acme', inactiveFor: 'PT720H' });
   * await dormouse.reports.work();
   * for await (const row of dormouse.reports.rows({ accountId: 'acme', reference: id })) console.log(row.identityId);
   */
  readonly create: (request: CreateReportRequest) => Promise<Report>;
  /** Builds what is pending: to be called by any process, again and again. Throws `INVALID_ARGUMENT`. */
  readonly work: (request?: ReportWorkRequest) => Promise<ReportWork>;
  /** By its id, or `latest`. Throws `REPORT_NOT_FOUND`, `INVALID_ARGUMENT`. */
  readonly get: (accountId: string, reference: string) => Promise<Report>;
  /** The latest first. */
  readonly list: (accountId: string) => Promise<readonly Report[]>;
  /** Gives one up, ready or not. Throws `REPORT_NOT_FOUND`. */
  readonly drop: (accountId: string, reference: string) => Promise<void>;
  /** Throws, with the first row, `REPORT_NOT_FOUND`, `REPORT_PENDING`, `REPORT_FAILED`; later also `ABORTED`. */
  readonly rows: (request: ReportRowsRequest) => AsyncIterable<ReportRow>;
  /** The same as text, in pieces. Throws as `rows`. */
  readonly export: (request: ExportReportRequest) => AsyncIterable<string>;
  /** The rows without keeping them: they are looked at while they are read. Throws as `create`, and `ABORTED`. */
  readonly stream: (request: StreamReportRequest) => AsyncIterable<ReportRow>;
}

export function reportCalls(runtime: Runtime): Reports {
  return {
    create: async (request) => {
      const report = await createReport(runtime, checkObject(request));
      startWork(runtime, report.accountId);
      return report;
    },
    work: async (request) => workOnReports(runtime, checkObject(request ?? {})),
    get: (accountId, reference) => findReport(runtime, accountId, reference),
    list: async (accountId) => runtime.storage.reports(checkId(accountId, 'accountId')),
    drop: (accountId, reference) => dropReport(runtime, accountId, reference),
    rows: (request) => rowsOfReport(runtime, request),
    export: (request) => exportReport(runtime, request),
    stream: (request) => streamReport(runtime, request),
  };
}

/** In this process, in the background, where the host gave a scheduler; other processes call `work`. */
function startWork(runtime: Runtime, accountId: string): void {
  const { schedule } = runtime;
  if (schedule === null) return;
  const pause = (): Promise<void> => new Promise((resolve) => void schedule(resolve));
  schedule(() => {
    workOnReports(runtime, { accountId, pause }).then(
      ({ troubles }) => {
        for (const { error } of troubles) runtime.report(error);
      },
      (error: unknown) => runtime.report(error),
    );
  });
}

async function* rowsOfReport(runtime: Runtime, request: ReportRowsRequest): AsyncGenerator<ReportRow> {
  const { accountId, reference } = checkObject(request);
  const report = await readyReport(runtime, accountId, reference);
  for await (const rows of readParts(runtime, report, request)) yield* rows;
}

async function* exportReport(runtime: Runtime, request: ExportReportRequest): AsyncGenerator<string> {
  const { accountId, reference, format } = checkObject(request);
  if (!reportFormats.includes(format)) {
    throw new DormouseError('INVALID_ARGUMENT', `format must be one of ${reportFormats.join(', ')}`, {
      name: 'format',
    });
  }
  const report = await readyReport(runtime, accountId, reference);
  yield* textOf(format, reportJson(report), readParts(runtime, report, request));
}

async function* streamReport(runtime: Runtime, request: StreamReportRequest): AsyncGenerator<ReportRow> {
  const lens = await lensOf(runtime, checkObject(request), runtime.now());
  for await (const rows of streamParts(runtime, lens, request.signal ?? null)) yield* rows;
}
