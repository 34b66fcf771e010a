import type { DueAction } from '../../evaluate/evaluation';
import type { PolicySet } from '../../policy/policy-set';
import { describeDuration } from '../../time/english-duration';
import { createZone, formatDateTime, utc } from '../../time/zone';

/** Why something would be done, in one English sentence. Dates are in the time zone of the settings. */
export function describeAction(action: DueAction, set: PolicySet): string {
  if (action.action === 'open') return `Set ${action.setId} of ${action.policyId} asks for ${action.type}.`;
  if (!('stageId' in action)) {
    return `${action.requirementIds.join(', ')} overdue: the control ${action.controlType} is set.`;
  }
  const { policyId, ruleId, stageId, base } = action;
  const zone = createZone(set.settings.timeZone) ?? utc;
  const since = `inactive since ${formatDateTime(base, zone)} by rule ${ruleId} of ${policyId}`;
  return `Stage ${stageId}, ${afterOf(set, policyId, ruleId, stageId)}: ${since}; ${whatOf(action)}.`;
}

type StageAction = Extract<DueAction, { stageId: string }>;

function whatOf(action: StageAction): string {
  if (action.action === 'notify') return `the notice ${action.template} is sent`;
  return action.action === 'skip' ? 'the notice comes too late and is skipped' : `${action.controlType} is set`;
}

function afterOf(set: PolicySet, policyId: string, ruleId: string, stageId: string): string {
  const rule = set.policies.find(({ id }) => id === policyId)?.rules.find(({ id }) => id === ruleId);
  const stages = [...(rule?.stages.stages ?? []), ...(rule?.neverActive?.stages ?? [])];
  const stage = stages.find(({ id }) => id === stageId);
  return stage === undefined ? 'at its date' : `after ${describeDuration(stage.after)}`;
}
