import type { StageDoc, StageState } from './case-types';
import type { OracleProgress, Situation } from './situation';
import { addDuration, never } from './time';

/** What the identity bears, kept up while the stages of one instant act in order (P5, K5). Changed in place. */
export interface Borne {
  readonly types: Set<string>;
  /** The types borne before anything acted: only for the notes on contested readings. */
  readonly before: ReadonlySet<string>;
}

export interface StageAction {
  readonly stage: StageDoc;
  readonly action: 'notify' | 'control' | 'skip';
}

export interface StageView {
  readonly stageId: string;
  readonly dueAt: number;
  readonly state: StageState;
}

export interface RuleWalk {
  readonly of: Situation;
  readonly t: number;
  readonly zone: string;
  readonly stages: readonly StageDoc[];
  readonly base: number;
  /** The entries of this rule in this episode. */
  readonly progress: readonly OracleProgress[];
  /** Nothing of the rule may act: an exemption, something undecided, or tracking that has not begun. */
  readonly held: boolean;
  /** A legal hold forbids terminal controls (X3). */
  readonly holdsTerminal: boolean;
  readonly borne: Borne;
}

/** `(b + after) + resolution` (A6). */
export function plainDate(base: number, stage: StageDoc, zone: string, resolution: string): number {
  return addDuration(addDuration(base, stage.after, zone), resolution, zone);
}

/** The same with the resolution's days in UTC: only for the note on that reading. */
function otherDate(base: number, stage: StageDoc, zone: string, resolution: string): number {
  return addDuration(addDuration(base, stage.after, zone), resolution, 'UTC');
}

/** `(b + after_i) − (b + after_j)` (P4). */
export function distance(base: number, from: StageDoc, to: StageDoc, zone: string): number {
  const start = addDuration(base, from.after, zone);
  return start === never ? never : addDuration(base, to.after, zone) - start;
}

/** The entry that records a stage: of its own kind (P7) and not of the future. */
function recordOf(walk: RuleWalk, stage: StageDoc): OracleProgress | undefined {
  const entries = walk.progress.filter((p) => p.stageId === stage.id && (p.outcome === 'acted') === isControl(stage));
  if (entries.some((p) => p.at > walk.t)) walk.of.notes.add('P4-future-progress');
  return entries
    .filter((p) => p.at <= walk.t)
    .sort((a, b) => a.at - b.at)
    .at(-1);
}

export function isControl(stage: StageDoc): boolean {
  return stage.control !== null && stage.control !== undefined;
}

function isTerminal(walk: RuleWalk, type: string): boolean {
  return walk.of.controlTypes.get(type)?.terminal === true;
}

function isMoot(walk: RuleWalk, borne: ReadonlySet<string>, index: number): boolean {
  if ([...borne].some((type) => isTerminal(walk, type))) return true;
  const stage = walk.stages[index] as StageDoc;
  if (isControl(stage)) return borne.has(stage.control?.type ?? '');
  const later = laterControls(walk, index);
  return later.length > 0 && later.every((k) => isDone(walk, k) || isMoot(walk, borne, k));
}

function laterControls(walk: RuleWalk, index: number): readonly number[] {
  return walk.stages.flatMap((stage, k) => (k > index && isControl(stage) ? [k] : []));
}

function isDone(walk: RuleWalk, index: number): boolean {
  return recordOf(walk, walk.stages[index] as StageDoc) !== undefined;
}

function isHeld(walk: RuleWalk, stage: StageDoc): boolean {
  return walk.held || (walk.holdsTerminal && isControl(stage) && isTerminal(walk, stage.control?.type ?? ''));
}

/** The control stages that act at `t`: no notice before them is open, their date has come, nothing stops them. */
function actingControls(walk: RuleWalk): ReadonlySet<number> {
  const borne = new Set(walk.borne.types);
  const acting = new Set<number>();
  walk.stages.forEach((stage, i) => {
    if (!isControl(stage) || isDone(walk, i) || isMoot(walk, borne, i) || isHeld(walk, stage)) return;
    let date = plainDate(walk.base, stage, walk.zone, walk.of.resolution);
    if (stage.notice !== 'none') {
      for (const notice of walk.stages.slice(0, i).filter((s) => !isControl(s))) {
        const record = recordOf(walk, notice);
        date = record === undefined ? never : Math.max(date, record.at + distance(walk.base, notice, stage, walk.zone));
      }
    }
    if (date > walk.t) return;
    acting.add(i);
    borne.add(stage.control?.type ?? '');
  });
  return acting;
}

