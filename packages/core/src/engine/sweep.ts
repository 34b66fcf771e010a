import { DormouseError, isDormouseError } from '../model/errors';
import type { GuardOutcome, Run } from '../model/run';
import {
  type AccountSweep,
  accountSweepOf,
  isAborted,
  isOver,
  isTroubleOfAccount,
  PoliciesMoved,
  type Sweep,
} from './account-sweep';
import { checkId } from './check-input';
import { BATCH, dueChunks } from './due-chunks';
import { askGuard } from './guard';
import { recordEnd, recordHalt, recordStart } from './run-records';
import type { Runtime } from './runtime';
import { sweepBatch } from './sweep-batch';
import { type SweepReport, type SweepRequest, Tally } from './sweep-report';

/**
 * Acts on every identity whose evaluation has expired, and on nobody else (S1). Each account that has something due gets
 * a run, which its guard may halt (S4). Batches commit as a whole (S3); one identity's trouble is counted and never stops
 * the run (S7).
 * @throws DormouseError `INVALID_ARGUMENT`. An error of the storage ends the sweep; what was committed before stays.
 */
export async function sweep(runtime: Runtime, request: SweepRequest): Promise<SweepReport> {
  const { accountId = null } = request;
  if (accountId !== null) checkId(accountId, 'accountId');
  const sweeping = sweepOf(runtime, request, runtime.newId());
  const due = await runtime.storage.dueSummary(runtime.now(), ...(accountId === null ? [] : [accountId]));
  const runs: Run[] = [];
  for (const account of due) {
    if (isOver(sweeping)) break;
    const run = await sweepAccount(accountSweepOf(sweeping, account.accountId));
    if (run !== null) runs.push(run);
  }
  return reportOf(sweeping, runs);
}

/** @throws DormouseError `INVALID_ARGUMENT` for a limit that is none. */
export function sweepOf(runtime: Runtime, request: SweepRequest, runId: string): Sweep {
  const limit = request.limit ?? null;
  if (limit !== null && !(Number.isInteger(limit) && limit >= 1)) {
    throw new DormouseError('INVALID_ARGUMENT', 'limit must be a whole number from 1', { name: 'limit' });
  }
  return { runtime, runId, request, tally: new Tally(), left: limit ?? Number.POSITIVE_INFINITY };
}

export function reportOf({ runId, tally, request }: Sweep, runs: readonly Run[]): SweepReport {
  const { evaluated, errors, troubles } = tally;
  const halted = runs.some(({ state }) => state === 'halted');
  const undecided = { undecided: tally.undecided.counts(), undecidedExamples: tally.undecided.examples };
  const acted = tally.acted();
  return { runId, evaluated, acted, errors, troubles, ...undecided, runs, halted, aborted: isAborted(request) };
}

/**
 * Sweeps one account as one run.
 * @returns the run as it is on record; null when the policies of the account cannot be read, which must not keep the
 * others from being swept.
 */
export async function sweepAccount(account: AccountSweep): Promise<Run | null> {
  try {
    return await runAccount(account);
  } catch (error) {
    if (isTroubleOfAccount(error)) {
      for (const tally of [account.tally, account.sweep.tally]) {
        tally.addTrouble({ accountId: account.accountId, identityId: null, error });
      }
      return account.recorded ? recordEnd(account, 'aborted', 'a part') : null;
    }
    // What went wrong is more important than that it could not be put on record.
    if (account.recorded) await recordEnd(account, 'aborted', 'a part').catch(account.sweep.runtime.report);
    throw error;
  }
}

/** More changes of policies, or other sweeps that use up what the guard had left, than this are no sane account. */
const MOST_ROUNDS = 20;

/** The guard looks before anything is done, and again whenever what it has looked at has changed meanwhile. */
async function runAccount(account: AccountSweep): Promise<Run> {
  const { sweep: sweeping, accountId } = account;
  const { policies, storage } = sweeping.runtime;
  for (let round = 0; ; round++) {
    const { revision } = await storage.policies(accountId);
    const guard = await askGuard(account, await policies.get(accountId, revision));
    if (isAborted(sweeping.request)) return recordEnd(account, 'aborted', 'a part');
    if (guard.outcome === 'halted' || round === MOST_ROUNDS)
      return recordHalt(account, { ...guard, outcome: 'halted' });
    account.guard = guard;
    await recordStart(account);
    const end = await sweepUnder(account, guard);
    if (end === 'look again') continue;
    return recordEnd(account, isAborted(sweeping.request) ? 'aborted' : 'completed', end);
  }
}

async function sweepUnder(account: AccountSweep, guard: GuardOutcome): Promise<'everything' | 'a part' | 'look again'> {
  try {
    const { activitySource } = account.sweep.runtime;
    const isDone = activitySource === null ? sweepAll(account, guard) : sweepRefreshed(account, guard);
    return (await isDone) ? 'everything' : 'a part';
  } catch (error) {
    if (error instanceof PoliciesMoved || isDormouseError(error, 'GUARD_EXCEEDED')) return 'look again';
    throw error;
  }
}

/** Answers whether everything was taken. */
async function sweepAll(account: AccountSweep, guard: GuardOutcome): Promise<boolean> {
  const { sweep: sweeping } = account;
  while (!isOver(sweeping)) {
    const limit = Math.min(BATCH, sweeping.left);
    if ((await sweepBatch(account, guard, limit, null)) < limit) return true;
  }
  return false;
}

/** With a source of activity: the due are found first, the host is asked, and then they are taken by name (S6). */
async function sweepRefreshed(account: AccountSweep, guard: GuardOutcome): Promise<boolean> {
  const { sweep: sweeping, accountId } = account;
  for await (const { subjects, failed } of dueChunks(account)) {
    for (const { identityId, error } of failed) {
      for (const tally of [account.tally, sweeping.tally]) tally.addTrouble({ accountId, identityId, error });
    }
    const ids = subjects.map(({ subject }) => subject.identity.id);
    if (ids.length > 0) await sweepBatch(account, guard, Math.min(BATCH, sweeping.left), ids);
    if (isOver(sweeping)) return false;
  }
  // The signal also ends the search for what is due.
  return !isAborted(sweeping.request);
}
