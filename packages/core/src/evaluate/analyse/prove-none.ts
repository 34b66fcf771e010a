import type { Effort } from '../../condition/analyse/effort';
import { findModel } from '../../condition/analyse/find-model';
import type { Obligation } from '../../condition/analyse/obligation';
import { MUST_BE_FALSE, NOT_FALSE, NOT_TRUE } from '../../condition/analyse/truths';
import type { InactivityRuleDocument, StageDocument } from '../../policy/document';
import { answers, governs } from '../../policy/lint/policy-scope';
import { isAtMost, parseDuration, sameDuration } from '../../time/duration';
import { utc } from '../../time/zone';
import type { Version } from './candidates';

/**
 * Where the proof fails that whatever the new version does to an identity, the old one would have done to it by then:
 * JSON Pointers into the new version. Empty: proved.
 *
 * A control of a stage is proved when the old version has the same rule (by id) and stage, the rule governs whoever the
 * new one governs, nobody is exempt who no longer is, the same activity counts, and no date or notice lets the new one act
 * sooner. So one subject, with whatever it carries from before (P7), never has it due in the new version and not in the old.
 */
export function unprovedPlaces(before: Version, after: Version, effort: Effort): readonly string[] {
  const unproved: string[] = [];
  const zonesDiffer = before.scope.zone !== after.scope.zone && before.scope.zone.name !== after.scope.zone.name;
  if (zonesDiffer) unproved.push('/timeZone');
  if (before.policy.id !== after.policy.id) unproved.push('/id');
  if (!isSame(before.policy.requirements ?? [], after.policy.requirements ?? [])) unproved.push('/requirements');
  else if ((after.policy.requirements ?? []).length > 0 && !selectsNoMore(before, after))
    unproved.push('/requirements');
  after.policy.inactivity?.forEach((rule, index) => {
    if (!isProved(before, after, rule, index, effort)) unproved.push(`/inactivity/${index}`);
  });
  return unproved;
}

/** Sets are proved only when nothing that selects them changed. */
function selectsNoMore({ policy: before }: Version, { policy: after }: Version): boolean {
  return isSame([before.appliesTo, before.conditions], [after.appliesTo, after.conditions]);
}

function isProved(
  before: Version,
  after: Version,
  rule: InactivityRuleDocument,
  index: number,
  effort: Effort,
): boolean {
  const whom = governs(after.policy, index, after.scope);
  if (whom === null || isImpossible(whom, effort)) return true;
  const place = (before.policy.inactivity ?? []).findIndex(({ id }) => id === rule.id);
  const old = before.policy.inactivity?.[place];
  if (old === undefined || !isSameClock(old, rule) || !isNoSooner(old, rule, after.scope.zone === utc)) return false;
  if (effort.left <= 0) return false;
  return waysOut(before, after, place).every((way) => isImpossible([...whom, ...way], effort));
}

/** The ways in which an identity that the new rule governs could be none of the old rule's, or be exempt from it. */
function waysOut({ policy, scope }: Version, after: Version, place: number): readonly (readonly Obligation[])[] {
  const rules = policy.inactivity ?? [];
  const earlier = rules.slice(0, place);
  const stillFree = (after.policy.exempt ?? []).flatMap(({ when }) => answers(when, MUST_BE_FALSE, after.scope));
  return [
    ...optional(answers(policy.appliesTo, NOT_TRUE, scope)),
    ...optional(answers(rules[place]?.when, NOT_TRUE, scope)),
    // An earlier rule without a condition governs everybody: a way out that nothing rules out.
    ...earlier.map(({ when }) => answers(when, NOT_FALSE, scope)),
    ...(policy.exempt ?? []).map(({ when }) => [...answers(when, NOT_FALSE, scope), ...stillFree]),
  ];
}

function optional(way: readonly Obligation[]): readonly (readonly Obligation[])[] {
  return way.length === 0 ? [] : [way];
}

function isImpossible(obligations: readonly Obligation[], effort: Effort): boolean {
  return findModel(obligations, effort).kind === 'impossible';
}

function isSameClock(before: InactivityRuleDocument, after: InactivityRuleDocument): boolean {
  const of = ({ counts, onReturn }: InactivityRuleDocument): unknown => [
    counts?.types ?? null,
    counts?.failures ?? false,
    onReturn ?? 'keep',
  ];
  return isSame(of(before), of(after));
}

function isNoSooner(before: InactivityRuleDocument, after: InactivityRuleDocument, exactDays: boolean): boolean {
  return (['active', 'never'] as const).every((which) => {
    const old = listOf(before, which);
    return listOf(after, which).every(
      (stage, index, list) => !isControl(stage) || isStageNoSooner(old, list.slice(0, index), stage, exactDays),
    );
  });
}

function listOf({ stages, neverActive }: InactivityRuleDocument, which: 'active' | 'never'): readonly StageDocument[] {
  if (which === 'active' || neverActive === null || neverActive === undefined || neverActive === 'same') return stages;
  return neverActive === 'ignore' ? [] : neverActive.stages;
}

/** The old stage comes no later, and waits for no notice that the new one does not wait for as long. */
function isStageNoSooner(
  old: readonly StageDocument[],
  earlier: readonly StageDocument[],
  stage: StageDocument,
  exactDays: boolean,
): boolean {
  const place = old.findIndex(({ id }) => id === stage.id);
  const same = old[place];
  if (same?.control?.type !== stage.control?.type || same === undefined) return false;
  const [was, is] = [parseDuration(same.after), parseDuration(stage.after)];
  if (was === null || is === null || !isAtMost(was, is, exactDays)) return false;
  if (same.notice === 'none') return true;
  if (stage.notice === 'none') return false;
  return old
    .slice(0, place)
    .filter((one) => !isControl(one))
    .every((notice) => earlier.some((one) => one.id === notice.id && isSameNotice(one, notice)));
}

function isSameNotice(left: StageDocument, right: StageDocument): boolean {
  const [one, other] = [parseDuration(left.after), parseDuration(right.after)];
  if (isControl(left) || one === null || other === null || !sameDuration(one, other)) return false;
  return acknowledges(left) === acknowledges(right);
}

function acknowledges({ notify }: StageDocument): boolean {
  return typeof notify === 'object' && notify?.acknowledge === true;
}

function isControl({ control }: StageDocument): boolean {
  return control !== null && control !== undefined;
}

function isSame(left: unknown, right: unknown): boolean {
  return JSON.stringify(left ?? null) === JSON.stringify(right ?? null);
}
