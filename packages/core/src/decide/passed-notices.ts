import type { PolicyOutcome } from '../evaluate/evaluation';
import { judgeSubject } from '../evaluate/judge';
import { emptyDetails } from '../evaluate/to-evaluation';
import type { StageProgress } from '../model/progress';
import type { Subject } from '../model/subject';
import type { CompiledStage } from '../policy/compiled-policy';
import type { PolicySet } from '../policy/policy-set';
import type { Instant } from '../time/instant';

/**
 * The notices that an identity which comes from another system has behind it: they are due, and warn of a control that
 * it bears already. Sending them would be a flood of letters about nothing. They are recorded as skipped, so that later
 * stages keep their distance from the import (P4, P5).
 */
export function passedNotices(set: PolicySet, subject: Subject, at: Instant): readonly StageProgress[] {
  const details = emptyDetails();
  judgeSubject(set, subject, at, details);
  return details.policies.flatMap((outcome) => passedOf(set, outcome, at));
}

function passedOf(set: PolicySet, outcome: PolicyOutcome, at: Instant): readonly StageProgress[] {
  if (outcome.applies !== 'true' || outcome.ruleId === null || outcome.base === null) return [];
  const { policyId, ruleId, base, stages } = outcome;
  const rule = set.policies.find(({ id }) => id === policyId)?.rules.find(({ id }) => id === ruleId);
  const known = new Map<string, CompiledStage>();
  for (const list of [rule?.neverActive, rule?.stages])
    for (const stage of list?.stages ?? []) known.set(stage.id, stage);
  const lastBorne = stages.findLastIndex(
    ({ stageId, state }) => state === 'moot' && known.get(stageId)?.kind === 'control',
  );
  return stages
    .slice(0, Math.max(0, lastBorne))
    .filter(({ stageId, state }) => state === 'due' && known.get(stageId)?.kind === 'notify')
    .map(({ stageId }) => ({
      policyId,
      ruleId,
      stageId,
      base,
      at,
      outcome: 'skipped',
      acknowledgedAt: null,
      promised: null,
    }));
}
