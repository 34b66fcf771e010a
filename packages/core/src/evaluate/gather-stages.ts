import type { StageProgress } from '../model/progress';
import type { CompiledPolicy, CompiledStage } from '../policy/compiled-policy';
import type { PolicySet } from '../policy/policy-set';
import type { Instant } from '../time/instant';
import { addDuration } from '../time/zone';
import type { PolicyOutcome, StageOutcome } from './evaluation';
import type { Explained } from './explained';
import type { StageSentence } from './sentence';

type Governed = Extract<PolicyOutcome, { ruleId: string | null }>;

/** The records of stages, and what is due to be skipped, by policy, rule and stage. */
export interface StageRecords {
  readonly records: ReadonlyMap<string, readonly StageProgress[]>;
  readonly skips: ReadonlySet<string>;
}

/** A key of ids, which have no control characters. */
function keyOf(policyId: string, ruleId: string | null, stageId: string): string {
  return `${policyId}\n${ruleId}\n${stageId}`;
}

/** Reads the records once: a subject can have thousands, and a policy a hundred stages. */
export function indexProgress({ subject, evaluation }: Explained): StageRecords {
  const records = new Map<string, StageProgress[]>();
  for (const entry of subject.progress) {
    const key = keyOf(entry.policyId, entry.ruleId, entry.stageId);
    const known = records.get(key);
    if (known === undefined) records.set(key, [entry]);
    else known.push(entry);
  }
  const skips = new Set<string>();
  for (const due of evaluation.due) {
    if (due.action === 'skip') skips.add(keyOf(due.policyId, due.ruleId, due.stageId));
  }
  return { records, skips };
}

/** One sentence a stage of the governing rule: what it does, and where it stands. */
export function gatherStages(
  { set, evaluation }: Explained,
  policy: CompiledPolicy,
  governed: Governed,
  { records, skips }: StageRecords,
): readonly StageSentence[] {
  const rule = policy.rules.find(({ id }) => id === governed.ruleId);
  const all = [...(rule?.stages.stages ?? []), ...(rule?.neverActive?.stages ?? [])];
  const stages = new Map(all.map((stage) => [stage.id, stage]));
  let waitsFor: StageSentence['waitsFor'] = null;
  return governed.stages.flatMap((outcome): readonly StageSentence[] => {
    const stage = stages.get(outcome.stageId);
    if (stage === undefined || governed.base === null) return [];
    const key = keyOf(policy.id, governed.ruleId, stage.id);
    const said = describeStage(set, policy, stage, outcome, governed.base);
    const record = lastRecord(records.get(key) ?? [], governed.base, evaluation.at);
    const sentence = { ...said, waitsFor: stage.withoutNotice ? null : waitsFor, skips: skips.has(key), record };
    waitsFor = waitAfter(stage, sentence) ?? waitsFor;
    return [sentence];
  });
}

/** What later stages wait for after this one; null: nothing more than before. */
function waitAfter(stage: CompiledStage, { state, skips, record }: StageSentence): StageSentence['waitsFor'] {
  if (stage.kind !== 'notify') return null;
  if (state === 'due' && !skips) return 'notice';
  const unanswered = stage.acknowledge && record?.outcome === 'served' && record.acknowledgedAt === null;
  return state === 'done' && unanswered ? 'acknowledgement' : null;
}

function describeStage(
  { resolution }: PolicySet,
  { id: policyId, zone }: CompiledPolicy,
  stage: CompiledStage,
  { state, dueAt }: StageOutcome,
  base: Instant,
): Omit<StageSentence, 'waitsFor' | 'skips' | 'record'> {
  const plain = addDuration(base, stage.after, zone);
  return {
    kind: 'stage',
    policyId,
    stageId: stage.id,
    does: stage.kind,
    what: stage.kind === 'notify' ? stage.template : stage.controlType.type,
    after: stage.after.text,
    state,
    dueAt,
    ownDate: resolution === null ? plain : addDuration(plain, resolution, zone),
  };
}

/** The latest record in the present episode: those of other episodes say nothing about it (P6). */
function lastRecord(entries: readonly StageProgress[], base: Instant, now: Instant): StageSentence['record'] {
  let last: StageProgress | null = null;
  for (const entry of entries) {
    if (entry.base === base && entry.at <= now && (last === null || entry.at > last.at)) last = entry;
  }
  return last === null ? null : { at: last.at, outcome: last.outcome, acknowledgedAt: last.acknowledgedAt };
}
