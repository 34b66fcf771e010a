import type { Instant } from '../time/instant';

/**
 * Where a condition writes until when its answer holds (C5). It is an out-parameter: one object serves any number of
 * tests, and the hot path allocates nothing.
 */
export interface Horizon {
  until: Instant;
}
