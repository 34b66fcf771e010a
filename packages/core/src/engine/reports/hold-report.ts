import { isDormouseError } from '../../model/errors';
import type { Report } from '../../model/report';
import type { Runtime } from '../runtime';
import { changeReports, withReport } from './change-reports';

/** How long a builder may be silent before another one takes over: a minute. */
export const LEASE = 60_000;

/**
 * Takes a pending report, or keeps it.
 * @returns the report as it stands now; null when another process has it, or it is pending no more.
 */
export async function claimReport(runtime: Runtime, { id, accountId }: Report, owner: string): Promise<Report | null> {
  return changeReports<Report | null>(runtime, accountId, (reports, now) => {
    const found = reports.find((report) => report.id === id);
    if (found === undefined || found.state !== 'pending') return { answer: null };
    if (found.lease !== null && found.lease.owner !== owner && found.lease.until > now) return { answer: null };
    const held = { ...found, lease: { owner, until: now + LEASE } };
    return { answer: held, reports: withReport(reports, held) };
  });
}

/** Lets a report go, so that another process need not wait for the end of the lease. */
export async function releaseReport(runtime: Runtime, { id, accountId }: Report, owner: string): Promise<void> {
  await changeReports(runtime, accountId, (reports) => {
    const found = reports.find((report) => report.id === id);
    if (found?.lease?.owner !== owner) return { answer: null };
    return { answer: null, reports: withReport(reports, { ...found, lease: null }) };
  });
}

/**
 * Says that a report is complete: with one commit it takes the place of the one before, and the event is written (V2).
 * @returns whether it was still there, and held.
 */
export async function finishReport(runtime: Runtime, held: Report, owner: string): Promise<boolean> {
  const { id, accountId } = held;
  return changeReports(runtime, accountId, (reports, now) => {
    const found = reports.find((report) => report.id === id);
    const isHeld = found?.state === 'pending' && found.lease?.owner === owner;
    if (!isHeld || found.progress.parts !== held.progress.parts) return { answer: false };
    const ready: Report = { ...found, state: 'ready', lease: null, endedAt: now };
    const { inactiveFor, kinds, at: about, progress, actor } = ready;
    const data = { reportId: id, inactiveFor, kinds, about, scanned: progress.scanned, rows: progress.rows };
    const others = reports.filter((report) => report.id !== id && report.state !== 'ready');
    return { answer: true, reports: [ready, ...others], events: [{ type: 'report.ready', data }], actor };
  });
}

/** Says that a report cannot be built, where trying again would not help; else lets it go. */
export async function failReport(runtime: Runtime, report: Report, owner: string, error: unknown): Promise<void> {
  if (!isDormouseError(error)) {
    // What went wrong is more important than that it could not be put on record.
    await releaseReport(runtime, report, owner).catch(runtime.report);
    return;
  }
  const { code, message } = error;
  await changeReports(runtime, report.accountId, (reports, now) => {
    const found = reports.find(({ id }) => id === report.id);
    if (found?.state !== 'pending' || found.lease?.owner !== owner) return { answer: null };
    const failed: Report = { ...found, state: 'failed', lease: null, endedAt: now, error: `${code}: ${message}` };
    return { answer: null, reports: withReport(reports, failed) };
  }).catch(runtime.report);
}
