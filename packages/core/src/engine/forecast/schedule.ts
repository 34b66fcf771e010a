import type { Context } from '../../decide/context';
import { sweepIdentity } from '../../decide/sweep-identity';
import type { Slot, StoredSubject } from '../../model/stored-subject';
import type { Instant } from '../../time/instant';
import { isPlainSubject, plainSchedule } from './plain-schedule';
import { isPlainSet } from './plain-set';
import { type ScheduledAct, scheduledAct } from './scheduled-act';

/** What sweeps will do to one identity, and whether that is all until the end of the time that was asked for. */
export interface Schedule {
  readonly acts: readonly ScheduledAct[];
  readonly isWhole: boolean;
}

/** Makes schedules under one set of policies, from one instant. */
export type Scheduler = (stored: StoredSubject, until: Instant) => Schedule;

/** More sweeps of one identity than this are no sane policy; what comes later is left out, and said to be. */
const MOST_SWEEPS = 1_000;

const nothing: Schedule = Object.freeze({ acts: Object.freeze([]), isWhole: true });

/**
 * What sweeps will do if they come whenever something is due, and nobody acts (V4). Where one look at an identity tells
 * everything it is looked at once; otherwise it is swept on a copy, again and again, by the very decision of a sweep.
 * @param context of the first sweep.
 */
export function schedulerOf(context: Context): Scheduler {
  const { set, lifts, at } = context;
  const isPlain = isPlainSet(set);
  return (stored, until) => {
    // Its evaluation holds until after the end: nothing will happen (S1).
    if (stored.judgedUnder === context.policyRevision && stored.expiresAt > until) return nothing;
    const { subject } = stored;
    const isQuick = isPlain && (lifts === undefined || subject.controls.length === 0);
    return isQuick && isPlainSubject(set, subject, at)
      ? { acts: plainSchedule(set, subject, at, until), isWhole: true }
      : sweptSchedule(stored, context, until);
  };
}

/** The long way: it holds for every set of policies. */
export function sweptSchedule(stored: StoredSubject, context: Context, until: Instant): Schedule {
  const acts: ScheduledAct[] = [];
  const { sequence, headHash } = stored;
  let slot: Slot = { id: stored.subject.identity.id, stored, sequence, headHash };
  let at = context.at;
  for (let sweeps = 0; sweeps < MOST_SWEEPS; sweeps++) {
    const { change, actions } = sweepIdentity(slot, { ...context, at });
    for (const action of actions) acts.push(scheduledAct(at, action));
    slot = change;
    at = change.stored?.expiresAt ?? Number.POSITIVE_INFINITY;
    if (!(at <= until)) return { acts, isWhole: true };
  }
  return { acts, isWhole: false };
}
