import { DormouseError } from '../model/errors';
import { type InstantInput, toInstant } from '../model/time-checks';
import type { Instant } from '../time/instant';
import { MAX_INSTANT, MIN_INSTANT } from '../time/instant';

/** A clock that stands still until it is moved. */
export interface ManualClock {
  /** What it shows: the `clock` of `createDormouse`. It needs no `this`. */
  readonly read: () => Date;
  /** What it shows, as the engine counts. */
  readonly now: () => Instant;
  /** Moves it to an instant, also back: a text like `2026-01-01T00:00:00Z`, or a `Date`. */
  readonly set: (at: InstantInput) => void;
  /** Moves it on by so many milliseconds; back with less than 0. */
  readonly advance: (milliseconds: number) => void;
}

/**
 * A clock for tests and simulations.
 * @param start what it shows at first.
 * @throws DormouseError `INVALID_INSTANT` when an instant is none, here and when it is set or moved out of the years
 * 1 to 9999.
 * @example
 * const clock = manualClock('2026-01-01T00:00:00Z');
 * const dormouse = createDormouse({ storage: memoryStorage(), clock: clock.read });
 */
export function manualClock(start: InstantInput): ManualClock {
  let now = toInstant(start, 'start');
  return {
    read: () => new Date(now),
    now: () => now,
    set: (at) => {
      now = toInstant(at);
    },
    advance: (milliseconds) => {
      const moved = now + milliseconds;
      if (!(Number.isInteger(moved) && moved >= MIN_INSTANT && moved <= MAX_INSTANT)) {
        throw new DormouseError('INVALID_INSTANT', 'a clock moves by whole milliseconds, within the years 1 to 9999');
      }
      now = moved;
    },
  };
}
