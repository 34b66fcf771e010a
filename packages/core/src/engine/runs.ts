import { DormouseError } from '../model/errors';
import type { Run, RunKey, RunOrder } from '../model/run';
import { type AccountSweep, accountSweepOf } from './account-sweep';
import { checkId, checkLimit, checkOptionalId, checkReason } from './check-input';
import { type Listing, readCursor, writeCursor } from './cursor';
import type { ListPage, PageInput } from './list-identities';
import { firstAnswer, type Once, onceUnder, rememberedAs } from './once';
import { reportOfJson, reportSoFar, reportToJson } from './report-json';
import { changeRuns } from './run-records';
import type { Runtime } from './runtime';
import { reportOf, sweepAccount, sweepOf } from './sweep';
import { type SweepReport, type SweepRequest, Tally } from './sweep-report';

export interface ListRunsRequest extends PageInput {
  readonly accountId: string;
}

/** Lets a halted run go on. */
export interface ResumeRequest extends Pick<SweepRequest, 'signal' | 'onProgress' | 'pause'> {
  readonly accountId: string;
  readonly runId: string;
  readonly approvedBy: string;
  readonly reason: string;
  /**
   * A repeat with the same key within 24 hours gives the first answer, and changes nothing (E6); while the run is still
   * going on, the report of what it has done so far.
   */
  readonly idempotencyKey?: string | null;
}

/**
 * A run of an account.
 * @throws DormouseError `RUN_NOT_FOUND`; `INVALID_ARGUMENT`.
 */
export async function getRun(runtime: Runtime, accountId: string, runId: string): Promise<Run> {
  checkId(accountId, 'accountId');
  return found(await runtime.storage.run(accountId, checkId(runId, 'runId')), runId);
}

/** @throws DormouseError `RUN_NOT_FOUND`. */
export function found(run: Run | null | undefined, runId: string): Run {
  if (run !== null && run !== undefined) return run;
  throw new DormouseError('RUN_NOT_FOUND', 'there is no run with this id in the account', { runId });
}

/**
 * Lists the runs of an account, the latest first.
 * @throws DormouseError `INVALID_ARGUMENT`; `INVALID_CURSOR`.
 */
export async function listRuns(runtime: Runtime, request: ListRunsRequest): Promise<ListPage<Run>> {
  const accountId = checkId(request.accountId, 'accountId');
  const limit = checkLimit(request.limit);
  const listing: Listing = { name: 'runs', accountId, filter: '' };
  const after = readCursor(listing, request.cursor) as RunKey | null;
  const { items, more } = await runtime.storage.runs(accountId, { after, limit });
  const last = items[items.length - 1];
  const key = last === undefined ? null : { startedAt: last.startedAt, runId: last.id };
  return { items, cursor: more && key !== null ? writeCursor(listing, key) : null };
}

/**
 * Lets a run go on that the guard has halted: it acts on everything that is due, whatever the limit (S4). What it
 * restricts counts all the same for the sweeps after it. The approval is for the policies that the guard has looked at;
 * should they change meanwhile, the guard looks again.
 * @throws DormouseError `RUN_NOT_FOUND`; `RUN_NOT_HALTED` when it is not halted, or not any more; `CONFLICT` when the
 * policies have changed since: sweep again to see what they would do, or the key belongs to another command;
 * `REASON_REQUIRED`; `INVALID_ARGUMENT`.
 */
export async function resume(runtime: Runtime, request: ResumeRequest): Promise<SweepReport> {
  const accountId = checkId(request.accountId, 'accountId');
  const runId = checkId(request.runId, 'runId');
  const actor = checkId(request.approvedBy, 'approvedBy');
  const reason = checkReason(request.reason);
  const { signal = null, onProgress = null, pause = null } = request;
  const sweeping = sweepOf(runtime, { accountId, signal, onProgress, pause }, runId);
  const once = resumedOnce(request.idempotencyKey);
  const approved = await approve(accountSweepOf(sweeping, accountId), { actor, reason }, once);
  if ('answer' in approved) return approved.answer ?? reportSoFar(await getRun(runtime, accountId, runId));
  const run = await sweepAccount(approved);
  const report = reportOf(sweeping, run === null ? [] : [run]);
  if (once !== null) {
    const remember = rememberedAs(once, report, runtime.now());
    await changeRuns(runtime, accountId, [], () => ({ runs: [], events: [], remember }));
  }
  return report;
}

/** What is remembered of a run that was resumed; null: it is still going on. */
function resumedOnce(idempotencyKey: unknown): Once<SweepReport | null> | null {
  return onceUnder(checkOptionalId(idempotencyKey, 'idempotencyKey'), {
    command: 'runs.resume',
    write: (report) => (report === null ? null : reportToJson(report)),
    read: (answer) => (answer === null ? null : reportOfJson(answer)),
  });
}

/** The run as it goes on; or the first answer, where the command is a repeat. */
async function approve(
  account: AccountSweep,
  { actor, reason }: Omit<RunOrder, 'at'>,
  once: Once<SweepReport | null> | null,
): Promise<AccountSweep | { readonly answer: SweepReport | null }> {
  const { sweep, accountId, runId } = account;
  const order: RunOrder = { actor, reason, at: sweep.runtime.now() };
  let policyRevision = 0;
  let first: { readonly answer: SweepReport | null } | null = null;
  const decide: Parameters<typeof changeRuns>[3] = (policies, known, remembered) => {
    first = once === null ? null : firstAnswer(once, remembered, order.at);
    if (first !== null) return { runs: [], events: [] };
    const run = found(known.get(runId), runId);
    checkHalted(run, policies.revision);
    policyRevision = policies.revision;
    const running: Run = { ...run, state: 'running', resumed: order };
    const events = [{ type: 'sweep.resumed', data: { runId, reason } } as const];
    const halted = policies.haltedRun === runId ? { haltedRun: null } : {};
    const remember = once === null ? {} : { remember: rememberedAs(once, null, order.at) };
    return { runs: [running], events, actor, ...halted, ...remember };
  };
  const { runs } = await changeRuns(sweep.runtime, accountId, [runId], decide, once?.key ?? null);
  if (first !== null) return first;
  const tally = new Tally();
  const [run] = runs;
  if (run !== undefined) tally.addRun(run);
  const startedAt = run?.startedAt ?? account.startedAt;
  return { ...account, tally, startedAt, approval: { order, policyRevision }, recorded: true };
}

function checkHalted({ id: runId, state, guard }: Run, revision: number): void {
  if (state !== 'halted') {
    throw new DormouseError('RUN_NOT_HALTED', `only a halted run can be resumed; this one is ${state}`, {
      runId,
      state,
    });
  }
  if (guard?.policyRevision === revision) return;
  throw new DormouseError('CONFLICT', 'the policies have changed since the guard looked: sweep again, then approve', {
    runId,
  });
}
