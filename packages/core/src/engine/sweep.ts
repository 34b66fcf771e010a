import type { Context } from '../decide/context';
import { postponed, sweepIdentity } from '../decide/sweep-identity';
import { commitOf, take, type Work, workOn } from '../decide/work';
import type { DueAction } from '../evaluate/evaluation';
import { DormouseError, isDormouseError } from '../model/errors';
import type { IdentityEvent } from '../model/event';
import type { Slot } from '../model/stored-subject';
import type { DueAnswer } from '../storage/storage';
import { checkId } from './check-input';
import { checkFresh, underPolicies } from './policy-cache';
import { contextOf, type Runtime } from './runtime';
import { type SweepReport, type SweepRequest, type SweepTrouble, Tally } from './sweep-report';

/** How many identities are judged, acted on and committed together (S3). */
const BATCH = 1_000;

interface Run {
  readonly runtime: Runtime;
  readonly runId: string;
  readonly request: SweepRequest;
  readonly tally: Tally;
  /** How many may still be taken. */
  left: number;
}

/**
 * Acts on every identity whose evaluation has expired, and on nobody else (S1). Batches commit as a whole (S3); one
 * identity's trouble is counted and never stops the run (S7).
 * @throws DormouseError `INVALID_ARGUMENT`. An error of the storage ends the sweep; what was committed before stays.
 */
export async function sweep(runtime: Runtime, request: SweepRequest): Promise<SweepReport> {
  const { accountId = null, limit = null } = request;
  if (accountId !== null) checkId(accountId, 'accountId');
  if (limit !== null && !(Number.isInteger(limit) && limit >= 1)) {
    throw new DormouseError('INVALID_ARGUMENT', 'limit must be a whole number from 1', { name: 'limit' });
  }
  const tally = new Tally();
  const run: Run = { runtime, runId: runtime.newId(), request, tally, left: limit ?? Number.POSITIVE_INFINITY };
  const accounts = accountId === null ? await dueAccounts(runtime) : [accountId];
  for (const account of accounts) if (!isOver(run)) await sweepAccount(run, account);
  const { evaluated, errors, troubles } = tally;
  const aborted = request.signal?.aborted === true;
  return { runId: run.runId, evaluated, acted: tally.acted(), errors, troubles, aborted };
}

async function dueAccounts(runtime: Runtime): Promise<readonly string[]> {
  return (await runtime.storage.dueSummary(runtime.now())).map(({ accountId }) => accountId);
}

function isOver({ left, request }: Run): boolean {
  return left <= 0 || request.signal?.aborted === true;
}

/** One account whose policies do not compile must not keep the others from being swept. */
async function sweepAccount(run: Run, accountId: string): Promise<void> {
  try {
    while (!isOver(run)) {
      const limit = Math.min(BATCH, run.left);
      const { taken, answer } = await sweepBatch(run, accountId, limit);
      if (answer !== null) await count(run, accountId, taken, answer);
      if (taken < limit) return;
    }
  } catch (error) {
    if (!isDormouseError(error, 'INVALID_POLICY') && !isDormouseError(error, 'INVALID_ARGUMENT')) throw error;
    run.tally.addTrouble({ accountId, identityId: null, error });
  }
}

/** What one batch did; the storage may ask for it more than once, and only the committed one counts. */
interface Batch {
  readonly events: readonly IdentityEvent[];
  readonly actions: readonly DueAction[];
  readonly troubles: readonly SweepTrouble[];
}

function sweepBatch({ runtime, runId, request }: Run, accountId: string, limit: number): Promise<DueAnswer<Batch>> {
  return underPolicies(runtime.policies, accountId, (active) => {
    const { signal } = request;
    const now = runtime.now();
    const due = { accountId, now, limit, ...(signal ? { signal } : {}) };
    return runtime.storage.updateDue(due, (slots, policyRevision) => {
      checkFresh(active, policyRevision);
      const work = workOn(slots);
      const answer = sweepSlots(work, slots, contextOf(runtime, active, null, { runId, notBefore: now }), accountId);
      return { commit: commitOf(work), answer };
    });
  });
}

function sweepSlots(work: Work, slots: readonly Slot[], context: Context, accountId: string): Batch {
  const actions: DueAction[] = [];
  const troubles: SweepTrouble[] = [];
  for (const slot of slots) {
    try {
      const swept = sweepIdentity(slot, context);
      take(work, swept.change);
      for (const action of swept.actions) actions.push(action);
    } catch (error) {
      troubles.push({ accountId, identityId: slot.id, error });
      if (slot.stored !== null) take(work, { ...slot, stored: postponed(slot.stored, context), events: [] });
    }
  }
  return { events: work.events, actions, troubles };
}

async function count(run: Run, accountId: string, taken: number, batch: Batch): Promise<void> {
  const { runtime, runId, tally, request } = run;
  runtime.emit(batch.events);
  run.left -= taken;
  tally.evaluated += taken;
  for (const action of batch.actions) tally.addAction(action);
  for (const trouble of batch.troubles) tally.addTrouble(trouble);
  try {
    await request.onProgress?.({ runId, accountId, evaluated: tally.evaluated, errors: tally.errors });
  } catch (error) {
    runtime.report(error);
  }
}
