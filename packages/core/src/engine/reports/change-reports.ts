import { accountEvents, type NewAccountEvent } from '../../decide/account-events';
import { DormouseError } from '../../model/errors';
import type { PolicyCommit } from '../../model/policy-activation';
import type { Report } from '../../model/report';
import type { Instant } from '../../time/instant';
import { firstAnswer, type Once, rememberedAs } from '../once';
import type { Runtime } from '../runtime';

/** What becomes of the reports of an account. */
export interface ReportChange<T> {
  readonly answer: T;
  /** All of them afterwards; left out: they stay as they are. */
  readonly reports?: readonly Report[];
  readonly events?: readonly NewAccountEvent[];
  readonly actor?: string | null;
}

/**
 * Decides about the reports of an account under its lock, commits, and tells the listeners. No evaluation expires. What was
 * done under its idempotency key gives its first answer, and changes nothing (E6).
 */
export async function changeReports<T>(
  runtime: Runtime,
  accountId: string,
  decide: (reports: readonly Report[], now: Instant) => ReportChange<T>,
  once: Once<T> | null = null,
): Promise<T> {
  let decided: { readonly answer: T; readonly commit: PolicyCommit } | null = null;
  const key = once === null ? {} : { idempotencyKey: once.key };
  await runtime.storage.updatePolicies(
    accountId,
    (account, _, remembered, known) => {
      const now = runtime.now();
      const first = once === null ? null : firstAnswer(once, remembered, now);
      const {
        answer,
        reports,
        events = [],
        actor = null,
      } = first === null ? decide(known, now) : unchanged(first.answer);
      const linked = accountEvents(account, { accountId, at: now, actor }, events, runtime.hash);
      const remember = once === null || first !== null ? {} : { remember: rememberedAs(once, answer, now) };
      const changed = reports === undefined ? {} : { reports };
      decided = {
        answer,
        commit: { activations: [], events: linked, ...changed, ...remember, keepsEvaluations: true },
      };
      return decided.commit;
    },
    { withReports: true, ...key },
  );
  // The compiler does not see that the storage has called back.
  const last = decided as { readonly answer: T; readonly commit: PolicyCommit } | null;
  if (last === null) throw new DormouseError('CONFLICT', 'the storage did not ask for the decision', { accountId });
  runtime.emit(last.commit.events);
  return last.answer;
}

/** The reports with one of them changed. */
export function withReport(reports: readonly Report[], changed: Report): readonly Report[] {
  return reports.map((report) => (report.id === changed.id ? changed : report));
}

function unchanged<T>(answer: T): ReportChange<T> {
  return { answer };
}
