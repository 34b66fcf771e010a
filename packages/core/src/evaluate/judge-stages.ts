import type { PromisedDistance } from '../model/progress';
import type { CompiledPolicy, CompiledRule, CompiledStage } from '../policy/compiled-policy';
import { type Instant, MAX_INSTANT, NEVER } from '../time/instant';
import { addDuration } from '../time/zone';
import type { ClockBase } from './clock-base';
import { countsFrom, createEpisode, type Episode, promisedDate, recordedAt } from './episode';
import type { StageOutcome, StageState } from './evaluation';
import { addDue, bear, changesAt, isBorne, type Judging, mayChangeAt } from './judging';
import { progressFor } from './many-records';
import { skipNotices } from './skip-notices';

/**
 * Judges the stages of the governing rule in order (P4, P5, K5): adds what is due, notes when a date comes, and puts the
 * outcomes into `outcomes` where they are asked for.
 */
export function judgeStages(
  judging: Judging,
  policy: CompiledPolicy,
  rule: CompiledRule,
  clock: ClockBase,
  held: boolean,
  outcomes: StageOutcome[] | null,
): void {
  const list = clock.neverActive ? rule.neverActive : rule.stages;
  if (list === null) return;
  const { at } = judging;
  const { resolution } = judging.set;
  const episode = createEpisode(policy.id, rule.id, clock.base, at, list.stages, progressFor(judging, policy.id));
  const firstDue = judging.due.length;
  // How much later than `b + after` the coming stages act at least because of the notices before them, and whether one
  // of these is not recorded yet, so that no later stage can be due (P4).
  let delay = -NEVER;
  let blocked = false;
  for (let index = 0; index < list.stages.length; index++) {
    const stage = list.stages[index];
    if (stage === undefined) break;
    const plain = plainDate(policy, stage, clock.base);
    const own = resolution === null ? plain : addDuration(plain, resolution, policy.zone);
    // The latest of its own date, its distance from the notices before it, and what these promised (P4).
    let date = stage.withoutNotice || delay === -NEVER ? own : endOfTime(Math.max(own, plain + delay));
    if (episode.hasPromises && !stage.withoutNotice) date = Math.max(date, endOfTime(promisedDate(episode, stage)));
    const waits = blocked && !stage.withoutNotice;
    const doneAt = episode.entries.length === 0 ? null : recordedAt(episode, stage);
    const moot = doneAt === null && isMoot(judging, episode, stage, index);
    const state = stageState(judging, stage, doneAt !== null, moot, held, date <= at && !waits);
    if (state === 'due') actNow(judging, episode, policy, index);
    // Where notices can be skipped, a date that comes need not show.
    else if (state === 'waiting' && !waits) list.canSkip ? mayChangeAt(judging, date) : changesAt(judging, date);
    if (stage.kind === 'notify' && !moot) {
      const from = doneAt !== null && stage.acknowledge ? countsFrom(episode, stage, doneAt, at) : doneAt;
      if (from === null) blocked = true;
      if (plain !== NEVER) delay = Math.max(delay, (from ?? Math.max(date, at)) - plain);
    }
    if (outcomes !== null) outcomes.push({ stageId: stage.id, dueAt: date, state });
  }
  if (list.canSkip && !held) skipNotices(judging, episode, firstDue, outcomes);
}

/** `b + after`. The stage's own date is `(b + after) + resolution` (A6); distances are taken without it (P4). */
function plainDate({ zone }: CompiledPolicy, { after, milliseconds }: CompiledStage, base: Instant): Instant {
  return milliseconds === null ? addDuration(base, after, zone) : endOfTime(base + milliseconds);
}

/** An instant after the year 9999 counts as never (T3). */
function endOfTime(at: Instant): Instant {
  return at > MAX_INSTANT ? NEVER : at;
}

/** K5, with the controls in force and those that earlier due stages set. */
function isMoot(judging: Judging, episode: Episode, stage: CompiledStage, index: number): boolean {
  if (judging.bearsTerminal) return true;
  if (stage.kind === 'control') return judging.bears.length > 0 && isBorne(judging, stage.controlType.type);
  if (judging.bears.length === 0 && episode.entries.length === 0) return false;
  let hasControl = false;
  for (let later = index + 1; later < episode.stages.length; later++) {
    const other = episode.stages[later];
    if (other?.kind !== 'control') continue;
    hasControl = true;
    if (!isBorne(judging, other.controlType.type) && recordedAt(episode, other) === null) return false;
  }
  return hasControl;
}

/** The first that fits (json-forms.md). */
function stageState(
  judging: Judging,
  stage: CompiledStage,
  done: boolean,
  moot: boolean,
  held: boolean,
  dateHasCome: boolean,
): StageState {
  if (done) return 'done';
  if (moot) return 'moot';
  // Under any legal hold nothing of a policy sets a terminal control (X3).
  if (held || (judging.legalHold && stage.kind === 'control' && stage.controlType.terminal)) return 'held';
  return dateHasCome ? 'due' : 'waiting';
}

function actNow(judging: Judging, episode: Episode, policy: CompiledPolicy, index: number): void {
  const stage = episode.stages[index];
  if (stage === undefined) return;
  const { policyId, ruleId, base } = episode;
  if (stage.kind === 'notify') {
    const { id: stageId, template } = stage;
    const promised = stage.promised ?? promisesOf(episode, policy, index);
    addDue(judging, { action: 'notify', policyId, ruleId, stageId, base, template, promised });
    return;
  }
  const { id: stageId, controlType, reasonCode } = stage;
  addDue(judging, { action: 'control', policyId, ruleId, stageId, base, controlType: controlType.type, reasonCode });
  bear(judging, controlType);
}

/** The distances from a notice to the restrictions after it that keep them (P4). */
function promisesOf({ stages, base }: Episode, policy: CompiledPolicy, index: number): readonly PromisedDistance[] {
  const notice = stages[index];
  const from = notice === undefined ? NEVER : plainDate(policy, notice, base);
  const promised: PromisedDistance[] = [];
  for (const stage of stages.slice(index + 1)) {
    if (stage.kind !== 'control' || stage.withoutNotice) continue;
    const milliseconds = plainDate(policy, stage, base) - from;
    if (!Number.isFinite(milliseconds)) break;
    promised.push({ stageId: stage.id, milliseconds });
  }
  return promised;
}
