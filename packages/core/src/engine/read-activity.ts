import { DormouseError } from '../model/errors';
import { id, isId } from '../model/ids';
import { type Check, object, oneOfTexts, optional, refuse, required } from '../model/shape';
import { toInstant } from '../model/time-checks';
import { type Instant, MAX_INSTANT, MIN_INSTANT, parseInstant } from '../time/instant';
import type { ActivityInput } from './activity-input';
import type { ReadActivity } from './activity-summary';
import { checkShape, instantInput, withoutUndefined } from './check-input';

/** How far the clock of whoever reports an activity may be ahead (A5): 5 minutes. */
export const SKEW = 300_000;

const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 1;

const count: Check = (value, pointer, issues) => {
  if (!isCount(value)) refuse(issues, 'INVALID_NUMBER', pointer, 'must be a whole number from 1');
};

const shape = object({
  identityId: required(id),
  type: required(id),
  at: required(instantInput),
  outcome: optional(oneOfTexts('success', 'failure')),
  count: optional(count),
});

/**
 * Reads an activity with care: what is wrong with it, and where.
 * @throws DormouseError `INVALID_ARGUMENT` with every issue and its place; `ACTIVITY_IN_FUTURE` (A5).
 */
export function readActivity(given: unknown, pointer: string, now: Instant): ReadActivity {
  const value = withoutUndefined(given);
  checkShape(value, shape, pointer, 'the activity is refused');
  const { identityId, type, at: time, outcome, count: times } = value as ActivityInput;
  const at = toInstant(time);
  if (at > now + SKEW) {
    throw new DormouseError('ACTIVITY_IN_FUTURE', 'the activity lies more than 5 minutes in the future', {
      identityId,
    });
  }
  return { identityId, type, at, failed: outcome === 'failure', times: times ?? 1 };
}

/**
 * Reads an activity that is plainly right, in a fraction of the time; null for any other, which {@link readActivity}
 * then reads. Most of what a host records is right, and it records more than it does anything else.
 */
export function readPlainActivity(given: unknown, now: Instant): ReadActivity | null {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return null;
  const { identityId, type, at: time, outcome, count: times } = given as Readonly<Record<string, unknown>>;
  let known = 3;
  if (outcome !== undefined) known += 1;
  if (times !== undefined) known += 1;
  // Nothing else, nothing inherited, and nothing that is there and undefined.
  if (Object.keys(given).length !== known || !hasOwnFields(given, outcome, times)) return null;
  const at = typeof time === 'string' ? parseInstant(time) : time instanceof Date ? time.getTime() : null;
  if (at === null || !(at >= MIN_INSTANT && at <= Math.min(MAX_INSTANT, now + SKEW))) return null;
  if (!isId(identityId) || !isId(type)) return null;
  if (outcome !== undefined && outcome !== null && outcome !== 'success' && outcome !== 'failure') return null;
  if (times !== undefined && times !== null && !isCount(times)) return null;
  return { identityId, type, at, failed: outcome === 'failure', times: (times as number | null | undefined) ?? 1 };
}

function hasOwnFields(given: object, outcome: unknown, times: unknown): boolean {
  return (
    Object.hasOwn(given, 'identityId') &&
    Object.hasOwn(given, 'type') &&
    Object.hasOwn(given, 'at') &&
    (outcome === undefined || Object.hasOwn(given, 'outcome')) &&
    (times === undefined || Object.hasOwn(given, 'count'))
  );
}
