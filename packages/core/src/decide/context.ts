import type { HashText } from '../model/chain';
import type { PolicySet } from '../policy/policy-set';
import type { Instant } from '../time/instant';

/** Everything that a decision knows beside the subject and the command: there is no other input (E1). */
export interface Context {
  readonly set: PolicySet;
  /** The revision of the account's policies that `set` was compiled from. */
  readonly policyRevision: number;
  readonly versionOf: (policyId: string) => number | null;
  readonly at: Instant;
  /** Who asked for it; null: nobody said. */
  readonly actor: string | null;
  /** Gives a new id for each control. */
  readonly newId: () => string;
  /** Links the events (E3). */
  readonly hash: HashText;
  /** The sweep that acts; null in a command. */
  readonly runId: string | null;
  /** The policies that only observe (P8); left out when there are none. */
  readonly observed?: ObservedPolicies;
  /** Whose controls sweeps lift because their rule is gone (P7); left out when there are none. */
  readonly lifts?: ReadonlyMap<string, LiftOrder>;
}

/** The observing policies of an account (P8). */
export interface ObservedPolicies {
  readonly set: PolicySet;
  readonly versionOf: (policyId: string) => number | null;
}

/** The rules of one policy whose controls sweeps lift, and who ordered it (P7). */
export interface LiftOrder {
  readonly rules: ReadonlySet<string>;
  readonly actor: string | null;
  readonly reason: string;
}
