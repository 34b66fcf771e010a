import type { Context } from '../decide/context';
import { type Restriction, sweepIdentity } from '../decide/sweep-identity';
import type { GuardOutcome, RestrictedCount } from '../model/run';
import type { Guard } from '../model/settings';
import type { StoredSubject } from '../model/stored-subject';
import type { AccountSweep } from './account-sweep';
import { dueChunks } from './due-chunks';
import type { ActivePolicies } from './policy-cache';
import { contextOf } from './runtime';
import { placeOf } from './sweep-report';
import { underFacts } from './under-facts';

/** How far the guard looks back (S4): 24 hours. */
export const GUARDED: number = 86_400_000;

/** How many identities policies may restrict in 24 hours in an account of so many; null: as many as they like. */
export function guardLimit(guard: Guard | false, identities: number): number | null {
  if (guard === false) return null;
  const { percent, atLeast } = guard.maxRestricted;
  return Math.max(Math.floor((identities * percent) / 100), atLeast);
}

/**
 * Looks whether a run may go on under these policies. When more are due than the limit leaves, it counts, read-only and
 * by the very decisions of a sweep, how many of them would be restricted (S4).
 */
export async function askGuard(account: AccountSweep, active: ActivePolicies): Promise<GuardOutcome> {
  const { accountId, sweep, approval } = account;
  const { storage, now } = sweep.runtime;
  const at = now();
  const { identities, restricted } = await storage.guardState(accountId, at - GUARDED);
  const limit = guardLimit(active.set.settings.guard, identities);
  const found = { limit, restrictedBefore: restricted, policyRevision: active.revision };
  const uncounted = { ...found, wouldRestrict: null, byRule: [] };
  if (limit === null) return { outcome: 'off', ...uncounted };
  if (approval?.policyRevision === active.revision) return { outcome: 'approved', ...uncounted };
  const left = Math.max(0, limit - restricted);
  const [due] = await storage.dueSummary(at, accountId);
  if (Math.min(due?.due ?? 0, sweep.left) <= left) return { outcome: 'within', ...uncounted };
  const counted = await countRestrictions(account, active);
  return { outcome: counted.wouldRestrict > left ? 'halted' : 'counted', ...found, ...counted };
}

interface Counted {
  readonly wouldRestrict: number;
  readonly byRule: readonly RestrictedCount[];
}

/** Those that cannot be judged restrict nobody; the run reports them. */
async function countRestrictions(account: AccountSweep, active: ActivePolicies): Promise<Counted> {
  const { sweep } = account;
  const counts = new Map<string, RestrictedCount>();
  let left = sweep.left;
  let wouldRestrict = 0;
  for await (const { subjects } of dueChunks(account)) {
    const chunk = subjects.slice(0, left);
    const restrictions = await underFacts(sweep.runtime.policies.factSource, active, (under) => {
      const context = countingContext(account, under);
      return chunk.map((stored) => restrictionFor(stored, context));
    });
    for (const restriction of restrictions) {
      if (restriction === null) continue;
      wouldRestrict += 1;
      countOne(counts, restriction);
    }
    left -= subjects.length;
    if (left <= 0) break;
  }
  const byRule = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, counted]) => counted);
  return { wouldRestrict, byRule };
}

/** Nothing of what is decided here is written: ids and hashes need not be real. */
function countingContext({ sweep, runId }: AccountSweep, active: ActivePolicies): Context {
  const context = contextOf(sweep.runtime, active, null, { runId, notBefore: Number.NEGATIVE_INFINITY });
  return { ...context, newId: () => 'counted', hash: () => '' };
}

function restrictionFor(stored: StoredSubject, context: Context): Restriction | null {
  const { subject, sequence, headHash } = stored;
  try {
    return sweepIdentity({ id: subject.identity.id, stored, sequence, headHash }, context).restriction;
  } catch {
    return null;
  }
}

const noPlace = { policyId: null, ruleId: null, stageId: null, setId: null };

function countOne(counts: Map<string, RestrictedCount>, restriction: Restriction): void {
  const place = restriction === 'time' ? noPlace : placeOf(restriction);
  // Ids hold no control characters.
  const key = Object.values(place).join('\n');
  counts.set(key, { ...place, count: (counts.get(key)?.count ?? 0) + 1 });
}
