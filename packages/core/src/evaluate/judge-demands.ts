import { TRUE, UNKNOWN } from '../condition/truth';
import type { Requirement } from '../model/requirement';
import type { CompiledDemand, CompiledItem, CompiledPolicy, CompiledRequirementSet } from '../policy/compiled-policy';
import { contribution } from '../policy/precedence';
import { addDuration } from '../time/zone';
import type { DueOpening, Undecided } from './evaluation';
import { blocksWhilePending } from './judge-requirements';
import { ask, type Judging, noteUndecided } from './judging';

/** What the policies demand together. */
export interface Demands {
  /** The types that the subject has, and those that earlier items demanded. */
  readonly types: Set<string>;
  readonly openings: DueOpening[];
}

/**
 * What an applicable policy demands and the subject does not have (R3a): it counts as pending at once and is due to be
 * opened. Answers the sets that could not be decided.
 */
export function judgeDemands(judging: Judging, policy: CompiledPolicy, demands: Demands): readonly Undecided[] {
  const undecided: Undecided[] = [];
  for (const set of policy.requirementSets) {
    const truth = ask(judging, set.when);
    if (truth === TRUE) {
      for (const item of set.items) judgeItem(judging, policy, set, item, demands);
    } else if (truth === UNKNOWN && set.when !== null) {
      const where = `requirements/${set.id}/when`;
      noteUndecided(judging, { policyId: policy.id, where, condition: set.when });
      if (judging.details === null) continue;
      undecided.push({ where, facts: set.when.blame(judging.subject, judging.at, judging.set.host) });
    }
  }
  return undecided;
}

/** A group is had when any member is; the same type is demanded once, by the first item (R3a). */
function judgeItem(
  judging: Judging,
  policy: CompiledPolicy,
  set: CompiledRequirementSet,
  item: CompiledItem,
  demands: Demands,
): void {
  for (const member of item.members) if (demands.types.has(member.type)) return;
  for (const member of item.members) {
    if (demands.types.has(member.type)) continue;
    demands.types.add(member.type);
    demands.openings.push(opening(judging, policy, set, item, member));
    if (blocksWhilePending(judging, member.whilePending, false)) judging.contributions |= contribution.PENDING;
    const { requirementId, type } = member;
    judging.details?.pending.push({ id: requirementId, type, state: 'PENDING', dueAt: null, mustAct: 'IDENTITY' });
  }
}

function opening(
  judging: Judging,
  policy: CompiledPolicy,
  set: CompiledRequirementSet,
  item: CompiledItem,
  demand: CompiledDemand,
): DueOpening {
  const opens: Requirement = {
    id: demand.requirementId,
    type: demand.type,
    state: 'PENDING',
    dueAt: dueAtOpening(judging, policy, demand),
    validUntil: null,
    renewalGrace: demand.renewalGrace,
    validFor: demand.validFor,
    openedAt: judging.at,
    onOverdue: demand.onOverdue,
    whilePending: demand.whilePending,
    group: item.group,
  };
  return { action: 'open', policyId: policy.id, setId: set.id, type: demand.type, opens };
}

/** The due date of one being opened: calendar parts in its policy's zone (R1). */
function dueAtOpening(judging: Judging, policy: CompiledPolicy, demand: CompiledDemand): number | null {
  if (demand.dueWithin === null) return null;
  const dueAt = addDuration(judging.at, demand.dueWithin, policy.zone);
  return dueAt === Number.POSITIVE_INFINITY ? null : dueAt;
}
