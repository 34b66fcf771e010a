import type { CompiledPolicy, CompiledStage } from '../policy/compiled-policy';
import { describeDuration } from '../time/english-duration';
import type { Described, SayInstant } from './described';
import type { StageOutcome } from './evaluation';

/** One sentence a stage of the governing rule: what it does, and where it stands. */
export function describeStages(
  described: Described,
  policy: CompiledPolicy,
  ruleId: string,
  outcomes: readonly StageOutcome[],
  say: SayInstant,
): readonly string[] {
  const rule = policy.rules.find(({ id }) => id === ruleId);
  const stages = [...(rule?.stages.stages ?? []), ...(rule?.neverActive?.stages ?? [])];
  return outcomes.flatMap((outcome) => {
    const stage = stages.find(({ id }) => id === outcome.stageId);
    return stage === undefined
      ? []
      : [`${describeStage(stage)}: ${where(described, policy.id, ruleId, outcome, say)}.`];
  });
}

function describeStage(stage: CompiledStage): string {
  const after = `after ${describeDuration(stage.after)}`;
  return stage.kind === 'notify'
    ? `Stage ${stage.id}, the notice ${stage.template} ${after}`
    : `Stage ${stage.id}, the control ${stage.controlType.type} ${after}`;
}

function where(
  { subject, evaluation }: Described,
  policyId: string,
  ruleId: string,
  { stageId, state, dueAt }: StageOutcome,
  say: SayInstant,
): string {
  switch (state) {
    case 'done': {
      const entry = subject.progress.findLast(
        (progress) => progress.stageId === stageId && progress.ruleId === ruleId && progress.policyId === policyId,
      );
      return entry === undefined
        ? 'done'
        : `done at ${say(entry.at)}${entry.outcome === 'skipped' ? ' (skipped)' : ''}`;
    }
    case 'due': {
      const skipped = evaluation.due.some(
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
