import type { Exemption } from '../model/exemption';
import type { CompiledPolicy } from '../policy/compiled-policy';
import type { PolicyOutcome } from './evaluation';
import type { Explained } from './explained';
import { gatherStages, indexProgress } from './gather-stages';
import type { EndSentence, PolicySentence, Sentence } from './sentence';

type Applying = Exclude<PolicyOutcome, { applies: 'false' }>;

/** So many sentences about policies and their stages are said; the evaluation has the rest as data (semantics §13). */
const MOST_SENTENCES = 500;
/** Of undecided rules and exemptions of one policy. */
const MOST_OF_A_SORT = 20;

/** What is said of each policy, its rule, its clock and its stages. */
export function gatherPolicies(explained: Explained): readonly Sentence[] {
  const policies = new Map(explained.set.policies.map((policy) => [policy.id, policy]));
  const records = indexProgress(explained);
  const sentences: Sentence[] = [];
  const unsaid = { stages: 0, policies: 0 };
  for (const outcome of explained.evaluation.policies) {
    const policy = policies.get(outcome.policyId);
    if (policy === undefined) continue;
    if (sentences.length >= MOST_SENTENCES) {
      unsaid.policies++;
      continue;
    }
    sentences.push(...aboutPolicy(explained, policy, outcome));
    if (outcome.applies === 'false') continue;
    const said = outcome.stages.slice(0, Math.max(0, MOST_SENTENCES - sentences.length));
    unsaid.stages += outcome.stages.length - said.length;
    sentences.push(...gatherStages(explained, policy, { ...outcome, stages: said }, records));
  }
  const more: readonly EndSentence[] = unsaid.stages + unsaid.policies > 0 ? [{ kind: 'more', ...unsaid }] : [];
  return [...sentences, ...more];
}

function aboutPolicy(
  { passedOver, evaluation }: Explained,
  policy: CompiledPolicy,
  outcome: PolicyOutcome,
): readonly PolicySentence[] {
  const { applies } = outcome;
  const title = policy.document.title ?? null;
  const ruleId = applies === 'false' ? null : outcome.ruleId;
  const before = applies === 'true' ? (passedOver.get(policy.id) ?? []) : [];
  const named = { policyId: policy.id, title, applies, rules: policy.rules.length, ruleId, passedOver: before };
  if (applies === 'false') return [{ kind: 'policy', ...named }];
  return [
    { kind: 'policy', ...named },
    ...outcome.undecided.slice(0, MOST_OF_A_SORT).map((undecided) => ({ kind: 'undecided' as const, ...undecided })),
    ...exemptionSentences(policy, outcome, evaluation.statusDetails.exemptionsInForce),
    ...clockSentences(outcome),
  ];
}

/** The ids of the outcome are those of the identity's own exemptions that cover the rule, and the policy's. */
function exemptionSentences(
  policy: CompiledPolicy,
  { exempt, ruleId }: Applying,
  inForce: readonly Exemption[],
): readonly PolicySentence[] {
  const covers = ({ scope }: Exemption): boolean =>
    (scope.policyId === null || scope.policyId === policy.id) && (scope.ruleId === null || scope.ruleId === ruleId);
  return exempt.slice(0, MOST_OF_A_SORT).flatMap((id): readonly PolicySentence[] => {
    const exemption = inForce.find((candidate) => candidate.id === id && covers(candidate));
    if (exemption !== undefined) return [{ kind: 'exemption', exemption }];
    const standing = policy.document.exempt?.find((candidate) => candidate.id === id);
    if (standing === undefined) return [];
    return [{ kind: 'standingExemption', id, reason: standing.reason ?? null, owner: standing.owner ?? null }];
  });
}

function clockSentences({ ruleId, base, baseFrom, neverActive }: Applying): readonly PolicySentence[] {
  if (ruleId === null) return [];
  const clock: PolicySentence = { kind: 'clock', base, baseFrom };
  return neverActive ? [clock, { kind: 'ignored' }] : [clock];
}
