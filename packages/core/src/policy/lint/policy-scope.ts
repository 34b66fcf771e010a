import type { ConditionScope, Obligation } from '../../condition/analyse/obligation';
import { MUST_BE_FALSE, MUST_BE_TRUE, type Truths } from '../../condition/analyse/truths';
import type { CustomOperator } from '../../condition/custom-operator';
import type { Condition } from '../../condition/language';
import { createZone, utc } from '../../time/zone';
import type { PolicyDocument } from '../document';

/** What the conditions of a checked policy share, for reasoning. */
export function scopeOf(policy: PolicyDocument, operators: ReadonlyMap<string, CustomOperator>): ConditionScope {
  return { named: policy.conditions ?? {}, zone: createZone(policy.timeZone ?? 'UTC') ?? utc, operators };
}

/** That a condition answers one of `allowed`; nothing where there is no condition, which is true of everybody. */
export function answers(
  condition: Condition | null | undefined,
  allowed: Truths,
  scope: ConditionScope,
): readonly Obligation[] {
  return condition === null || condition === undefined ? [] : [{ node: condition, allowed, scope }];
}

/**
 * That a rule governs (P2): the policy applies, the rule's `when` is true, those before it are false. null: certainly
 * never, since an earlier rule governs everybody.
 */
export function governs(policy: PolicyDocument, index: number, scope: ConditionScope): readonly Obligation[] | null {
  const rules = policy.inactivity ?? [];
  const earlier = rules.slice(0, index).map(({ when }) => answers(when, MUST_BE_FALSE, scope));
  if (earlier.some((obligations) => obligations.length === 0)) return null;
  return [
    ...earlier.flat(),
    ...answers(policy.appliesTo, MUST_BE_TRUE, scope),
    ...answers(rules[index]?.when, MUST_BE_TRUE, scope),
  ];
}
