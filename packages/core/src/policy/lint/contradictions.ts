import type { Effort } from '../../condition/analyse/effort';
import { findModel, type PlaceValue } from '../../condition/analyse/find-model';
import type { ConditionScope, Obligation } from '../../condition/analyse/obligation';
import { MUST_BE_TRUE } from '../../condition/analyse/truths';
import type { CustomOperator } from '../../condition/custom-operator';
import { quote } from '../../model/shape';
import { parseDuration, sameDuration } from '../../time/duration';
import type { InactivityRuleDocument, PolicyDocument, RequirementDocument, StageDocument } from '../document';
import type { LintReport } from './lint-report';
import { answers, governs, scopeOf } from './policy-scope';

/** A policy with its place in the input. */
interface Placed {
  readonly policy: PolicyDocument;
  readonly pointer: string;
  readonly scope: ConditionScope;
}

/** Something of a policy, with whom it is about: what must hold so that it is about somebody. */
interface Claim<T> {
  readonly what: T;
  readonly pointer: string;
  readonly whom: readonly Obligation[];
}

/** Asks whether two claims can be about one identity: an example in words, or null when they certainly cannot. */
type Meet = (one: Claim<unknown>, other: Claim<unknown>) => string | null;

/** Reports where two policies can be about one identity and contradict each other; at the later one. */
export function findContradictions(
  policies: readonly PolicyDocument[],
  operators: ReadonlyMap<string, CustomOperator>,
  effort: Effort,
  report: LintReport,
): void {
  let wasCut = false;
  const meet: Meet = (one, other) => {
    const found = findModel([...one.whom, ...other.whom], effort);
    if (found.kind === 'cut') wasCut = true;
    return found.kind === 'maybe' ? inWords(found.places) : null;
  };
  const placed = policies.map((policy, index) => ({
    policy,
    pointer: `/policies/${index}`,
    scope: scopeOf(policy, operators),
  }));
  placed.forEach((later, index) => {
    for (const earlier of placed.slice(0, index)) {
      if (effort.left > 0) compareTwo(earlier, later, meet, report);
      else wasCut = true;
    }
  });
  if (wasCut) report('LINT_CUT', '', 'the policies are too large to be compared in full');
}

function compareTwo(earlier: Placed, later: Placed, meet: Meet, report: LintReport): void {
  const theirs = rulesOf(earlier);
  const ours = rulesOf(later);
  for (const one of theirs) {
    for (const other of ours) compareRules(one, other, earlier.policy.id, meet, report);
  }
  const demands = demandsOf(earlier);
  for (const other of demandsOf(later)) compareDemand(demands, other, earlier.policy.id, meet, report);
  compareExemptions(earlier, later, ours, meet, report);
  compareExemptions(later, earlier, theirs, meet, report);
}

function rulesOf({ policy, pointer, scope }: Placed): readonly Claim<InactivityRuleDocument>[] {
  return (policy.inactivity ?? []).flatMap((what, index) => {
    const whom = governs(policy, index, scope);
    return whom === null ? [] : [{ what, whom, pointer: `${pointer}/inactivity/${index}` }];
  });
}

function compareRules(
  one: Claim<InactivityRuleDocument>,
  other: Claim<InactivityRuleDocument>,
  policyId: string,
  meet: Meet,
  report: LintReport,
): void {
  const shared = sharedControls(one.what.stages, other.what.stages);
  const dates = shared.filter(([left, right]) => !isSameDate(left, right));
  const sameReturn = isSame(one.what.onReturn ?? 'keep', other.what.onReturn ?? 'keep');
  if (dates.length === 0 && (shared.length === 0 || sameReturn)) return;
  const example = meet(one, other);
  if (example === null) return;
  const name = `the rule ${quote(one.what.id)} of ${quote(policyId)}`;
  for (const [left, right] of dates) {
    const at = `${other.pointer}/stages/${other.what.stages.indexOf(right)}/after`;
    const message = `${name} sets ${left.control?.type} after ${left.after}, this after ${right.after}: the sooner acts${example}`;
    report('DATES_DIFFER', at, message);
  }
  if (!sameReturn && shared.length > 0) {
    const message = `${name} sets ${shared[0]?.[0].control?.type} too, with another onReturn: who acts first decides${example}`;
    report('RETURN_DIFFERS', `${other.pointer}/onReturn`, message);
  }
}

