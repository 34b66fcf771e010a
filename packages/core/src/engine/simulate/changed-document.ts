import { DormouseError } from '../../model/errors';
import type { JsonObject } from '../../model/json';
import type { AccountPolicies } from '../../model/policy-activation';
import type { InactivityRuleDocument, PolicyDocument, StageDocument } from '../../policy/document';
import type { PolicyChange } from './policy-change';

type OfDocument = Extract<PolicyChange, { change: 'threshold' | 'dropExempt' }>;

/**
 * The document of a policy in force with one thing changed. It is checked like any other afterwards.
 * @throws DormouseError `POLICY_NOT_FOUND`; `INVALID_ARGUMENT` when it has no such rule, stage or exemption.
 */
export function changedDocument({ active }: AccountPolicies, change: OfDocument): JsonObject {
  const { policyId } = change;
  const found = active.find((activation) => activation.policyId === policyId && activation.mode === 'enforce');
  if (found === undefined) {
    throw new DormouseError('POLICY_NOT_FOUND', 'no version of this policy is in force', { policyId });
  }
  const document = found.document as unknown as PolicyDocument;
  const changed = change.change === 'threshold' ? withThreshold(document, change) : withoutExempt(document, change);
  return changed as unknown as JsonObject;
}

function withThreshold(
  document: PolicyDocument,
  { ruleId, stageId, after }: Extract<PolicyChange, { change: 'threshold' }>,
): PolicyDocument {
  let isFound = false;
  const move = (stage: StageDocument): StageDocument => {
    if (stage.id !== stageId) return stage;
    isFound = true;
    return { ...stage, after };
  };
  const inactivity = (document.inactivity ?? []).map((rule): InactivityRuleDocument => {
    if (rule.id !== ruleId) return rule;
    const { neverActive } = rule;
    const own =
      typeof neverActive === 'object' && neverActive !== null ? { stages: neverActive.stages.map(move) } : null;
    return { ...rule, stages: rule.stages.map(move), ...(own === null ? {} : { neverActive: own }) };
  });
  if (!isFound) missing('the policy has no such stage', { ruleId, stageId });
  return { ...document, inactivity };
}

function withoutExempt(
  document: PolicyDocument,
  { exemptId }: Extract<PolicyChange, { change: 'dropExempt' }>,
): PolicyDocument {
  const exempt = (document.exempt ?? []).filter(({ id }) => id !== exemptId);
  if (exempt.length === (document.exempt ?? []).length) missing('the policy has no such exemption', { exemptId });
  return { ...document, exempt };
}

function missing(message: string, data: object): never {
  throw new DormouseError('INVALID_ARGUMENT', message, { name: 'changes', ...data });
}
