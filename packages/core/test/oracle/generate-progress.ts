import fc from 'fast-check';
import { clockOf } from './base';
import type { CaseDoc, ControlDoc, PolicyDoc, ProgressDoc, RuleDoc, StageDoc } from './case-types';
import { stagesFor } from './evaluate-policy';
import { day } from './generate-conditions';
import { readCase } from './situation';
import { distance, isControl, plainDate } from './stages';
import { formatInstant, instantOf } from './time';

/** How far a rule has come: how many stages are done, how late each was, and what is a little wrong about it. */
export interface ProgressPlan {
  readonly done: number;
  readonly lags: readonly number[];
  readonly skips: readonly boolean[];
  /** Moves the last notice so that the distance to the stage after it ends at `at`. */
  readonly edge: boolean;
  readonly nudge: number;
  /** The entries belong to another episode. */
  readonly stale: boolean;
  /** The control of the last control stage is there too. */
  readonly withControl: boolean;
}

export const progressPlan: fc.Arbitrary<ProgressPlan> = fc.record({
  done: fc.integer({ min: 0, max: 4 }),
  lags: fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 4, maxLength: 4 }),
  skips: fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }),
  edge: fc.boolean(),
  nudge: fc.constantFrom(0, 0, 1, -1),
  stale: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
  withControl: fc.boolean(),
});

interface Rule {
  readonly policy: PolicyDoc;
  readonly rule: RuleDoc;
  readonly stages: readonly StageDoc[];
  readonly base: number;
}

/** The rules with their bases at `at`, as the oracle has them while there is no progress. */
function rulesOf(doc: CaseDoc, at: number): readonly Rule[] {
  const situation = readCase(doc);
  return situation.policies.flatMap((policy) =>
    (policy.inactivity ?? []).map((rule) => {
      const clock = clockOf(situation, policy.id, rule, at);
      return { policy, rule, stages: stagesFor(rule, clock.neverActive) ?? [], base: clock.base };
    }),
  );
}

function entriesOf(
  { policy, rule, stages, base }: Rule,
  plan: ProgressPlan,
  at: number,
  resolution: string,
): ProgressDoc[] {
  const zone = policy.timeZone ?? 'UTC';
  const entries: ProgressDoc[] = [];
  stages.slice(0, plan.done).forEach((stage, i) => {
    const notice = !isControl(stage);
    let when = plainDate(base, stage, zone, resolution) + (plan.lags[i] ?? 0) * day;
    const next = stages[i + 1];
    if (plan.edge && notice && next !== undefined && i === plan.done - 1) {
      when = at - distance(base, stage, next, zone) + plan.nudge;
    }
    if (when > at || when < base) return;
    entries.push({
      policyId: policy.id,
      ruleId: rule.id,
      stageId: stage.id,
      base: formatInstant(plan.stale ? base - day : base),
      at: formatInstant(when),
      outcome: notice ? (plan.skips[i] === true && plan.lags[i] === 0 ? 'skipped' : 'served') : 'acted',
    });
  });
  return entries;
}

/** The control that an `acted` entry left behind, when no other of its type is set by a policy (K2). */
function controlFor(entry: ProgressDoc, rule: Rule, existing: readonly ControlDoc[]): ControlDoc | null {
  const type = rule.stages.find((stage) => stage.id === entry.stageId)?.control?.type;
  if (type === undefined || existing.some((c) => c.type === type && c.setBy === 'POLICY')) return null;
  const cause = { policyId: entry.policyId, ruleId: entry.ruleId, stageId: entry.stageId };
  const id = `set-${entry.policyId}-${entry.ruleId}-${entry.stageId}`;
  const rest = { reasonCode: 'INACTIVITY', createdAt: entry.at, cause, requirementIds: [] };
  return { id, type, setBy: 'POLICY', overridable: true, ...rest };
}

/** Gives a case the progress of its plans, one for each rule in turn, and the controls that go with it. */
export function addProgress(doc: CaseDoc, plans: readonly ProgressPlan[]): CaseDoc {
  const at = instantOf(doc.at);
  if (at < instantOf(doc.subject.identity.createdAt)) return doc;
  const progress: ProgressDoc[] = [];
  const controls: ControlDoc[] = [...(doc.subject.controls ?? [])];
  rulesOf(doc, at).forEach((rule, i) => {
    const plan = plans[i % Math.max(plans.length, 1)];
    if (plan === undefined) return;
    const entries = entriesOf(rule, plan, at, doc.settings?.resolution ?? 'PT0S');
    progress.push(...entries);
    const acted = plan.withControl ? entries.filter((entry) => entry.outcome === 'acted').at(-1) : undefined;
    const control = acted === undefined ? null : controlFor(acted, rule, controls);
    if (control !== null) controls.push(control);
  });
  return { ...doc, subject: { ...doc.subject, controls, progress } };
}
