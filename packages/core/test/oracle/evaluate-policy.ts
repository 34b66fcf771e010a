import { clockOf, covers } from './base';
import type { PolicyDoc, PolicyResult, RuleDoc, StageDoc } from './case-types';
import { judgeOptional, type Scene, undecidedAt } from './conditions';
import type { DemandedSet } from './requirements';
import { byText, inForce, type Situation } from './situation';
import { type Borne, type StageAction, walkStages } from './stages';
import { formatOrNull } from './time';

export interface PolicyJudged {
  readonly result: PolicyResult;
  readonly ruleId: string | null;
  readonly base: number | null;
  readonly actions: readonly StageAction[];
  readonly sets: readonly DemandedSet[];
}

type Undecided = { where: string; facts: string[] };

/** P2: the first rule whose `when` is true; an unknown one stops the search. */
function governingRule(policy: PolicyDoc, scene: Scene): { rule: RuleDoc | null; undecided: readonly Undecided[] } {
  for (const rule of policy.inactivity ?? []) {
    const verdict = judgeOptional(rule.when, scene);
    if (verdict.truth === 'true') return { rule, undecided: [] };
    if (verdict.truth === 'unknown' && rule.when) {
      return { rule: null, undecided: [undecidedAt(`inactivity/${rule.id}/when`, rule.when, scene)] };
    }
  }
  return { rule: null, undecided: [] };
}

/** The exemptions in force for the policy, or for one rule of it, and the doubtful ones when there are none. */
function exemptionsOf(of: Situation, policy: PolicyDoc, ruleId: string | null, scene: Scene) {
  const own = (policy.exempt ?? []).map((x) => ({ ...x, truth: judgeOptional(x.when, scene).truth }));
  const granted = of.exemptions.filter((x) => inForce(x, scene.t) && covers(x, policy.id, ruleId)).map((x) => x.id);
  const ids = [...granted, ...own.filter((x) => x.truth === 'true').map((x) => x.id)];
  if (ids.length > 1 && granted.length < ids.length) of.notes.add('Forms-exempt-order');
  const doubtful = ids.length > 0 ? [] : own.filter((x) => x.truth === 'unknown');
  const undecided = doubtful.flatMap((x) => (x.when ? [undecidedAt(`exempt/${x.id}/when`, x.when, scene)] : []));
  return { ids: [...new Set(ids)].sort(byText), undecided };
}

function demandedSets(
  policy: PolicyDoc,
  scene: Scene,
): { sets: readonly DemandedSet[]; undecided: readonly Undecided[] } {
  const sets: DemandedSet[] = [];
  const undecided: Undecided[] = [];
  for (const set of policy.requirements ?? []) {
    const verdict = judgeOptional(set.when, scene);
    if (verdict.truth === 'unknown' && set.when) {
      undecided.push(undecidedAt(`requirements/${set.id}/when`, set.when, scene));
    }
    if (verdict.truth === 'true') {
      sets.push({ policyId: policy.id, zone: scene.zone, setId: set.id, require: set.require });
    }
  }
  return { sets, undecided };
}

/** A4: the stages that are for an identity with or without counted activity; null for `"ignore"`. */
export function stagesFor(rule: RuleDoc, neverActive: boolean): readonly StageDoc[] | null {
  if (!neverActive || (rule.neverActive ?? 'same') === 'same') return rule.stages;
  return typeof rule.neverActive === 'object' && rule.neverActive !== null ? rule.neverActive.stages : null;
}

function judgeRule(of: Situation, policy: PolicyDoc, rule: RuleDoc, held: boolean, scene: Scene, borne: Borne) {
  const { t, zone } = scene;
  if (t < of.createdAt) {
    of.notes.add('Forms-before-created');
    return { base: null, from: null, ignored: false, views: [], actions: [] };
  }
  const clock = clockOf(of, policy.id, rule, t);
  const stages = stagesFor(rule, clock.neverActive);
  const walked = walkStages({
    of,
    t,
    zone,
    stages: stages ?? [],
    base: clock.base,
    progress: of.progress.filter((p) => p.policyId === policy.id && p.ruleId === rule.id && p.base === clock.base),
    held: held || clock.untracked,
    holdsTerminal: of.exemptions.some((x) => x.kind === 'LEGAL_HOLD' && inForce(x, t)),
    borne,
  });
  return { base: clock.base, from: clock.from, ignored: stages === null, ...walked };
}

/** One policy at one instant. `borne` carries what the policies before it have set at the same instant (P5). */
export function judgePolicy(of: Situation, policy: PolicyDoc, scene: Scene, borne: Borne): PolicyJudged {
  const nothing = { ruleId: null, base: null, actions: [], sets: [] };
  const applies = judgeOptional(policy.appliesTo, scene).truth;
  if (applies === 'false') return { ...nothing, result: { policyId: policy.id, applies: 'false' } };
  if (applies === 'unknown' && policy.appliesTo) {
    const { ids } = exemptionsOf(of, policy, null, scene);
    const undecided = [undecidedAt('appliesTo', policy.appliesTo, scene)];
    const empty = { ruleId: null, base: null, baseFrom: null, exempt: ids, stages: [] };
    return { ...nothing, result: { policyId: policy.id, applies: 'unknown', undecided, ...empty } };
  }
  const { rule, undecided: rules } = governingRule(policy, scene);
  const exempt = exemptionsOf(of, policy, rule?.id ?? null, scene);
  const demanded = demandedSets(policy, scene);
  const held = exempt.ids.length > 0 || exempt.undecided.length > 0;
  const judged = rule === null ? null : judgeRule(of, policy, rule, held, scene, borne);
  return {
    ruleId: rule?.id ?? null,
    base: judged?.base ?? null,
    actions: judged?.actions ?? [],
    sets: demanded.sets,
    result: {
      policyId: policy.id,
      applies: 'true',
      ruleId: rule?.id ?? null,
      undecided: [...rules, ...exempt.undecided, ...demanded.undecided],
      base: formatOrNull(judged?.base ?? null),
      baseFrom: judged?.from ?? null,
      ...(judged?.ignored === true ? { neverActive: true as const } : {}),
      exempt: exempt.ids,
      stages: (judged?.views ?? []).map((view) => ({ ...view, dueAt: formatOrNull(view.dueAt) })),
    },
  };
}
