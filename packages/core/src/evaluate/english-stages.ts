import type { StageProgress } from '../model/progress';
import type { CompiledPolicy, CompiledStage } from '../policy/compiled-policy';
import { describeDuration } from '../time/english-duration';
import type { Described, SayInstant } from './described';
import type { PolicyOutcome, StageOutcome } from './evaluation';

type Governed = Extract<PolicyOutcome, { ruleId: string | null }>;

/** One sentence a stage of the governing rule: what it does, and where it stands. */
export function describeStages(
  described: Described,
  policy: CompiledPolicy,
  governed: Governed,
  say: SayInstant,
): readonly string[] {
  const rule = policy.rules.find(({ id }) => id === governed.ruleId);
  const stages = [...(rule?.stages.stages ?? []), ...(rule?.neverActive?.stages ?? [])];
  return governed.stages.flatMap((outcome) => {
    const stage = stages.find(({ id }) => id === outcome.stageId);
    return stage === undefined ? [] : [`${describeStage(stage)}: ${where(described, governed, outcome, say)}.`];
  });
}

function describeStage(stage: CompiledStage): string {
  const after = `after ${describeDuration(stage.after)}`;
  return stage.kind === 'notify'
    ? `Stage ${stage.id}, the notice ${stage.template} ${after}`
    : `Stage ${stage.id}, the control ${stage.controlType.type} ${after}`;
}

function where(described: Described, governed: Governed, outcome: StageOutcome, say: SayInstant): string {
  const { policyId, ruleId } = governed;
  const { stageId, state, dueAt } = outcome;
  switch (state) {
    case 'done': {
      const entry = lastEntry(described, governed, stageId);
      return entry === undefined ? 'done' : `done at ${say(entry.at)}${remark(entry)}`;
    }
    case 'due': {
      const skipped = described.evaluation.due.some(
        (due) => due.action === 'skip' && due.stageId === stageId && due.ruleId === ruleId && due.policyId === policyId,
      );
      return skipped ? 'comes too late and is skipped' : `due since ${say(dueAt)}`;
    }
    case 'moot':
      return 'moot, because such a control is in force already';
    case 'held':
      return `held; its date is ${say(dueAt)}`;
    case 'waiting':
      return `expected at ${say(dueAt)}`;
  }
}

function remark({ outcome, acknowledgedAt }: StageProgress): string {
  if (outcome === 'skipped') return ' (skipped)';
  return acknowledgedAt === null ? '' : ' (delivery acknowledged)';
}

/** The latest record of a stage in the present episode: those of other episodes say nothing about it (P6). */
function lastEntry({ subject, evaluation }: Described, governed: Governed, stageId: string): StageProgress | undefined {
  const { policyId, ruleId, base } = governed;
  let last: StageProgress | undefined;
  for (const entry of subject.progress) {
    if (entry.stageId !== stageId || entry.ruleId !== ruleId || entry.policyId !== policyId) continue;
    if (entry.base !== base || entry.at > evaluation.at || (last !== undefined && last.at >= entry.at)) continue;
    last = entry;
  }
  return last;
}
