import { FALSE, TRUE, type Truth, UNKNOWN } from '../condition/truth';
import type { CompiledExempt, CompiledPolicy, CompiledRule } from '../policy/compiled-policy';
import { type ClockBase, clockBase } from './clock-base';
import type { StageOutcome, Undecided } from './evaluation';
import { judgeStages } from './judge-stages';
import { ask, type Judging, mayChangeAt, noteUndecided } from './judging';
import { FEW } from './large-subject';
import { isExempt, isExemptByMany } from './read-exemptions';

/** The inactivity part of one policy (P2). Answers whether the policy applies. */
export function judgePolicy(judging: Judging, policy: CompiledPolicy): Truth {
  const applies = ask(judging, policy.appliesTo);
  const findings = judging.details === null || applies === FALSE ? null : newFindings();
  if (applies !== FALSE) judgeApplying(judging, policy, applies, findings);
  else judging.details?.policies.push({ policyId: policy.id, applies: 'false' });
  return applies;
}

/** What the outcome shows; collected only when details are asked for. */
interface Findings {
  readonly undecided: Undecided[];
  readonly exempt: string[];
  readonly stages: StageOutcome[];
}

function newFindings(): Findings {
  return { undecided: [], exempt: [], stages: [] };
}

function judgeApplying(judging: Judging, policy: CompiledPolicy, applies: Truth, findings: Findings | null): void {
  let rule: CompiledRule | null = null;
  let clock: ClockBase | null = null;
  if (applies === TRUE) {
    rule = governingRule(judging, policy, findings);
    const held = isHeld(judging, policy, rule, findings);
    if (rule !== null) clock = judgeRule(judging, policy, rule, held, findings);
  } else {
    undecide(judging, policy, findings, 'appliesTo', policy.appliesTo);
    // Which exemptions are listed can change the answer though no stage acts.
    const { length } = judging.undecided;
    isHeld(judging, policy, null, findings === null ? null : { ...findings, undecided: [] });
    if (judging.undecided.length > length) judging.undecided.length = length;
  }
  if (findings === null) return;
  judging.details?.policies.push({
    policyId: policy.id,
    applies: applies === TRUE ? 'true' : 'unknown',
    ruleId: rule?.id ?? null,
    neverActive: clock?.neverActive === true && rule?.neverActive === null,
    undecided: findings.undecided,
    base: clock?.base ?? null,
    baseFrom: clock?.from ?? null,
    exempt: listExempt(findings.exempt, judging.many?.general?.inForce ?? []),
    stages: findings.stages,
  });
}

/** Each once, sorted. Very many exemptions from everything are one list, which the policies share. */
function listExempt(own: readonly string[], general: readonly string[]): readonly string[] {
  if (own.length === 0) return general;
  return [...new Set(general.length === 0 ? own : [...general, ...own])].sort();
}

/** Notes that a condition is unknown, and whom to blame where the outcome shows it. */
function undecide(
  judging: Judging,
  { id: policyId }: CompiledPolicy,
  findings: Findings | null,
  where: string,
  condition: CompiledPolicy['appliesTo'],
): void {
  if (condition === null) return;
  noteUndecided(judging, { policyId, where, condition });
  findings?.undecided.push({ where, facts: condition.blame(judging.subject, judging.at, judging.set.host) });
}

/** The first rule whose `when` is true; an unknown one ends the search without a rule (P2). */
function governingRule(judging: Judging, policy: CompiledPolicy, findings: Findings | null): CompiledRule | null {
  for (const rule of policy.rules) {
    const truth = ask(judging, rule.when);
    if (truth === TRUE) return rule;
    if (truth === UNKNOWN) {
      undecide(judging, policy, findings, `inactivity/${rule.id}/when`, rule.when);
      return null;
    }
  }
  return null;
}

/**
 * Whether anything exempts the identity from the stages: its own exemptions in force, the policy's standing ones, or one
 * of those that is unknown, which is reported unless another is in force (X2, P2).
 */
function isHeld(
  judging: Judging,
  policy: CompiledPolicy,
  rule: CompiledRule | null,
  findings: Findings | null,
): boolean {
  const { exemptions } = judging.subject;
  const ruleId = rule === null ? null : rule.id;
  const ids = findings === null ? null : findings.exempt;
  const held =
    exemptions.length <= FEW
      ? isExempt(judging, exemptions, policy.id, ruleId, ids)
      : isExemptByMany(judging, policy.id, ruleId, ids);
  return policy.exempt.length === 0 ? held : askStanding(judging, policy, held, findings);
}

function askStanding(
  judging: Judging,
  policy: CompiledPolicy,
  heldAlready: boolean,
  findings: Findings | null,
): boolean {
  let held = heldAlready;
  const unknown: CompiledExempt[] = [];
  for (const exempt of policy.exempt) {
    const truth = ask(judging, exempt.when);
    if (truth === UNKNOWN) unknown.push(exempt);
    if (truth !== TRUE) continue;
    held = true;
    findings?.exempt.push(exempt.id);
  }
  if (held || unknown.length === 0) return held;
  for (const { id, when } of unknown) undecide(judging, policy, findings, `exempt/${id}/when`, when);
  return true;
}

function judgeRule(
  judging: Judging,
  policy: CompiledPolicy,
  rule: CompiledRule,
  held: boolean,
  findings: Findings | null,
): ClockBase | null {
  const { createdAt } = judging.subject.identity;
  if (judging.at < createdAt) {
    mayChangeAt(judging, createdAt);
    return null;
  }
  const clock = clockBase(judging, policy.id, rule);
  judgeStages(judging, policy, rule, clock, held || clock.heldByTracking, findings === null ? null : findings.stages);
  return clock;
}
