import { parseDuration } from '../time/duration';
import { type Instant, MAX_INSTANT, MIN_INSTANT, parseInstant } from '../time/instant';
import { createZone } from '../time/zone';
import { DormouseError } from './errors';
import { type Check, refuse } from './shape';

/** An instant as the API takes it: a `Date`, or ISO-8601 text with an offset (T1). */
export type InstantInput = Date | string;

/**
 * Reads an instant (T1).
 * @throws DormouseError `INVALID_INSTANT` for anything but a valid `Date` or an RFC 3339 text with an offset.
 * @example toInstant('2026-01-01T00:00:00Z') // 1767225600000
 */
export function toInstant(value: InstantInput, name = 'at'): Instant {
  const instant = typeof value === 'string' ? parseInstant(value) : value instanceof Date ? value.getTime() : null;
  if (instant === null || !(instant >= MIN_INSTANT && instant <= MAX_INSTANT)) {
    throw new DormouseError(
      'INVALID_INSTANT',
      `${name} must be a valid Date or an ISO-8601 text with an offset, such as 2026-01-01T00:00:00Z`,
      { name },
    );
  }
  return instant;
}

export const instant: Check = (value, pointer, issues) => {
  if (typeof value !== 'string' || parseInstant(value) === null) {
    refuse(
      issues,
      'INVALID_INSTANT',
      pointer,
      'must be an ISO-8601 instant with an offset, such as 2026-01-01T00:00:00Z',
    );
  }
};

export const duration: Check = (value, pointer, issues) => {
  if (typeof value !== 'string' || parseDuration(value) === null) {
    refuse(issues, 'INVALID_DURATION', pointer, 'must be an ISO-8601 duration of at most 1,000 years, such as P45D');
  }
};

export const timeZone: Check = (value, pointer, issues) => {
  if (typeof value !== 'string' || createZone(value) === null) {
    refuse(issues, 'INVALID_TIME_ZONE', pointer, 'must be an IANA time zone name, such as Europe/Berlin');
  }
};
