import { MS_PER_DAY } from '../time/calendar';
import { parseDuration } from '../time/duration';
import type { PolicyDocument } from './document';

const LONGEST_MONTH = 31;

/** How many days the longest window of a count in a checked policy reaches back, at the most (A8). */
export function countedDaysOf(document: PolicyDocument): number {
  const { conditions, appliesTo, inactivity, exempt, requirements } = document;
  return longestWindow([conditions, appliesTo, inactivity, exempt, requirements]);
}

function longestWindow(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let longest = 'fact' in value && value.fact === 'activityCount' ? windowOf(value) : 0;
  for (const member of Object.values(value)) longest = Math.max(longest, longestWindow(member));
  return longest;
}

function windowOf(leaf: object): number {
  const params = 'params' in leaf ? leaf.params : null;
  const within = typeof params === 'object' && params !== null && 'within' in params ? params.within : null;
  const duration = typeof within === 'string' ? parseDuration(within) : null;
  if (duration === null) return 0;
  // A day is in the window until its end is that long ago; so one more, and one for today.
  return duration.months * LONGEST_MONTH + duration.days + Math.ceil(duration.milliseconds / MS_PER_DAY) + 2;
}
