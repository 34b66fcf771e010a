import type { ActivityOfType } from '../model/activity';
import { dayOf, daysOf } from '../model/activity-days';
import { MS_PER_DAY } from '../time/calendar';
import type { Instant } from '../time/instant';

/**
 * How well it is known what an identity had done until an instant. Activity is no event of the log: it is a summary of
 * the latest of each type, with daily counters (A1). `EXACT`: nothing happened afterwards. `BY_DAY`: the daily counters
 * tell the day. `UNKNOWN`: for some type they do not reach back so far; it then counts as never done.
 */
export type ActivityKnown = 'EXACT' | 'BY_DAY' | 'UNKNOWN';

export interface ActivityAsOf {
  readonly known: ActivityKnown;
  readonly activity: readonly ActivityOfType[];
}

/** What is known of an activity summary as of an instant in the past. */
export function activityAsOf(activity: readonly ActivityOfType[], at: Instant): ActivityAsOf {
  const types = activity.map((ofType) => typeAsOf(ofType, at));
  const known = (['UNKNOWN', 'BY_DAY'] as const).find((how) => types.some((type) => type.known === how)) ?? 'EXACT';
  return { known, activity: types.flatMap((type) => (type.activity === null ? [] : [type.activity])) };
}

interface TypeAsOf {
  readonly known: ActivityKnown;
  /** null: nothing is known of it, or nothing had happened. */
  readonly activity: ActivityOfType | null;
}

function typeAsOf(activity: ActivityOfType, at: Instant): TypeAsOf {
  const { successAt, failureAt } = activity;
  if ((successAt ?? at) <= at && (failureAt ?? at) <= at) return { known: 'EXACT', activity };
  const { from, counts } = daysOf(activity);
  const until = counts.filter(({ day }) => day <= dayOf(at));
  const successDay = until.findLast(({ successes }) => successes > 0)?.day ?? null;
  const failureDay = until.findLast(({ failures }) => failures > 0)?.day ?? null;
  if (until.length === 0) return { known: from === null ? 'EXACT' : 'UNKNOWN', activity: null };
  return {
    known: 'BY_DAY',
    activity: {
      type: activity.type,
      successAt: lastOf(successAt, successDay, at),
      successCount: until.reduce((sum, { successes }) => sum + successes, 0),
      failureAt: lastOf(failureAt, failureDay, at),
      failureCount: until.reduce((sum, { failures }) => sum + failures, 0),
      days: { from, counts: until },
    },
  };
}

/** The end of the day, so that nobody is called inactive for longer than he was. */
function lastOf(last: Instant | null, day: number | null, at: Instant): Instant | null {
  if (last !== null && last <= at) return last;
  return day === null ? null : Math.min(at, (day + 1) * MS_PER_DAY - 1);
}
