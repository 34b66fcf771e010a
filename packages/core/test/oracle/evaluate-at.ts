import type { CaseResult, DueResult, PolicyResult, Status } from './case-types';
import { judgePolicy, type PolicyJudged } from './evaluate-policy';
import { factsAt } from './facts';
import {
  judgeRequirements,
  type Opening,
  type OverdueControl,
  openings,
  overdueControls,
  wasSet,
} from './requirements';
import { inForce, type Situation } from './situation';
import { activeControls, foldStatus, restrictions } from './status';

/** The evaluation of one instant, and what a sweep at that instant would do. */
export interface Snapshot {
  readonly t: number;
  readonly status: Status;
  readonly policies: readonly PolicyResult[];
  readonly due: readonly DueResult[];
  readonly details: Omit<CaseResult['statusDetails'], 'nextTransition'>;
  readonly judged: readonly PolicyJudged[];
  readonly controls: readonly OverdueControl[];
  readonly opening: readonly Opening[];
}

function stageEntries(judged: PolicyJudged): readonly DueResult[] {
  const policyId = judged.result.policyId;
  const ruleId = judged.ruleId ?? '';
  return judged.actions.map(({ stage, action }) => ({ policyId, ruleId, stageId: stage.id, action }));
}

/** R2 leaves open whether a requirement stays pending once its control was set: noted where it decides the status. */
function notePendingAfterControl(of: Situation, opening: readonly Opening[], t: number): void {
  const rest = { ...of, requirements: of.requirements.filter((r) => !wasSet(of, r, t)) };
  if (rest.requirements.length === of.requirements.length) return;
  const without = foldStatus(of, judgeRequirements(rest, opening, t).contributions, t);
  if (without !== 'PENDING') of.notes.add('R2-pending-after-set');
}

export function evaluateAt(of: Situation, t: number): Snapshot {
  const facts = factsAt(of, t);
  const bearing = of.controls.filter((control) => inForce(control, t)).map((control) => control.type);
  const borne = { types: new Set(bearing), before: new Set(bearing) };
  const judged = of.policies.map((policy) => {
    const scene = { t, zone: policy.timeZone ?? 'UTC', facts, named: policy.conditions ?? {}, notes: of.notes };
    return judgePolicy(of, policy, scene, borne);
  });
  const sets = judged.flatMap((one) => one.sets);
  const opening = openings(of, sets);
  const controls = overdueControls(of, t, borne.types);
  const { lists, contributions } = judgeRequirements(of, opening, t);
  const status = foldStatus(of, contributions, t);
  if (status === 'PENDING') notePendingAfterControl(of, opening, t);
  return {
    t,
    status,
    policies: judged.map((one) => one.result),
    due: [
      ...judged.flatMap(stageEntries),
      ...controls.map(({ requirementIds }) => ({ requirementIds, action: 'control' as const })),
      ...opening.map((o) => ({ policyId: o.policyId, setId: o.setId, type: o.demand.type, action: 'open' as const })),
    ],
    details: {
      activeControls: activeControls(of, t),
      pendingRequirements: lists.pending,
      renewalDueRequirements: lists.renewalDue,
      failedRequirements: lists.failed,
      erroredRequirements: lists.errored,
      restricts: restrictions(of, t),
    },
    judged,
    controls,
    opening,
  };
}

/** L4's parts as text: everything of the result but `validUntil`, `nextTransition` and the stages' `dueAt`. */
export function lastingParts(snapshot: Snapshot): string {
  const policies = snapshot.policies.map((policy) => ({
    ...policy,
    stages: policy.stages?.map(({ stageId, state }) => ({ stageId, state })),
  }));
  return JSON.stringify([snapshot.status, policies, snapshot.due, snapshot.details]);
}
