import type { Evaluation, PolicyOutcome, Subject } from '@dormouse/core';
import { stageKey } from './stages';

/** Whether any policy applies: yes, no, or it cannot be told. */
export type Applies = 'true' | 'false' | 'unknown';

/** Something that is due. The key is that of its stage, or says what else it is. */
export interface DueItem {
  readonly key: string;
  readonly action: 'notify' | 'control' | 'skip' | 'open';
}

/** A stage and the instant (UTC ms) when its date comes. */
export interface Upcoming {
  readonly key: string;
  readonly at: number;
}

/** What one evaluation means for a reader: the row of every format. Instants are UTC ms. */
export interface IdentityResult {
  readonly subject: Subject;
  readonly evaluation: Evaluation;
  readonly applies: Applies;
  /** The latest success of any type; null when there is none. */
  readonly lastActiveAt: number | null;
  /** When the clock started that has run past the first stage of its rule; null while it has not. */
  readonly inactiveSince: number | null;
  readonly due: readonly DueItem[];
  /** The stages whose date lies ahead, the earliest first. */
  readonly upcoming: readonly Upcoming[];
  /** The exemptions in force. */
  readonly exempt: readonly string[];
  /** The facts that were missing for a decision. */
  readonly undecided: readonly string[];
}

type Applying = Extract<PolicyOutcome, { readonly applies: 'true' | 'unknown' }>;

/** Reads an evaluation for people. */
export function readEvaluation(subject: Subject, evaluation: Evaluation): IdentityResult {
  const policies = evaluation.policies.filter((outcome): outcome is Applying => outcome.applies !== 'false');
  return {
    subject,
    evaluation,
    applies: policies.some(({ applies }) => applies === 'true') ? 'true' : policies.length > 0 ? 'unknown' : 'false',
    lastActiveAt: earliestOrLatest(
      Math.max,
      subject.activity.map(({ successAt }) => successAt),
    ),
    inactiveSince: earliestOrLatest(
      Math.min,
      policies.map((policy) => inactiveSince(policy, evaluation.at)),
    ),
    due: evaluation.due.map(toDueItem),
    upcoming: policies.flatMap((policy) => upcoming(policy, evaluation.at)).sort((left, right) => left.at - right.at),
    exempt: [...new Set(policies.flatMap(({ exempt }) => exempt))],
    undecided: [...new Set(policies.flatMap((policy) => policy.undecided.flatMap(({ facts }) => facts)))],
  };
}

function earliestOrLatest(choose: typeof Math.max, instants: readonly (number | null)[]): number | null {
  const known = instants.filter((instant) => instant !== null);
  return known.length === 0 ? null : choose(...known);
}

// No notice comes before the first stage, so its date is the plain one: the base and `after`.
function inactiveSince(policy: Applying, at: number): number | null {
  const first = policy.stages[0];
  return first !== undefined && first.dueAt <= at ? policy.base : null;
}

function upcoming(policy: Applying, at: number): Upcoming[] {
  return policy.stages
    .filter(({ state, dueAt }) => state === 'waiting' && dueAt > at && Number.isFinite(dueAt))
    .map(({ stageId, dueAt }) => ({ key: stageKey(policy.policyId, policy.ruleId ?? '', stageId), at: dueAt }));
}

function toDueItem(due: Evaluation['due'][number]): DueItem {
  if ('stageId' in due) return { key: stageKey(due.policyId, due.ruleId, due.stageId), action: due.action };
  if (due.action === 'open') return { key: `open ${due.type}`, action: 'open' };
  return { key: `overdue: set ${due.controlType}`, action: 'control' };
}
