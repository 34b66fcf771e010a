import { isDormouseError } from '../../model/errors';
import type { Report, ReportProgress } from '../../model/report';
import type { StopSignal } from '../../storage/storage';
import { parseDuration } from '../../time/duration';
import { createZone, utc } from '../../time/zone';
import type { Runtime } from '../runtime';
import { type Telling, tellProgress } from '../tell-progress';
import { claimReport, failReport, finishReport, LEASE, releaseReport } from './hold-report';
import { nextPart } from './next-part';
import type { Lens } from './report-request';

/** How far the building of a report has come. */
export interface ReportWorkProgress {
  readonly accountId: string;
  readonly reportId: string;
  readonly progress: ReportProgress;
}

/** What became of a report: `taken` is one that another process builds, or that is gone. */
export type BuildOutcome = 'ready' | 'failed' | 'taken' | 'aborted';

export interface Building extends Telling<ReportWorkProgress> {
  readonly owner: string;
  readonly signal: StopSignal | null;
}

/**
 * Builds a pending report, from where it stands: it writes part by part, and a process that dies loses at most one. It
 * never shows a part twice: the storage takes a part only as the next one.
 * @throws what the storage rejects with; the report is then free for another try.
 */
export async function buildReport(runtime: Runtime, report: Report, building: Building): Promise<BuildOutcome> {
  const { owner, signal } = building;
  let held = await claimReport(runtime, report, owner);
  if (held === null) return 'taken';
  try {
    const lens = lensOfReport(report);
    for (;;) {
      const { part, isLast } = await nextPart(runtime, lens, held.progress, signal);
      if (part.progress.scanned > held.progress.scanned) {
        await runtime.storage.writeReportPart(report.accountId, report.id, part);
        held = { ...held, progress: part.progress };
      }
      if (isLast) return (await finishReport(runtime, held, owner)) ? 'ready' : 'taken';
      await tellProgress(runtime, building, {
        accountId: report.accountId,
        reportId: report.id,
        progress: held.progress,
      });
      if ((held.lease?.until ?? 0) - runtime.now() > LEASE / 2) continue;
      held = await claimReport(runtime, held, owner);
      if (held === null) return 'taken';
    }
  } catch (error) {
    if (isDormouseError(error, 'CONFLICT')) return 'taken';
    if (isDormouseError(error, 'ABORTED')) {
      await releaseReport(runtime, report, owner);
      return 'aborted';
    }
    await failReport(runtime, report, owner, error);
    throw error;
  }
}

/** A report remembers texts that were checked when it was created. */
function lensOfReport({ accountId, at, inactiveFor, timeZone, kinds, trackingSince }: Report): Lens {
  const duration = parseDuration(inactiveFor) ?? { text: inactiveFor, months: 0, days: 0, milliseconds: 0 };
  return { accountId, at, inactiveFor: duration, zone: createZone(timeZone) ?? utc, kinds, trackingSince };
}
