import { DormouseError } from '../../model/errors';
import type { Report } from '../../model/report';
import { MS_PER_DAY } from '../../time/calendar';
import { addDuration } from '../../time/zone';
import { checkOptionalId } from '../check-input';
import { commandOnce } from '../command-once';
import type { Runtime } from '../runtime';
import { changeReports } from './change-reports';
import { noProgress } from './next-part';
import { type Lens, lensOf, type ReportQuestion } from './report-request';

export interface CreateReportRequest extends ReportQuestion {
  /** Who asks for it. */
  readonly actor?: string | null;
  /** A repeat with the same key within 24 hours gives the first answer, and changes nothing (E6). */
  readonly idempotencyKey?: string | null;
}

/**
 * Asks for a report, and answers at once with its reference: it is built by `reports.work`, of any process. Reports older
 * than a day go with this commit (V2).
 * @throws DormouseError `REPORT_PENDING` while another one of the account is being built: `data.reference` is its id;
 * `INVALID_DURATION`; `INVALID_TIME_ZONE`; `INVALID_ARGUMENT`.
 */
export async function createReport(runtime: Runtime, request: CreateReportRequest): Promise<Report> {
  const lens = await lensOf(runtime, request, runtime.now());
  const actor = checkOptionalId(request.actor, 'actor');
  const once = commandOnce<Report>(request.idempotencyKey, 'reports.create');
  return changeReports(
    runtime,
    lens.accountId,
    (reports, now) => {
      const kept = reports.filter(({ at }) => at > now - MS_PER_DAY);
      const pending = kept.find(({ state }) => state === 'pending');
      if (pending !== undefined) {
        throw new DormouseError('REPORT_PENDING', 'a report of the account is being built: wait for it, or cancel it', {
          reference: pending.id,
        });
      }
      const report = newReport(runtime.newId(), { ...lens, at: now }, actor);
      // What failed is told by its successor no more.
      return { answer: report, reports: [report, ...kept.filter(({ state }) => state === 'ready')] };
    },
    once,
  );
}

function newReport(id: string, lens: Lens, actor: string | null): Report {
  const { accountId, at, inactiveFor, zone, kinds, trackingSince } = lens;
  return {
    id,
    accountId,
    state: 'pending',
    actor,
    at,
    inactiveFor: inactiveFor.text,
    timeZone: zone.name,
    kinds,
    trackingSince,
    beyondHistory: isBeyondHistory(lens),
    progress: noProgress,
    lease: null,
    endedAt: null,
    error: null,
  };
}

function isBeyondHistory({ at, inactiveFor, zone, trackingSince }: Lens): boolean {
  return trackingSince !== null && addDuration(trackingSince, inactiveFor, zone) > at;
}
