import type { Subject } from '../model/subject';
import type { PolicySet } from '../policy/policy-set';
import type { Evaluation } from './evaluation';
import type { Transition } from './next-transition';

/** All that the sentences of an explanation are gathered from. */
export interface Explained {
  readonly set: PolicySet;
  readonly subject: Subject;
  readonly evaluation: Evaluation;
  readonly next: Transition | null;
  /** By policy: the rules before the governing one that do not select the identity. */
  readonly passedOver: ReadonlyMap<string, readonly string[]>;
}
