import type { Subject } from '../model/subject';
import type { Instant } from '../time/instant';
import type { Horizon } from './horizon';
import type { Truth } from './truth';

/** The answers of the named conditions that a condition uses more than once, by slot. */
export interface Slots {
  readonly truths: Uint8Array;
  readonly untils: Float64Array;
}

/**
 * The test of one node. A timed node writes `horizon.until` (and overwrites it): until when its answer holds. A
 * timeless node leaves it alone. `slots` is null for conditions without slots.
 */
export type TestNode = (subject: Subject, at: Instant, horizon: Horizon, slots: Slots | null) => Truth;
