import type { Subject } from '../model/subject';
import type { Instant } from '../time/instant';
import type { Zone } from '../time/zone';
import type { LeafPlan } from './plan';
import type { Truth } from './truth';

/** A leaf that reads a host fact: what the host-facts lane is asked about (C7). */
export interface HostLeaf {
  /** The same for equal leaves, wherever they stand. */
  readonly key: string;
  readonly plan: LeafPlan;
  /** The zone in which the calendar parts of durations are added (T3). */
  readonly zone: Zone;
}

/** What the host-facts lane found out about one leaf and one identity. */
export interface HostAnswer {
  readonly truth: Truth;
  /** The answer holds in `[since, until)`: `until` is the first of the facts' `maxAge` and the leaf's own horizon (C5). */
  readonly since: Instant;
  readonly until: Instant;
  /** The value of the other side, where that is a built-in fact: the answer is for this value only. */
  readonly against: unknown;
  /** Of an unknown answer: the facts to blame (C2). */
  readonly blame: readonly string[];
}

/**
 * Gives the answer that was found out before; null when there is none. It never waits and changes nothing that a
 * judgement can see, so that judging stays synchronous and pure.
 */
export type HostAnswerer = (subject: Subject, leaf: HostLeaf, against: unknown, at: Instant) => HostAnswer | null;
