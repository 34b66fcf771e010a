import type { RuleDoc } from './case-types';
import { inForce, type OracleExemption, type Situation } from './situation';
import { never } from './time';

export type BaseFrom = 'activity' | 'createdAt' | 'reactivation' | 'exemptionEnd' | 'trackingSince';

/** The clock of one rule at one instant (A3, A4). */
export interface Clock {
  readonly base: number;
  readonly from: BaseFrom;
  /** There is no counted activity. */
  readonly neverActive: boolean;
  /** Tracking has not begun, so silence proves nothing yet. */
  readonly untracked: boolean;
}

/** Whether an exemption covers a rule of a policy; `ruleId` null asks for the policy as a whole (X1). */
export function covers(exemption: OracleExemption, policyId: string, ruleId: string | null): boolean {
  if (exemption.policyId === null) return true;
  return exemption.policyId === policyId && (exemption.ruleId === null || exemption.ruleId === ruleId);
}

function lastCounted(of: Situation, rule: RuleDoc): number | null {
  const types = rule.counts?.types ?? null;
  const instants = of.activity
    .filter((a) => types === null || types.includes(a.type))
    .flatMap((a) => (rule.counts?.failures === true ? [a.successAt, a.failureAt] : [a.successAt]))
    .filter((instant) => instant !== null);
  return instants.length === 0 ? null : Math.max(...instants);
}

/** The latest of `reactivatedAt` and the expiries of DORMANT controls after which none was active, up to `t`. */
function lastReactivation(of: Situation, t: number): number | null {
  const dormant = of.controls.filter((control) => control.type === 'DORMANT' && control.from < control.until);
  const expiries = dormant
    .map((control) => control.expiry)
    .filter((expiry) => !dormant.some((c) => inForce(c, expiry)));
  const instants = [of.reactivatedAt ?? never, ...expiries].filter((instant) => instant <= t);
  return instants.length === 0 ? null : Math.max(...instants);
}

function lastExemptionEnd(of: Situation, policyId: string, ruleId: string, t: number): number | null {
  const ends = of.exemptions
    .filter((x) => x.kind === 'EXEMPTION' && x.from < x.until && x.until <= t && covers(x, policyId, ruleId))
    .map((x) => x.until);
  return ends.length === 0 ? null : Math.max(...ends);
}

interface Counted {
  readonly at: number | null;
  /** The activity lies under a control of the rule, so `at` is the base that the control was set from. */
  readonly frozen: boolean;
}

/**
 * The activity that the clock may see. Activity under a control of the rule does not move it (A7); where the clock
 * stood before is told by the progress entry of the stage that set the control. See READINGS, `A7-frozen-base`.
 */
function countedActivity(of: Situation, policyId: string, rule: RuleDoc, t: number): Counted {
  const last = lastCounted(of, rule);
  if (last === null) return { at: null, frozen: false };
  const own = of.controls
    .filter((c) => c.byPolicy && c.policyId === policyId && c.ruleId === rule.id && inForce(c, t) && c.from <= last)
    .sort((a, b) => a.from - b.from);
  const first = own[0];
  if (first === undefined) return { at: last, frozen: false };
  of.notes.add('A7-frozen-base');
  const stageIds = own.map((control) => control.stageId);
  const acted = of.progress
    .filter((p) => p.policyId === policyId && p.ruleId === rule.id && p.outcome === 'acted' && p.at <= t)
    .filter((p) => stageIds.includes(p.stageId))
    .sort((a, b) => a.at - b.at)
    .at(-1);
  if (acted === undefined) return { at: first.from, frozen: false };
  const ownList = typeof rule.neverActive === 'object' ? (rule.neverActive?.stages ?? []) : [];
  if (ownList.some((stage) => stage.id === acted.stageId)) return { at: null, frozen: false };
  return { at: acted.base, frozen: true };
}

export function clockOf(of: Situation, policyId: string, rule: RuleDoc, t: number): Clock {
  const counted = countedActivity(of, policyId, rule, t);
  const neverActive = counted.at === null;
  const tracked = of.trackingSince !== null && of.trackingSince <= t ? of.trackingSince : null;
  const others: readonly (readonly [BaseFrom, number | null])[] = [
    ['createdAt', neverActive ? of.createdAt : null],
    ['reactivation', lastReactivation(of, t)],
    ['exemptionEnd', lastExemptionEnd(of, policyId, rule.id, t)],
    ['trackingSince', neverActive ? tracked : null],
  ];
  const all = [['activity', counted.at] as const, ...others];
  const base = Math.max(...all.map(([, instant]) => instant ?? Number.NEGATIVE_INFINITY));
  // Ties go to the first; a frozen base only when nothing else explains it.
  const candidates = counted.frozen ? [...others, ['activity', counted.at] as const] : all;
  const from = candidates.find(([, instant]) => instant === base)?.[0] ?? 'activity';
  const own = of.controls.filter((c) => c.byPolicy && c.policyId === policyId && c.ruleId === rule.id);
  if (own.some((c) => c.type !== 'DORMANT' && c.expiry <= t && c.expiry > base))
    of.notes.add('A3-other-control-expired');
  const untracked = neverActive && of.trackingSince !== null && of.trackingSince > t;
  return { base, from, neverActive, untracked };
}
