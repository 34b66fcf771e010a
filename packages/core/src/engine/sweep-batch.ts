import type { Context } from '../decide/context';
import { postponed, type Swept, sweepIdentity } from '../decide/sweep-identity';
import { commitOf, take, type Work, workOn } from '../decide/work';
import type { DueAction } from '../evaluate/evaluation';
import type { UndecidedPlace } from '../evaluate/judging';
import type { IdentityEvent } from '../model/event';
import type { GuardOutcome } from '../model/run';
import type { Commit, Slot } from '../model/stored-subject';
import type { DueAnswer, DueRequest } from '../storage/storage';
import { type AccountSweep, breathe, PoliciesMoved } from './account-sweep';
import { GUARDED } from './guard';
import { checkFresh, underPolicies } from './policy-cache';
import { contextOf } from './runtime';
import type { SweepTrouble } from './sweep-report';
import type { UndecidedCount, UndecidedIdentity } from './undecided-tally';
import { checkFacts } from './under-facts';

/** What one batch did; the storage may ask for it more than once, and only the committed one counts. */
interface Batch {
  readonly events: readonly IdentityEvent[];
  readonly actions: readonly DueAction[];
  readonly troubles: readonly SweepTrouble[];
  readonly restricted: number;
  readonly lifted: number;
  readonly undecided: readonly Pick<UndecidedCount, 'policyId' | 'where'>[];
  readonly examples: readonly UndecidedIdentity[];
}

/**
 * Sweeps up to `limit` due identities, of those that are named or of all: one commit (S3), which the guard counts in the
 * same moment (S4).
 * @returns how many were found due: fewer than `limit` says that no more are.
 * @throws PoliciesMoved; DormouseError `GUARD_EXCEEDED` when others have used up what the guard had left. Nothing of the
 * batch is written then.
 */
export async function sweepBatch(
  account: AccountSweep,
  guard: GuardOutcome,
  limit: number,
  ids: readonly string[] | null,
): Promise<number> {
  const { sweep, accountId } = account;
  const { runtime, request } = sweep;
  // While host facts are fetched, who comes first may change: those that were found are taken by name then (C7).
  let found = ids;
  const { taken, answer } = await underPolicies(runtime.policies, accountId, (active): Promise<DueAnswer<Batch>> => {
    const { signal } = request;
    const now = runtime.now();
    const due: DueRequest = { accountId, now, limit, ...(found ? { ids: found } : {}), ...(signal ? { signal } : {}) };
    return runtime.storage.updateDue(due, (slots, policyRevision) => {
      checkFresh(active, policyRevision);
      if (policyRevision !== guard.policyRevision) throw new PoliciesMoved();
      const context = contextOf(runtime, active, null, { runId: account.runId, notBefore: now });
      const work = workOn(slots);
      const batch = sweepSlots(work, slots, context, account);
      if (active.facts?.isLacking === true) found = slots.map(({ id }) => id);
      checkFacts(active);
      return { commit: guarded(commitOf(work), batch, guard, context), answer: batch };
    });
  });
  if (answer !== null) await count(account, taken, answer);
  return found === ids ? taken : Math.max(taken, found?.length ?? 0);
}

function sweepSlots(work: Work, slots: readonly Slot[], context: Context, account: AccountSweep): Batch {
  const { accountId, sweep } = account;
  const undecided: UndecidedPlace[] = [];
  const examples: UndecidedIdentity[] = [];
  const actions: DueAction[] = [];
  const troubles: SweepTrouble[] = [];
  let restricted = 0;
  let lifted = 0;
  for (const slot of slots) {
    try {
      const swept = sweepIdentity(slot, context);
      take(work, swept.change);
      for (const action of swept.actions) actions.push(action);
      if (swept.restriction !== null) restricted += 1;
      lifted += swept.lifted;
      undecided.push(...swept.undecided);
      if (sweep.tally.undecided.wantsExamples(examples.length)) examples.push(...examplesOf(swept, context, accountId));
    } catch (error) {
      troubles.push({ accountId, identityId: slot.id, error });
      if (slot.stored !== null) take(work, { ...slot, stored: postponed(slot.stored, context), events: [] });
    }
  }
  return { events: work.events, actions, troubles, restricted, lifted, undecided, examples };
}

/** Whom to blame, of an identity about which a policy could not decide. */
function examplesOf({ undecided, change }: Swept, { at, set }: Context, accountId: string): UndecidedIdentity[] {
  const { id: identityId, stored } = change;
  if (stored === null) return [];
  return undecided.map(({ policyId, where, condition }) => {
    return { accountId, identityId, policyId, where, facts: condition.blame(stored.subject, at, set.host) };
  });
}

function guarded(commit: Commit, { restricted }: Batch, guard: GuardOutcome, { at }: Context): Commit {
  if (restricted === 0) return commit;
  const most = guard.outcome === 'approved' ? null : guard.limit;
  return { ...commit, restricts: { identities: restricted, at, since: at - GUARDED, most } };
}

async function count(account: AccountSweep, taken: number, batch: Batch): Promise<void> {
  const { sweep, accountId, tally } = account;
  const { runtime, runId, request } = sweep;
  runtime.emit(batch.events);
  sweep.left -= taken;
  for (const counts of [tally, sweep.tally]) {
    counts.evaluated += taken;
    counts.restricted += batch.restricted;
    counts.lifted += batch.lifted;
    for (const action of batch.actions) counts.addAction(action);
    for (const trouble of batch.troubles) counts.addTrouble(trouble);
  }
  for (const place of batch.undecided) sweep.tally.undecided.add(place);
  for (const example of batch.examples) sweep.tally.undecided.addExample(example);
  try {
    await request.onProgress?.({ runId, accountId, evaluated: sweep.tally.evaluated, errors: sweep.tally.errors });
  } catch (error) {
    runtime.report(error);
  }
  await breathe(sweep);
}
