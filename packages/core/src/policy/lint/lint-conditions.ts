import type { Effort } from '../../condition/analyse/effort';
import { findModel } from '../../condition/analyse/find-model';
import type { ConditionScope, Obligation } from '../../condition/analyse/obligation';
import { MUST_BE_FALSE, MUST_BE_TRUE, NOT_TRUE, type Truths } from '../../condition/analyse/truths';
import type { Condition } from '../../condition/language';
import { namesIn } from '../../condition/named-plans';
import { pointTo, quote } from '../../model/shape';
import type { PolicyDocument } from '../document';
import type { LintReport } from './lint-report';
import { answers, governs } from './policy-scope';

/** Reasons about conditions, and remembers whether the effort ended. */
interface Reasoner {
  readonly scope: ConditionScope;
  readonly report: LintReport;
  /** Whether obligations certainly cannot be met together. */
  readonly isImpossible: (obligations: readonly Obligation[]) => boolean;
}

/**
 * Conditions that are never or always true, rules that never govern, names that nobody uses. What it says is certain;
 * it does not find everything.
 */
export function lintConditions(
  policy: PolicyDocument,
  scope: ConditionScope,
  effort: Effort,
  report: LintReport,
): void {
  let wasCut = false;
  const isImpossible = (obligations: readonly Obligation[]): boolean => {
    const { kind } = findModel(obligations, effort);
    if (kind === 'cut') wasCut = true;
    return kind === 'impossible';
  };
  const reasoner = { scope, report, isImpossible };
  lintNames(policy, reasoner);
  if (!lintOne(policy.appliesTo, '/appliesTo', [], reasoner)) {
    const applies = answers(policy.appliesTo, MUST_BE_TRUE, scope);
    lintRules(policy, applies, reasoner);
    policy.exempt?.forEach(({ when }, index) => {
      lintOne(when, `/exempt/${index}/when`, applies, reasoner);
    });
    policy.requirements?.forEach(({ when }, index) => {
      lintOne(when, `/requirements/${index}/when`, applies, reasoner);
    });
  }
  if (wasCut) report('LINT_CUT', '', 'the conditions are too large to be looked at in full');
}

/** Whether the condition is never true, among those whom `among` selects. */
function lintOne(
  condition: Condition | null | undefined,
  pointer: string,
  among: readonly Obligation[],
  { scope, report, isImpossible }: Reasoner,
): boolean {
  if (condition === null || condition === undefined) return false;
  const that = (allowed: Truths): readonly Obligation[] => answers(condition, allowed, scope);
  if (isImpossible(that(NOT_TRUE))) {
    report('ALWAYS_TRUE', pointer, 'this condition is true of everybody: leave it out');
    return false;
  }
  if (!isImpossible([...that(MUST_BE_TRUE), ...among])) return false;
  const whom = among.length === 0 ? 'nobody' : 'nobody to whom the policy applies';
  report('NEVER_TRUE', pointer, `this condition is true of ${whom}`);
  return true;
}

function lintRules(policy: PolicyDocument, applies: readonly Obligation[], reasoner: Reasoner): void {
  const { isImpossible, report, scope } = reasoner;
  policy.inactivity?.forEach((rule, index) => {
    const pointer = `/inactivity/${index}`;
    if (lintOne(rule.when, `${pointer}/when`, applies, reasoner) || index === 0) return;
    const governing = governs(policy, index, scope);
    if (governing !== null && !isImpossible(governing)) return;
    report('SHADOWED_RULE', pointer, `this rule never governs: ${shadowOf(policy, index, applies, reasoner)}`);
  });
}

/** The look for the one rule that stands before another ends after so many. */
const MOST_SUSPECTS = 50;

function shadowOf(
  policy: PolicyDocument,
  index: number,
  applies: readonly Obligation[],
  { isImpossible, scope }: Reasoner,
): string {
  const rules = policy.inactivity ?? [];
  const selected = [...applies, ...answers(rules[index]?.when, MUST_BE_TRUE, scope)];
  for (const { id, when } of rules.slice(0, Math.min(index, MOST_SUSPECTS))) {
    const passed = answers(when, MUST_BE_FALSE, scope);
    if (passed.length === 0 || isImpossible([...selected, ...passed])) return `whom it selects, ${quote(id)} governs`;
  }
  return 'whom it selects, one of the rules before it governs';
}

function lintNames(policy: PolicyDocument, reasoner: Reasoner): void {
  const named = policy.conditions ?? {};
  const conditions = [
    policy.appliesTo,
    ...(policy.inactivity ?? []).map(({ when }) => when),
    ...(policy.exempt ?? []).map(({ when }) => when),
    ...(policy.requirements ?? []).map(({ when }) => when),
  ].filter((condition) => condition !== null && condition !== undefined);
  const used = new Set([...conditions, ...Object.values(named)].flatMap((condition) => namesIn(condition)));
  for (const [name, condition] of Object.entries(named)) {
    const pointer = pointTo('/conditions', name);
    if (!used.has(name)) reasoner.report('UNUSED_CONDITION', pointer, 'nothing refers to this condition');
    lintOne(condition, pointer, [], reasoner);
  }
}
