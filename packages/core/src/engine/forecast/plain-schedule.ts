import type { DueAction, PolicyOutcome, StageOutcome } from '../../evaluate/evaluation';
import { judgeSubject } from '../../evaluate/judge';
import { emptyDetails } from '../../evaluate/to-evaluation';
import { type Control, controlEnd } from '../../model/control';
import type { Subject } from '../../model/subject';
import type { CompiledPolicy, CompiledStage } from '../../policy/compiled-policy';
import type { PolicySet } from '../../policy/policy-set';
import type { Instant } from '../../time/instant';
import { type ScheduledAct, scheduledAct } from './scheduled-act';

/**
 * Whether nothing about the identity changes by itself after `from`: under a plain set (`isPlainSet`) one look at it then
 * tells everything that sweeps will do.
 */
export function isPlainSubject({ settings }: PolicySet, subject: Subject, from: Instant): boolean {
  const { identity, activity, controls, requirements, exemptions, progress } = subject;
  if (requirements.length > 0 || exemptions.length > 0 || identity.createdAt > from) return false;
  if (settings.trackingSince !== null && settings.trackingSince > from) return false;
  if (activity.some(({ successAt, failureAt }) => (successAt ?? from) > from || (failureAt ?? from) > from))
    return false;
  return controls.every((control) => isSteady(control, from)) && progress.every(({ at }) => at <= from);
}

function isSteady(control: Control, from: Instant): boolean {
  const end = controlEnd(control);
  return control.createdAt <= from && (end === Number.POSITIVE_INFINITY || end <= from);
}

/** A stage that waits for its date. */
interface Coming {
  readonly at: Instant;
  readonly policy: CompiledPolicy;
  readonly ruleId: string;
  readonly stages: readonly CompiledStage[];
  readonly index: number;
  readonly outcomes: readonly StageOutcome[];
}

/**
 * What sweeps will do to a plain identity from an instant until another (included), if each comes when something is due:
 * what is due now, and then every stage at its date, as long as what it sets is not there already (K5).
 */
export function plainSchedule(
  set: PolicySet,
  subject: Subject,
  from: Instant,
  until: Instant,
): readonly ScheduledAct[] {
  const details = emptyDetails();
  const judging = judgeSubject(set, subject, from, details);
  const acts = judging.due.map((action: DueAction) => scheduledAct(from, action));
  if (judging.bearsTerminal) return acts;
  const coming = comingStages(set, details.policies, until);
  const borne = new Set(judging.bears);
  for (const stage of coming) {
    const act = actOf(stage, borne);
    if (act === null) continue;
    acts.push(act);
    const reached = stage.stages[stage.index];
    if (reached?.kind !== 'control') continue;
    borne.add(reached.controlType.type);
    if (reached.controlType.terminal) return acts;
  }
  return acts;
}

/** In the order in which sweeps come to them: by date, then by policy, then as they stand in their rule (P5). */
function comingStages(set: PolicySet, outcomes: readonly PolicyOutcome[], until: Instant): readonly Coming[] {
  const coming: Coming[] = [];
  outcomes.forEach((outcome, place) => {
    const policy = set.policies[place];
    if (policy === undefined || outcome.applies === 'false' || outcome.ruleId === null) return;
    const rule = policy.rules.find(({ id }) => id === outcome.ruleId);
    if (rule === undefined) return;
    outcome.stages.forEach(({ stageId, dueAt, state }, index) => {
      if (state !== 'waiting' || dueAt > until) return;
      const isOwn = rule.stages.stages[index]?.id !== stageId;
      const stages = (isOwn ? rule.neverActive : rule.stages)?.stages ?? [];
      coming.push({ at: dueAt, policy, ruleId: rule.id, stages, index, outcomes: outcome.stages });
    });
  });
  // The sort is stable: what comes at the same instant stays in the order of the policies.
  return coming.length < 2 ? coming : coming.sort((left, right) => left.at - right.at);
}

/** null: the stage is moot by then. */
function actOf(
  { at, policy, ruleId, stages, index, outcomes }: Coming,
  borne: ReadonlySet<string>,
): ScheduledAct | null {
  const stage = stages[index];
  if (stage === undefined) return null;
  const place = { at, policyId: policy.id, ruleId, stageId: stage.id, setId: null };
  if (stage.kind === 'control') {
    const { type } = stage.controlType;
    return borne.has(type) ? null : { ...place, action: 'control', what: type };
  }
  const isOver = (later: CompiledStage, offset: number): boolean =>
    later.kind !== 'control' || borne.has(later.controlType.type) || outcomes[index + 1 + offset]?.state === 'done';
  const after = stages.slice(index + 1);
  const isMoot = after.some(({ kind }) => kind === 'control') && after.every(isOver);
  return isMoot ? null : { ...place, action: 'notify', what: stage.template };
}
