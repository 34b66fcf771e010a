import type { StageProgress } from '../model/progress';
import type { CompiledStage } from '../policy/compiled-policy';
import type { Instant } from '../time/instant';

/** An episode of a rule: the time since its clock last restarted, with the stages that it goes through. */
export interface Episode {
  readonly policyId: string;
  readonly ruleId: string;
  readonly base: Instant;
  /** The instant of the judgement: what is recorded later has not happened yet. */
  readonly at: Instant;
  readonly stages: readonly CompiledStage[];
  /** Where to look for what was gone through. */
  readonly entries: readonly StageProgress[];
}

/** How many entries are simply walked through. */
const FEW = 16;

/**
 * The episode of a rule that began at `base`. A few entries of progress are taken as they are, without a copy; of many,
 * those that can matter, so that a long list costs its length once and not once a stage.
 */
export function createEpisode(
  policyId: string,
  ruleId: string,
  base: Instant,
  at: Instant,
  stages: readonly CompiledStage[],
  entries: readonly StageProgress[],
): Episode {
  const episode: Episode = { policyId, ruleId, base, at, stages, entries };
  return entries.length <= FEW ? episode : { ...episode, entries: latestEntries(episode) };
}

function latestEntries(episode: Episode): readonly StageProgress[] {
  const ids = new Set(episode.stages.map(({ id }) => id));
  const latest = new Map<string, StageProgress>();
  for (const entry of episode.entries) {
    if (!isOf(entry, episode) || !ids.has(entry.stageId)) continue;
    const key = `${entry.outcome === 'acted'}/${entry.stageId}`;
    if ((latest.get(key)?.at ?? Number.NEGATIVE_INFINITY) < entry.at) latest.set(key, entry);
  }
  return [...latest.values()];
}

/** An entry counts in the episode whose base is its own (json-forms.md). */
function isOf(entry: StageProgress, { policyId, ruleId, base, at }: Episode): boolean {
  return entry.base === base && entry.at <= at && entry.ruleId === ruleId && entry.policyId === policyId;
}

/**
 * When the stage was gone through in the episode; null when it was not. The kinds must fit (P7). Of two entries of one
 * stage the later counts, whatever their order (L2).
 */
export function recordedAt(episode: Episode, stage: CompiledStage): Instant | null {
  let at: Instant | null = null;
  for (const entry of episode.entries) {
    if (entry.stageId !== stage.id || !isOf(entry, episode)) continue;
    if ((entry.outcome === 'acted') === (stage.kind === 'control') && (at === null || entry.at > at)) at = entry.at;
  }
  return at;
}
