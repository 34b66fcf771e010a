import type { Instant } from '../time/instant';
import type { HostAnswerer } from './host-answer';

/**
 * Where a condition writes until when its answer holds (C5). It is an out-parameter: one object serves any number of
 * tests, and the hot path allocates nothing.
 */
export interface Horizon {
  until: Instant;
  /** Who answers for the leaves that read host facts (C7). Without one they are unknown. */
  readonly host?: HostAnswerer | null;
}
