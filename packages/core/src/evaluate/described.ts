import type { Subject } from '../model/subject';
import type { PolicySet } from '../policy/policy-set';
import type { Instant } from '../time/instant';
import type { Evaluation } from './evaluation';
import type { Transition } from './next-transition';

/** All that the sentences of an explanation are made from. */
export interface Described {
  readonly set: PolicySet;
  readonly subject: Subject;
  readonly evaluation: Evaluation;
  readonly next: Transition | null;
  readonly passedOver: readonly { readonly policyId: string; readonly ruleIds: readonly string[] }[];
}

/** Says an instant in the account's time zone, such as "16 January 2026, 00:00 UTC". */
export type SayInstant = (at: Instant) => string;
