import type { Instant } from '../time/instant';
import type { AccountEvent } from './event';
import type { JsonObject } from './json';

/** A version of a policy that was put into force. It is never changed (P1). */
export interface PolicyActivation {
  readonly policyId: string;
  /** Counts the versions of the policy from 1. */
  readonly version: number;
  readonly document: JsonObject;
  readonly actor: string | null;
  readonly reason: string;
  readonly at: Instant;
}

/** The policies of an account as the storage keeps them. */
export interface AccountPolicies {
  /** Grows with every commit to the policies; what was judged under an earlier one has expired (P7). 0: none ever. */
  readonly revision: number;
  /** The sequence of the account's own last event (E3); 0 when there is none. */
  readonly sequence: number;
  /** The version in force of each policy, sorted by policy id. Earlier versions are in their events. */
  readonly active: readonly PolicyActivation[];
}

/** What a command makes of the policies of an account. */
export interface PolicyCommit {
  /** Put into force, each in place of the version of the same policy. */
  readonly activations: readonly PolicyActivation[];
  readonly events: readonly AccountEvent[];
}
