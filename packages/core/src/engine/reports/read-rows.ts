import { DormouseError } from '../../model/errors';
import type { Report, ReportRow } from '../../model/report';
import type { StopSignal } from '../../storage/storage';
import type { Runtime } from '../runtime';
import { checkStop } from '../stop';
import { findReport, notFound } from './find-report';
import { nextPart, noProgress } from './next-part';
import { type Lens, readKinds } from './report-request';

export interface ReportRowsRequest {
  readonly accountId: string;
  /** The id of a report, or `latest`. */
  readonly reference: string;
  /** Only rows of these kinds. Default: all. */
  readonly kinds?: readonly string[] | null;
  readonly signal?: StopSignal | null;
}

/** A few parts at a time: some thousand rows. */
const PARTS_PER_PAGE = 4;

/** A report that can be read. @throws DormouseError `REPORT_NOT_FOUND`; `REPORT_PENDING` with its progress; `REPORT_FAILED`. */
export async function readyReport(runtime: Runtime, accountId: string, reference: string): Promise<Report> {
  const report = await findReport(runtime, accountId, reference);
  if (report.state === 'ready') return report;
  const { id, progress, error } = report;
  if (report.state === 'pending') {
    throw new DormouseError('REPORT_PENDING', 'the report is still being built', { reference: id, progress });
  }
  throw new DormouseError('REPORT_FAILED', 'the report could not be built: create a new one', { reference: id, error });
}

/**
 * The rows of a report that is ready, part by part, in the order of the identity ids.
 * @throws DormouseError `REPORT_NOT_FOUND`, also when it is replaced while it is read: what was given is then not all;
 * `REPORT_PENDING`; `REPORT_FAILED`; `ABORTED`; `INVALID_ARGUMENT`.
 */
export async function* readParts(
  runtime: Runtime,
  report: Report,
  { kinds, signal }: Pick<ReportRowsRequest, 'kinds' | 'signal'>,
): AsyncGenerator<readonly ReportRow[]> {
  const asked = readKinds(kinds);
  const wanted = asked === null ? null : new Set(asked);
  for (let next = 0; next < report.progress.parts; ) {
    checkStop(signal);
    const page = { after: next === 0 ? null : next - 1, limit: PARTS_PER_PAGE };
    const { items } = await runtime.storage.reportParts(report.accountId, report.id, page);
    for (const { index, rows } of items) {
      if (index !== next) notFound(report.id);
      next += 1;
      yield wanted === null ? rows : rows.filter(({ kind }) => wanted.has(kind));
    }
    // It was complete: where a part is missing now, the report was dropped meanwhile.
    if (items.length === 0) notFound(report.id);
  }
}

/** The rows of a question, looked at now: nothing is kept, and the first come at once. */
export async function* streamParts(
  runtime: Runtime,
  lens: Lens,
  signal: StopSignal | null,
): AsyncGenerator<readonly ReportRow[]> {
  let progress = noProgress;
  for (;;) {
    checkStop(signal);
    const { part, isLast } = await nextPart(runtime, lens, progress, signal);
    yield part.rows;
    if (isLast) return;
    ({ progress } = part);
  }
}
