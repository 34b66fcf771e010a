import type { Identity } from '../model/identity';
import type { Instant } from '../time/instant';
import type { CustomOperator } from './custom-operator';
import type { HostAnswer, HostLeaf } from './host-answer';
import type { HostFactTypes } from './language';

/** One leaf to be answered for one identity. */
export interface HostQuestion {
  readonly identity: Identity;
  readonly leaf: HostLeaf;
  /** The value of the side that is a built-in fact; undefined when it is missing, or when there is no such side. */
  readonly against: unknown;
}

/**
 * The lane that answers the leaves which read host facts (C7). `@dormouse/core/host-facts` makes one; the engine asks it
 * before it decides, and never inside a transaction of the storage.
 */
export interface HostFactsLane {
  /** The facts that conditions may name, with their types where they are declared. */
  readonly facts: HostFactTypes;
  /**
   * Answers in the order of the questions. Facts are fetched in bulk, and kept for their `maxAge`. It never rejects: what
   * cannot be found out is unknown.
   */
  readonly answer: (
    questions: readonly HostQuestion[],
    now: Instant,
    operators: ReadonlyMap<string, CustomOperator>,
  ) => Promise<readonly HostAnswer[]>;
}
