import type { CompiledStage } from '../policy/compiled-policy';
import { type Episode, recordedAt } from './episode';
import type { DueAction, StageOutcome } from './evaluation';
import type { Judging } from './judging';

/**
 * Turns notices that come too late into skipped ones (P5): a later control acts now, and every later control is done,
 * acts now, or acts without notice. `firstDue` is where the due actions of this rule begin.
 */
export function skipNotices(
  judging: Judging,
  episode: Episode,
  firstDue: number,
  outcomes: StageOutcome[] | null,
): void {
  const acting = actingStages(judging.due, firstDue);
  if (acting.size === 0) return;
  const skipped = new Set<string>();
  episode.stages.forEach((stage, index) => {
    if (isSkipped(episode, stage, index, acting)) skipped.add(stage.id);
  });
  if (skipped.size === 0) return;
  reorder(judging, episode, firstDue, skipped);
  outcomes?.forEach((outcome, index) => {
    if (skipped.has(outcome.stageId)) outcomes[index] = { ...outcome, state: 'due' };
  });
}

function actingStages(due: readonly DueAction[], firstDue: number): ReadonlySet<string> {
  const acting = new Set<string>();
  for (const action of due.slice(firstDue)) {
    if (action.action === 'control' && 'stageId' in action) acting.add(action.stageId);
  }
  return acting;
}

function isSkipped(episode: Episode, stage: CompiledStage, index: number, acting: ReadonlySet<string>): boolean {
  if (stage.kind !== 'notify' || recordedAt(episode, stage) !== null) return false;
  const later = episode.stages.slice(index + 1).filter((other) => other.kind === 'control');
  return (
    later.some((control) => acting.has(control.id)) &&
    later.every((control) => control.withoutNotice || acting.has(control.id) || recordedAt(episode, control) !== null)
  );
}

/** Puts the skipped notices among the due actions of the rule, all in the order of the stages. */
function reorder(judging: Judging, episode: Episode, firstDue: number, skipped: ReadonlySet<string>): void {
  const { policyId, ruleId, base } = episode;
  const byStage = new Map<string, DueAction>();
  for (const action of judging.due.splice(firstDue)) if ('stageId' in action) byStage.set(action.stageId, action);
  for (const stageId of skipped) byStage.set(stageId, { action: 'skip', policyId, ruleId, stageId, base });
  for (const { id } of episode.stages) {
    const action = byStage.get(id);
    if (action !== undefined) judging.due.push(action);
  }
}
