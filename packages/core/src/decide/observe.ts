import { additionsFor } from '../evaluate/act';
import type { DueStageControl, Judgement } from '../evaluate/evaluation';
import { judgeSubject } from '../evaluate/judge';
import { statusOf } from '../evaluate/to-evaluation';
import { validUntil } from '../evaluate/valid-until';
import type { StageProgress } from '../model/progress';
import type { Subject } from '../model/subject';
import type { PolicySet } from '../policy/policy-set';
import type { Instant } from '../time/instant';
import type { ObservedPolicies } from './context';
import { type Draft, record } from './draft';

const nothing: readonly StageProgress[] = [];

/** What one policy would do can keep another from it at the same instant; more rounds than this are no sane policies. */
const MOST_ROUNDS = 5;

/**
 * The subject as observing policies see it: what it is, with the progress that *they* would have made. What they would
 * do is never done, so that their own controls are not there; those that others set are.
 */
export function shadowOf(subject: Subject, observed: readonly StageProgress[] | undefined): Subject {
  return { ...subject, progress: observed ?? nothing };
}

/**
 * Judges a subject under the observing policies, and tells what they would have restricted: once for each stage and
 * episode, because the stages that were told count as gone through. It acts on nothing (P8).
 */
export function observe(draft: Draft): void {
  const { observed } = draft.context;
  forgetObserved(draft);
  if (observed === undefined) return;
  for (let round = 0; round < MOST_ROUNDS; round++) if (!tellDue(draft, observed)) return;
}

/** Forgets what policies would have done that no longer observe. */
export function forgetObserved(draft: Draft): void {
  const { observed } = draft.context;
  draft.observed = observed === undefined ? undefined : known(draft.observed, observed.set);
}

/** Answers whether anything was due. */
function tellDue(draft: Draft, observed: ObservedPolicies): boolean {
  const { at } = draft.context;
  const shadow = shadowOf(draft.subject, draft.observed);
  const { due } = judged(observed.set, shadow, at);
  if (due.length === 0) return false;
  const acting = { at, nextControlId: () => 'observed', runId: null, actor: null, versionOf: observed.versionOf };
  const { progress } = additionsFor(shadow, { status: 'APPROVED', due, validUntil: at }, acting);
  let notices: StageProgress[] = [];
  due.forEach((action, index) => {
    const entry = progress[index];
    if (entry === undefined) return;
    notices.push(entry);
    if (action.action !== 'control') return;
    const told = noticesBefore(shadow.progress, entry);
    tell(draft, action as DueStageControl, [...told, ...notices], observed);
    notices = [];
  });
  draft.observed = [...shadow.progress.filter((entry) => !isReplaced(entry, progress)), ...progress];
  return true;
}

function tell(
  draft: Draft,
  { policyId, ruleId, stageId, controlType, reasonCode }: DueStageControl,
  progress: readonly StageProgress[],
  observed: ObservedPolicies,
): void {
  const version = observed.versionOf(policyId);
  const { runId } = draft.context;
  const data = { policyId, version, ruleId, stageId, controlType, reasonCode, progress, runId };
  record(draft, { type: 'would_restrict', data });
}

/** The notices that would have been served earlier in the episode: nothing has told of them yet. */
function noticesBefore(
  entries: readonly StageProgress[],
  { policyId, ruleId, base }: StageProgress,
): readonly StageProgress[] {
  return entries.filter(
    (entry) =>
      entry.outcome !== 'acted' && entry.policyId === policyId && entry.ruleId === ruleId && entry.base === base,
  );
}

/** The stages alone: requirements are demanded by those policies that enforce. */
function judged(set: PolicySet, shadow: Subject, at: Instant): Judgement {
  const judging = judgeSubject(set, shadow, at, null);
  const due = judging.due.filter((action) => 'stageId' in action);
  return { status: statusOf(judging), due, validUntil: validUntil(judging) };
}

/** What is kept of the progress: that of policies which still observe. */
function known(
  entries: readonly StageProgress[] | undefined,
  { policies }: PolicySet,
): readonly StageProgress[] | undefined {
  const kept = entries?.filter(({ policyId }) => policies.some(({ id }) => id === policyId));
  if (kept?.length === entries?.length) return entries;
  return kept?.length === 0 ? undefined : kept;
}

function isReplaced(entry: StageProgress, newer: readonly StageProgress[]): boolean {
  return newer.some(
    ({ policyId, ruleId, stageId }) =>
      policyId === entry.policyId && ruleId === entry.ruleId && stageId === entry.stageId,
  );
}

/** When an observing policy has something to tell next; `at` itself while something is due. */
export function nextObservation(draft: Draft): Instant {
  const { observed, at } = draft.context;
  if (observed === undefined) return Number.POSITIVE_INFINITY;
  const judgement = judged(observed.set, shadowOf(draft.subject, draft.observed), at);
  return judgement.due.length > 0 ? at : judgement.validUntil;
}
