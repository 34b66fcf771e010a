import type { CompiledPolicy, CompiledStage, StageList } from '../../policy/compiled-policy';
import type { PolicySet } from '../../policy/policy-set';

/**
 * Whether one look at an identity tells all its stages to come: no condition changes by itself, no requirement is opened,
 * no notice is skipped or must be acknowledged, and no notice comes after the last control of its rule.
 */
export function isPlainSet({ policies, readsHostFacts }: PolicySet): boolean {
  return !readsHostFacts && policies.every(isPlainPolicy);
}

function isPlainPolicy({ appliesTo, rules, exempt, requirementSets }: CompiledPolicy): boolean {
  const conditions = [appliesTo, ...rules.map(({ when }) => when), ...exempt.map(({ when }) => when)];
  if (requirementSets.length > 0 || conditions.some((condition) => condition?.readsTime === true)) return false;
  return rules.every(
    ({ stages, neverActive }) => isPlainList(stages) && (neverActive === null || isPlainList(neverActive)),
  );
}

function isPlainList({ stages, canSkip }: StageList): boolean {
  const lastControl = stages.findLastIndex(({ kind }) => kind === 'control');
  const isPlain = (stage: CompiledStage, index: number): boolean =>
    stage.kind === 'control' || (!stage.acknowledge && (lastControl < 0 || index < lastControl));
  return !canSkip && stages.every(isPlain);
}
