import type { JsonObject } from '../model/json';
import type { AccountPolicies, PolicyActivation, RetiredPolicy } from '../model/policy-activation';

/** The rules that a policy had and has no more, and those whose controls are to be lifted (P7). */
export interface RemovedRules {
  readonly removedRules: readonly string[];
  readonly liftedRules: readonly string[];
}

/**
 * What becomes of the rules of earlier versions when a policy has `document` from now on; null when it is retired. What
 * an earlier activation said about lifting goes on holding for rules that do not come back.
 */
export function removedRules(
  { active, retired }: AccountPolicies,
  policyId: string,
  document: JsonObject | null,
  liftRemoved: boolean,
): RemovedRules {
  const before = active.find((activation) => activation.policyId === policyId && activation.mode === 'enforce');
  const gone: RetiredPolicy | undefined = retired.find((policy) => policy.policyId === policyId);
  const last: RemovedRules = before ?? gone ?? { removedRules: [], liftedRules: [] };
  const present = new Set(document === null ? [] : rulesOf(document));
  const former = new Set([...last.removedRules, ...(before === undefined ? [] : rulesOf(before.document))]);
  const removed = [...former].filter((ruleId) => !present.has(ruleId)).sort();
  const lifted = new Set(last.liftedRules);
  return { removedRules: removed, liftedRules: liftRemoved ? removed : removed.filter((ruleId) => lifted.has(ruleId)) };
}

/** The last version of a policy, whatever its mode, in force or retired; 0 when there never was one. */
export function lastVersion({ active, retired }: AccountPolicies, policyId: string): number {
  let last = 0;
  for (const policy of [...active, ...retired] as readonly (PolicyActivation | RetiredPolicy)[]) {
    if (policy.policyId === policyId) last = Math.max(last, policy.version);
  }
  return last;
}

function rulesOf({ inactivity }: JsonObject): readonly string[] {
  const rules = Array.isArray(inactivity) ? inactivity : [];
  return rules.map((rule) => (rule as { readonly id: string }).id);
}
