import type { Context } from '../../decide/context';
import { reviewIdentity } from '../../decide/review-identity';
import { sweepIdentity } from '../../decide/sweep-identity';
import type { DueAction, DueStageControl } from '../../evaluate/evaluation';
import { controlTypeOf } from '../../evaluate/read-controls';
import { isControlActive } from '../../model/control';
import type { Slot, StoredSubject } from '../../model/stored-subject';
import type { Subject } from '../../model/subject';
import { MS_PER_DAY } from '../../time/calendar';
import { type Instant, NEVER } from '../../time/instant';
import { activityAsOf } from '../activity-as-of';
import type { KnownHistory } from './known-history';

/** A restriction that a policy would have set, and the day on which the identity was active again. */
export interface Alarm {
  readonly at: Instant;
  readonly action: DueStageControl;
  /** Whether it is the first one since the identity was active. */
  readonly isFirst: boolean;
  /** The beginning of that day; null: it never was until now. */
  readonly activeAgain: Instant | null;
}

/** What would have happened to one identity. */
export interface Replay {
  readonly alarms: readonly Alarm[];
  readonly notices: number;
  /** false: its policies never come to rest, and the rest is left out. */
  readonly isWhole: boolean;
}

const MOST_STEPS = 5_000;

/**
 * Lives the past of an identity through once more, under other policies: it is swept whenever something is due, and told of
 * its activity day by day. Within a day activity counts as early as it can, and silence from the day's end, so that nobody
 * is called inactive for longer than he was. After each return the restriction is lifted, as somebody would have done.
 * @param context at the instant to begin at.
 * @param isBlank nothing is known of before: its clock begins there.
 */
export function replayIdentity(
  subject: Subject,
  { days }: KnownHistory,
  context: Context,
  until: Instant,
  isBlank: boolean,
): Replay {
  const { at: from, set } = context;
  let slot: Slot = slotOf(beginningOf(subject, from, isBlank));
  let next = days.findIndex((day) => day * MS_PER_DAY > from);
  const alarms: Alarm[] = [];
  let notices = 0;
  let isRestricted = false;
  for (let steps = 0, at = from; steps < MOST_STEPS; steps++) {
    const coming = next < 0 ? NEVER : (days[next] ?? NEVER) * MS_PER_DAY;
    const due = Math.max(slot.stored?.expiresAt ?? NEVER, at);
    if (Math.min(coming, due) > until) return { alarms, notices, isWhole: true };
    if (due < coming) {
      at = due;
      const { change, actions } = sweepIdentity(slot, { ...context, at });
      slot = change;
      notices += actions.filter(({ action }) => action === 'notify').length;
      for (const action of actions) {
        if (!isRestriction(action, context)) continue;
        alarms.push({ at, action, isFirst: !isRestricted, activeAgain: coming === NEVER ? null : coming });
        isRestricted = true;
      }
      continue;
    }
    // Days that come before anything is due change nothing but the last activity: only the last of them counts.
    if (!set.readsActivity && !isRestricted) next = lastBefore(days, next, Math.min(due, until));
    isRestricted = false;
    at = Math.max(at, (days[next] ?? 0) * MS_PER_DAY);
    slot = active(slot, subject, (days[next] ?? 0) + 1, { ...context, at });
    next = next + 1 < days.length ? next + 1 : -1;
  }
  return { alarms, notices, isWhole: false };
}

function isRestriction(action: DueAction, { set }: Context): action is DueStageControl {
  if (action.action !== 'control' || !('stageId' in action)) return false;
  const { effect, restricts } = controlTypeOf(set, action.controlType);
  return effect !== 'NONE' || restricts.length > 0;
}

/** The last of the days that begin at an instant or earlier; at least the one at `index`. */
function lastBefore(days: readonly number[], index: number, at: Instant): number {
  let last = index;
  while (last + 1 < days.length && (days[last + 1] ?? NEVER) * MS_PER_DAY <= at) last += 1;
  return last;
}

/** What people set stays, with its dates; what policies set, and the requirements, are left out. */
function beginningOf(subject: Subject, from: Instant, isBlank: boolean): StoredSubject {
  const begun: Subject = {
    ...subject,
    activity: activityAsOf(subject.activity, from).activity,
    controls: subject.controls.filter(({ setBy }) => setBy !== 'POLICY'),
    requirements: [],
    progress: [],
    reactivatedAt: isBlank ? from : null,
    approvedAt: from,
  };
  const cache = {
    status: 'APPROVED',
    expiresAt: from,
    judgedUnder: 0,
    toldUntil: from,
    awaitsActivity: false,
  } as const;
  return { subject: begun, ...cache, answers: [], sequence: 0, headHash: '', revision: 0 };
}

/** Tells of the activity until the end of a day, and lifts what policies set. */
function active(slot: Slot, whole: Subject, dayAfter: number, context: Context): Slot {
  const { at } = context;
  if (slot.stored === null) return slot;
  const { activity } = activityAsOf(whole.activity, dayAfter * MS_PER_DAY - 1);
  const before = slot.stored.subject;
  const isHeld = before.controls.some((control) => control.setBy === 'POLICY' && isControlActive(control, at));
  const controls = isHeld
    ? before.controls.map((control) =>
        control.setBy === 'POLICY' && isControlActive(control, at) ? { ...control, deletedAt: at } : control,
      )
    : before.controls;
  const reactivatedAt = isHeld ? at : before.reactivatedAt;
  const stored = { ...slot.stored, subject: { ...before, activity, controls, reactivatedAt } };
  return reviewIdentity(slotOf(stored), activity, false, context);
}

function slotOf(stored: StoredSubject): Slot {
  return { id: stored.subject.identity.id, stored, sequence: stored.sequence, headHash: stored.headHash };
}
