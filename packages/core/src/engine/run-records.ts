import { accountEvents, type NewAccountEvent } from '../decide/account-events';
import type { JsonValue } from '../model/json';
import type { AccountPolicies, PolicyCommit } from '../model/policy-activation';
import type { RememberedCommand } from '../model/remembered-command';
import type { GuardOutcome, Run } from '../model/run';
import { sameJson } from '../model/same-json';
import { type AccountSweep, runOf } from './account-sweep';
import type { Runtime } from './runtime';

/** What becomes of the records of runs. None of it bears on an evaluation. */
export interface RunChange {
  readonly runs: readonly Run[];
  readonly events: readonly NewAccountEvent[];
  /** Left out: the halted run of the account stays what it is. */
  readonly haltedRun?: string | null;
  readonly actor?: string | null;
  /** The answer to remember with the change (E6). */
  readonly remember?: RememberedCommand;
}

/**
 * Decides about runs under the lock of the account: with those that are named, the halted one, and what is remembered
 * under the key.
 */
export async function changeRuns(
  runtime: Runtime,
  accountId: string,
  ids: readonly string[],
  decide: (account: AccountPolicies, runs: ReadonlyMap<string, Run>, remembered: RememberedCommand | null) => RunChange,
  idempotencyKey: string | null = null,
): Promise<RunChange> {
  const { haltedRun } = await runtime.storage.policies(accountId);
  const runIds = haltedRun === null ? ids : [...new Set([...ids, haltedRun])];
  let change: RunChange = { runs: [], events: [] };
  let commit: PolicyCommit = { activations: [], events: [] };
  await runtime.storage.updatePolicies(
    accountId,
    (account, runs, remembered) => {
      change = decide(account, runs, remembered);
      const fields = { accountId, at: runtime.now(), actor: change.actor ?? null };
      const events = accountEvents(account, fields, change.events, runtime.hash);
      const halted = change.haltedRun === undefined ? {} : { haltedRun: change.haltedRun };
      const remember = change.remember === undefined ? {} : { remember: change.remember };
      commit = { activations: [], events, runs: change.runs, ...halted, ...remember, keepsEvaluations: true };
      return commit;
    },
    idempotencyKey === null ? { runIds } : { runIds, idempotencyKey },
  );
  runtime.emit(commit.events);
  return change;
}

/** Writes that a run is going on, so that a process that dies leaves a trace. */
export async function recordStart(account: AccountSweep): Promise<void> {
  const { sweep, accountId, runId } = account;
  if (account.recorded) return;
  account.recorded = true;
  await changeRuns(sweep.runtime, accountId, [runId], () => ({ runs: [runOf(account, 'running', null)], events: [] }));
}

/**
 * Writes that the guard has halted a run. One that has done nothing takes the place of the run that is halted already:
 * however often a host sweeps, there is one run to resume, and it is told again only when there is something new to say.
 */
export async function recordHalt(account: AccountSweep, guard: GuardOutcome): Promise<Run> {
  const { sweep, accountId, runId } = account;
  account.guard = guard;
  const { runs } = await changeRuns(sweep.runtime, accountId, [runId], ({ haltedRun }, known) => {
    const other = haltedRun === null || haltedRun === runId ? undefined : known.get(haltedRun);
    if (other !== undefined && !account.recorded) {
      const isOld = other.guard !== null && sameFindings(other.guard, guard);
      const events: NewAccountEvent[] = isOld ? [] : [{ type: 'sweep.halted', data: { runId: other.id, guard } }];
      return { runs: [{ ...other, guard }], events };
    }
    const run = keepUndone(runOf(account, 'halted', null), known);
    const superseded = other === undefined ? [] : [supersede(other, run.startedAt)];
    const events: NewAccountEvent[] = [{ type: 'sweep.halted', data: { runId, guard } }];
    return { runs: [run, ...superseded], events, haltedRun: runId };
  });
  return runs[0] ?? runOf(account, 'halted', null);
}

function sameFindings(left: GuardOutcome, right: GuardOutcome): boolean {
  return sameJson(left as unknown as JsonValue, { ...right } as unknown as JsonValue);
}

/**
 * Writes that a run has ended. `took`: everything that was due, so that nothing is left of what an earlier run was halted
 * for, and that one can no longer be resumed.
 */
export async function recordEnd(
  account: AccountSweep,
  state: 'completed' | 'aborted',
  took: 'everything' | 'a part',
): Promise<Run> {
  const { sweep, accountId, runId } = account;
  const endedAt = sweep.runtime.now();
  const { runs } = await changeRuns(sweep.runtime, accountId, [runId], ({ haltedRun }, known) => {
    const run = keepUndone(runOf(account, state, endedAt), known);
    const events: NewAccountEvent[] = [{ type: 'sweep.completed', data: { run } }];
    const other = haltedRun === null || haltedRun === runId ? undefined : known.get(haltedRun);
    if (other === undefined || took === 'a part') return { runs: [run], events };
    return { runs: [run, supersede(other, endedAt)], events, haltedRun: null };
  });
  return runs[0] ?? runOf(account, state, endedAt);
}

function supersede(run: Run, endedAt: number): Run {
  return { ...run, state: 'aborted', endedAt };
}

/** A run that was undone while it was still going on stays undone. */
function keepUndone(run: Run, known: ReadonlyMap<string, Run>): Run {
  const stored = known.get(run.id);
  return stored?.state === 'undone' ? { ...run, state: 'undone', undoneBy: stored.undoneBy } : run;
}
