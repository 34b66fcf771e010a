import type { StageProgress } from '../model/progress';
import type { CompiledRule } from '../policy/compiled-policy';
import type { Instant } from '../time/instant';
import type { BaseFrom } from './evaluation';
import { type Judging, mayChangeAt } from './judging';
import { ownControlsFor, progressFor } from './many-records';
import { lastExemptionEnd } from './read-exemptions';

/** The start of a rule's clock. */
export interface ClockBase {
  readonly base: Instant;
  readonly from: BaseFrom;
  /** Whether there is no counted activity at all (A4). */
  readonly neverActive: boolean;
  /** Tracking has not begun yet, so that silence proves nothing (A3). */
  readonly heldByTracking: boolean;
}

const NONE = Number.NEGATIVE_INFINITY;

/**
 * The base of a rule (A3): the latest of the last counted activity (or `createdAt` when there is none), the last
 * reactivation, the end of the last exemption that covered it and, without counted activity, `trackingSince`.
 */
export function clockBase(judging: Judging, policyId: string, rule: CompiledRule): ClockBase {
  const counted = lastCounted(judging, rule);
  const frozen =
    judging.ownControls.length === 0 || counted === NONE ? null : frozenActivity(judging, policyId, rule, counted);
  const activity = frozen === null ? counted : frozen.at;
  // A base that was recorded may have come from elsewhere: then that is named.
  const isRecorded = frozen?.isRecorded === true;
  const neverActive = activity === NONE;
  let base = neverActive ? judging.subject.identity.createdAt : activity;
  let from: BaseFrom = neverActive ? 'createdAt' : 'activity';
  const { reactivatedAt } = judging;
  if (reactivatedAt > base || (reactivatedAt === base && isRecorded && !neverActive)) {
    base = reactivatedAt;
    from = 'reactivation';
  }
  const exemptionEnd = judging.subject.exemptions.length > 0 ? lastExemptionEnd(judging, policyId, rule.id) : NONE;
  if (exemptionEnd > base || (exemptionEnd === base && isRecorded && from === 'activity')) {
    base = exemptionEnd;
    from = 'exemptionEnd';
  }
  const trackingSince = judging.set.settings.trackingSince;
  const heldByTracking = neverActive && trackingSince !== null && trackingSince > judging.at;
  if (neverActive && trackingSince !== null) {
    if (heldByTracking) mayChangeAt(judging, trackingSince);
    else if (trackingSince > base) {
      base = trackingSince;
      from = 'trackingSince';
    }
  }
  return { base, from, neverActive, heldByTracking };
}

/** The last counted activity (A2), or `-Infinity`. */
function lastCounted(judging: Judging, rule: CompiledRule): Instant {
  if (rule.countedTypes === null && !rule.countsFailures) return judging.lastSuccessAt;
  let last = NONE;
  for (const { type, successAt, failureAt } of judging.subject.activity) {
    if (rule.countedTypes !== null && !countsType(rule, rule.countedTypes, type)) continue;
    if (successAt !== null && successAt > last) last = successAt;
    if (rule.countsFailures && failureAt !== null && failureAt > last) last = failureAt;
  }
  return last;
}

function countsType({ manyCountedTypes }: CompiledRule, few: readonly string[], type: string): boolean {
  return manyCountedTypes === null ? few.includes(type) : manyCountedTypes.has(type);
}

/**
 * Activity under a control of the rule does not move the base while the control lasts (A7). The summary keeps the latest
 * instant only, so the base before is read from the progress that was written when the control was set. Where that is
 * missing, the instant of the control is the latest that it can have been: later is never too early.
 * @returns null when the activity came before every control of the rule; at `-Infinity` when the control was set in an
 * episode without counted activity.
 */
function frozenActivity(judging: Judging, policyId: string, rule: CompiledRule, counted: Instant): Frozen | null {
  let earliest = counted;
  const stageIds = new Set<string>();
  let isUnderControl = false;
  for (const { cause, createdAt } of ownControlsFor(judging, policyId)) {
    if (cause?.policyId !== policyId || cause.ruleId !== rule.id || createdAt > counted) continue;
    isUnderControl = true;
    earliest = Math.min(earliest, createdAt);
    if (cause.stageId !== null) stageIds.add(cause.stageId);
  }
  if (!isUnderControl) return null;
  const acted = lastActed(judging, policyId, rule.id, stageIds);
  if (acted === null) return { at: earliest, isRecorded: false };
  const ownList = rule.neverActive === rule.stages ? [] : (rule.neverActive?.stages ?? []);
  const wasNeverActive = ownList.some(({ id }) => id === acted.stageId);
  return { at: wasNeverActive ? NONE : acted.base, isRecorded: true };
}

interface Frozen {
  readonly at: Instant;
  /** Whether progress tells the base, so that nothing is guessed. */
  readonly isRecorded: boolean;
}

function lastActed(
  judging: Judging,
  policyId: string,
  ruleId: string,
  stageIds: ReadonlySet<string>,
): StageProgress | null {
  let last: StageProgress | null = null;
  for (const entry of progressFor(judging, policyId)) {
    if (entry.policyId !== policyId || entry.ruleId !== ruleId || entry.outcome !== 'acted') continue;
    if (entry.at > judging.at || !stageIds.has(entry.stageId)) continue;
    if (last === null || entry.at > last.at || (entry.at === last.at && entry.base > last.base)) last = entry;
  }
  return last;
}
