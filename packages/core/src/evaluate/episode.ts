import type { StageProgress } from '../model/progress';
import type { CompiledStage } from '../policy/compiled-policy';
import type { Instant } from '../time/instant';
import { FEW } from './large-subject';

/** An episode of a rule: the time since its clock last restarted, with the stages that it goes through. */
export interface Episode {
  readonly policyId: string;
  readonly ruleId: string;
  readonly base: Instant;
  readonly stages: readonly CompiledStage[];
  /** What was gone through in this episode. */
  readonly entries: readonly StageProgress[];
  /** Whether a notice of this episode promised a distance to later stages (P4). */
  readonly hasPromises: boolean;
  /** The entries sorted by stage, where there are many entries. */
  readonly records: Records | null;
}

/**
 * From when a notice counts for the stages after it (P4): from its acknowledgement where the stage asks for one, which
 * must not lie after `at`. A skipped notice was never sent, and counts as it does without.
 */
export function countsFrom(
  episode: Episode,
  stage: CompiledStage,
  recorded: Instant | null,
  at: Instant,
): Instant | null {
  if (recorded === null || stage.kind !== 'notify' || !stage.acknowledge) return recorded;
  let from: Instant | null = null;
  for (const { stageId, outcome, at: servedAt, acknowledgedAt } of episode.entries) {
    if (stageId !== stage.id || outcome === 'acted' || servedAt !== recorded) continue;
    const counted = outcome === 'skipped' ? servedAt : acknowledgedAt;
    if (counted !== null && counted <= at && (from === null || counted > from)) from = counted;
  }
  return from;
}

/** The earliest date of a stage by what the notices before it promised when they were served; `-Infinity` by none (P4). */
export function promisedDate(episode: Episode, stage: CompiledStage): Instant {
  let date = Number.NEGATIVE_INFINITY;
  for (const entry of episode.entries) {
    if (entry.promised === null) continue;
    for (const { stageId, milliseconds } of entry.promised) {
      if (stageId === stage.id) date = Math.max(date, promisedFrom(episode, entry) + milliseconds);
    }
  }
  return date;
}

/** A notice that must be acknowledged promises from then on. */
function promisedFrom({ stages }: Episode, { stageId, at, acknowledgedAt }: StageProgress): Instant {
  const notice = stages.find(({ id }) => id === stageId);
  return notice?.kind === 'notify' && notice.acknowledge ? (acknowledgedAt ?? at) : at;
}

/** When each stage was gone through, by its id. The two kinds of stages have records of their own (P7). */
interface Records {
  readonly controls: ReadonlyMap<string, Instant>;
  readonly notices: ReadonlyMap<string, Instant>;
}

const none: readonly StageProgress[] = [];

/**
 * The episode of a rule that began at `base`, as it is known at `at`: what is recorded later has not happened yet. The
 * entries of other episodes are left out once here, and not once a stage.
 */
export function createEpisode(
  policyId: string,
  ruleId: string,
  base: Instant,
  at: Instant,
  stages: readonly CompiledStage[],
  progress: readonly StageProgress[],
): Episode {
  let entries = none;
  let found: StageProgress[] | null = null;
  let hasPromises = false;
  for (const entry of progress) {
    // The base first: it is a number, and tells most of the others apart.
    if (entry.base !== base || entry.at > at || entry.ruleId !== ruleId || entry.policyId !== policyId) continue;
    if (found === null) entries = found = [entry];
    else found.push(entry);
    if (entry.promised !== null) hasPromises = true;
  }
  const records = entries.length <= FEW ? null : sortEntries(entries);
  return { policyId, ruleId, base, stages, entries, hasPromises, records };
}

function sortEntries(entries: readonly StageProgress[]): Records {
  const controls = new Map<string, Instant>();
  const notices = new Map<string, Instant>();
  for (const entry of entries) {
    const latest = entry.outcome === 'acted' ? controls : notices;
    latest.set(entry.stageId, Math.max(entry.at, latest.get(entry.stageId) ?? entry.at));
  }
  return { controls, notices };
}

/**
 * When the stage was gone through in the episode; null when it was not. The kinds must fit (P7). Of two entries of one
 * stage the later counts, whatever their order (L2).
 */
export function recordedAt(episode: Episode, stage: CompiledStage): Instant | null {
  const { records } = episode;
  if (records !== null) return (stage.kind === 'control' ? records.controls : records.notices).get(stage.id) ?? null;
  let at: Instant | null = null;
  for (const entry of episode.entries) {
    if (entry.stageId !== stage.id || (entry.outcome === 'acted') !== (stage.kind === 'control')) continue;
    if (at === null || entry.at > at) at = entry.at;
  }
  return at;
}
