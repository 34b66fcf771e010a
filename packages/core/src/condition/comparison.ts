import type { Instant } from '../time/instant';
import type { Horizon } from './horizon';
import type { Truth } from './truth';

/**
 * Judges two values that are present. Only a timed comparison writes `horizon.until` (and overwrites it): until when
 * its answer holds for these values.
 */
export type Compare = (left: unknown, right: unknown, at: Instant, horizon: Horizon) => Truth;

/** Which of two values cannot be judged: 0 none, 1 the left one, 2 the right one, 3 both. */
export type Fault = 0 | 1 | 2 | 3;

/** How an operator judges. */
export interface Comparison {
  readonly compare: Compare;
  /** Asked only when `compare` answers unknown: whom to blame (C2). */
  readonly fault: (left: unknown, right: unknown) => Fault;
  readonly timed: boolean;
}

/** The union of two faults. */
export function joinFaults(left: Fault, right: Fault): Fault {
  return (left | right) as Fault;
}