/** The first stages of two lists that set the same control. */
function sharedControls(
  left: readonly StageDocument[],
  right: readonly StageDocument[],
): readonly (readonly [StageDocument, StageDocument])[] {
  const first = new Map<string, StageDocument>();
  for (const stage of [...left].reverse()) if (stage.control) first.set(stage.control.type, stage);
  const seen = new Set<string>();
  return right.flatMap((stage): readonly (readonly [StageDocument, StageDocument])[] => {
    const type = stage.control?.type;
    const same = type === undefined || seen.has(type) ? undefined : first.get(type);
    if (type !== undefined) seen.add(type);
    return same === undefined ? [] : [[same, stage]];
  });
}

function isSameDate(left: StageDocument, right: StageDocument): boolean {
  const one = parseDuration(left.after);
  const other = parseDuration(right.after);
  return one !== null && other !== null && sameDuration(one, other);
}

function demandsOf({ policy, pointer, scope }: Placed): readonly Claim<RequirementDocument>[] {
  const applies = answers(policy.appliesTo, MUST_BE_TRUE, scope);
  return (policy.requirements ?? []).flatMap(({ when, require }, set) => {
    const whom = [...applies, ...answers(when, MUST_BE_TRUE, scope)];
    return require.flatMap((item, index) => {
      const at = `${pointer}/requirements/${set}/require/${index}`;
      if (!('oneOf' in item)) return [{ what: item, whom, pointer: at }];
      return item.oneOf.map((what, member) => ({ what, whom, pointer: `${at}/oneOf/${member}` }));
    });
  });
}

/** The same type is demanded once, by the first policy (R3a). */
function compareDemand(
  demands: readonly Claim<RequirementDocument>[],
  other: Claim<RequirementDocument>,
  policyId: string,
  meet: Meet,
  report: LintReport,
): void {
  for (const one of demands) {
    if (one.what.type !== other.what.type || isSame(one.what, other.what)) continue;
    const example = meet(one, other);
    if (example === null) continue;
    const message = `${quote(policyId)} demands ${other.what.type} on other terms, and only one of them counts${example}`;
    report('DEMAND_DIFFERS', other.pointer, message);
    return;
  }
}

/** An exemption holds the stages of its own policy only (X2). */
function compareExemptions(
  exempting: Placed,
  other: Placed,
  rules: readonly Claim<InactivityRuleDocument>[],
  meet: Meet,
  report: LintReport,
): void {
  const { policy, pointer, scope } = exempting;
  const theirs = other.policy.exempt ?? [];
  for (const [index, { id, when }] of (policy.exempt ?? []).entries()) {
    if (theirs.some((exempt) => isSame(exempt.when, when))) continue;
    const whom = [...answers(policy.appliesTo, MUST_BE_TRUE, scope), ...answers(when, MUST_BE_TRUE, scope)];
    const claim = { what: id, whom, pointer: `${pointer}/exempt/${index}` };
    for (const rule of rules.filter(({ what }) => what.stages.some(({ control }) => control))) {
      const example = meet(claim, rule);
      if (example === null) continue;
      const message = `whom this exempts, the rule ${quote(rule.what.id)} of ${quote(other.policy.id)} restricts${example}`;
      report('EXEMPT_IN_ONE_ONLY', claim.pointer, message);
      break;
    }
  }
}

function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

const MOST_FACTS = 5;

function inWords(places: readonly PlaceValue[]): string {
  const facts = places.flatMap(({ leaf, sample }) => {
    if (sample === null || sample.endless) return [];
    const { fact, path } = leaf.plan.place;
    const value = sample.value === undefined ? 'missing' : JSON.stringify(sample.value);
    return [`${[fact, ...path].join('.')} = ${value.length > 60 ? `${value.slice(0, 60)}…` : value}`];
  });
  if (facts.length === 0) return '';
  return ` (such as ${facts.slice(0, MOST_FACTS).join(', ')}${facts.length > MOST_FACTS ? ', …' : ''})`;
}