interface Judged {
  readonly date: number;
  readonly state: StageState;
  readonly action: StageAction['action'] | null;
}

/** The date of P4: as early as `b + after`, and as late as every notice before it demands. */
function dateOf(walk: RuleWalk, index: number, earlier: readonly Judged[]): number {
  const { base, zone, t } = walk;
  const stage = walk.stages[index] as StageDoc;
  let date = plainDate(base, stage, zone, walk.of.resolution);
  if (stage.notice === 'none') return date;
  earlier.forEach((judged, j) => {
    const notice = walk.stages[j] as StageDoc;
    if (isControl(notice) || judged.state === 'moot') return;
    const record = recordOf(walk, notice);
    if (judged.action === 'skip' && judged.date > t) walk.of.notes.add('P5-skip-before-own-date');
    const counted = judged.action === 'skip' ? t : Math.max(judged.date, t);
    date = Math.max(date, (record?.at ?? counted) + distance(base, notice, stage, zone));
  });
  return date;
}

/** Whether a notice has become pointless because controls after it act now (P5). */
function isSkipped(walk: RuleWalk, index: number, acting: ReadonlySet<number>): boolean {
  const later = laterControls(walk, index);
  if (!later.some((k) => acting.has(k))) return false;
  const open = later.filter((k) => !acting.has(k) && !isDone(walk, k) && walk.stages[k]?.notice !== 'none');
  const borneAfter = new Set(walk.borne.types);
  for (const k of acting) borneAfter.add(walk.stages[k]?.control?.type ?? '');
  if (open.length > 0 && open.every((k) => isMoot(walk, borneAfter, k))) walk.of.notes.add('P5-skip-with-moot');
  return open.length === 0;
}

/** Whether a notice before is neither recorded nor moot: then nothing after it is due (P4). */
function hasOpenNotice(walk: RuleWalk, earlier: readonly Judged[]): boolean {
  return earlier.some((e, j) => !isControl(walk.stages[j] as StageDoc) && e.state !== 'done' && e.state !== 'moot');
}

function judgeStage(walk: RuleWalk, i: number, acting: ReadonlySet<number>, earlier: readonly Judged[]): Judged {
  const stage = walk.stages[i] as StageDoc;
  const date = dateOf(walk, i, earlier);
  if (isDone(walk, i)) return { date, state: 'done', action: null };
  if (isMoot(walk, walk.borne.types, i)) {
    const onlyByActing = !isMoot(walk, walk.borne.before, i);
    const wouldAct =
      date <= walk.t && !isHeld(walk, stage) && (stage.notice === 'none' || !hasOpenNotice(walk, earlier));
    if (onlyByActing && !wouldAct) walk.of.notes.add('K5-moot-by-acting');
    return { date, state: 'moot', action: null };
  }
  if (acting.has(i)) return { date, state: 'due', action: 'control' };
  if (!isControl(stage) && !isHeld(walk, stage)) {
    if (isSkipped(walk, i, acting)) {
      if (date <= walk.t) walk.of.notes.add('P5-skip-not-notify');
      return { date, state: 'due', action: 'skip' };
    }
    const free = stage.notice === 'none' || !hasOpenNotice(walk, earlier);
    if (date <= walk.t && free) return { date, state: 'due', action: 'notify' };
  }
  return { date, state: isHeld(walk, stage) ? 'held' : 'waiting', action: null };
}

/** The stages of the governing rule in order, each judged as if the earlier ones had acted; `borne` is kept up. */
export function walkStages(walk: RuleWalk): { views: readonly StageView[]; actions: readonly StageAction[] } {
  const { of, base, zone } = walk;
  if (walk.stages.some((s) => plainDate(base, s, zone, of.resolution) !== otherDate(base, s, zone, of.resolution))) {
    of.notes.add('A6-resolution-zone');
  }
  const acting = actingControls(walk);
  const judged: Judged[] = [];
  const actions: StageAction[] = [];
  walk.stages.forEach((stage, i) => {
    const one = judgeStage(walk, i, acting, judged);
    judged.push(one);
    if (one.action !== null) actions.push({ stage, action: one.action });
    if (one.action === 'control') walk.borne.types.add(stage.control?.type ?? '');
  });
  const views = judged.map((one, i) => ({
    stageId: (walk.stages[i] as StageDoc).id,
    dueAt: one.date,
    state: one.state,
  }));
  return { views, actions };
}
