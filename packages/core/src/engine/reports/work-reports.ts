import type { StopSignal } from '../../storage/storage';
import { checkId } from '../check-input';
import type { Runtime } from '../runtime';
import type { Telling } from '../tell-progress';
import { buildReport, type ReportWorkProgress } from './build-report';

export interface ReportWorkRequest extends Telling<ReportWorkProgress> {
  /** Default: every account with a pending report. */
  readonly accountId?: string | null;
  /** An `AbortSignal`: it stops the work; what was built until then is gone on with by the next call. */
  readonly signal?: StopSignal | null;
}

/** A report that could not be built now. */
export interface ReportTrouble {
  readonly accountId: string;
  readonly reportId: string;
  readonly error: unknown;
}

/** What a call of `reports.work` did. */
export interface ReportWork {
  /** References of the reports that are ready now. */
  readonly ready: readonly string[];
  /** The first 100 of those that went wrong. Those whose state is not `failed` are tried again by the next call. */
  readonly troubles: readonly ReportTrouble[];
  /** The signal stopped it. */
  readonly aborted: boolean;
}

const ACCOUNTS_PER_PAGE = 100;
const MOST_TROUBLES = 100;

/**
 * Builds every pending report that no other process is building. To be called again and again, by any process; a report
 * that a process left half-built is gone on with when its lease is over.
 * @throws DormouseError `INVALID_ARGUMENT`. Errors of the storage while a report is built are in the answer.
 */
export async function workOnReports(runtime: Runtime, request: ReportWorkRequest): Promise<ReportWork> {
  const only = request.accountId ?? null;
  if (only !== null) checkId(only, 'accountId');
  const signal = request.signal ?? null;
  const building = { ...request, signal, owner: runtime.newId() };
  const ready: string[] = [];
  const troubles: ReportTrouble[] = [];
  for await (const accountId of only === null ? accountsOf(runtime) : [only]) {
    for (const report of await runtime.storage.reports(accountId)) {
      if (report.state !== 'pending') continue;
      if (signal?.aborted === true) return { ready, troubles, aborted: true };
      try {
        const outcome = await buildReport(runtime, report, building);
        if (outcome === 'ready') ready.push(report.id);
        if (outcome === 'aborted') return { ready, troubles, aborted: true };
      } catch (error) {
        if (troubles.length < MOST_TROUBLES) troubles.push({ accountId, reportId: report.id, error });
      }
    }
  }
  return { ready, troubles, aborted: false };
}

async function* accountsOf({ storage }: Runtime): AsyncGenerator<string> {
  for (let after: string | null = null; ; ) {
    const page = await storage.reportBacklog({ after, limit: ACCOUNTS_PER_PAGE });
    yield* page.items;
    after = page.items[page.items.length - 1] ?? null;
    if (!page.more || after === null) return;
  }
}
