import { DormouseError } from '../model/errors';
import type { Run, RunKey, RunOrder } from '../model/run';
import { type AccountSweep, accountSweepOf } from './account-sweep';
import { checkId, checkLimit, checkReason } from './check-input';
import { type Listing, readCursor, writeCursor } from './cursor';
import type { ListPage, PageInput } from './list-identities';
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
 * policies have changed since: sweep again to see what they would do; `REASON_REQUIRED`; `INVALID_ARGUMENT`.
 */
export async function resume(runtime: Runtime, request: ResumeRequest): Promise<SweepReport> {
  const accountId = checkId(request.accountId, 'accountId');
  const runId = checkId(request.runId, 'runId');
  const actor = checkId(request.approvedBy, 'approvedBy');
  const reason = checkReason(request.reason);
  const { signal = null, onProgress = null, pause = null } = request;
  const sweeping = sweepOf(runtime, { accountId, signal, onProgress, pause }, runId);
  const account = await approve(accountSweepOf(sweeping, accountId), { actor, reason });
  const run = await sweepAccount(account);
  return reportOf(sweeping, run === null ? [] : [run]);
}

async function approve(account: AccountSweep, { actor, reason }: Omit<RunOrder, 'at'>): Promise<AccountSweep> {
  const { sweep, accountId, runId } = account;
  const order: RunOrder = { actor, reason, at: sweep.runtime.now() };
  let policyRevision = 0;
  const { runs } = await changeRuns(sweep.runtime, accountId, [runId], (policies, known) => {
    const run = found(known.get(runId), runId);
    checkHalted(run, policies.revision);
    policyRevision = policies.revision;
    const running: Run = { ...run, state: 'running', resumed: order };
    const events = [{ type: 'sweep.resumed', data: { runId, reason } } as const];
    return { runs: [running], events, actor, ...(policies.haltedRun === runId ? { haltedRun: null } : {}) };
  });
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
