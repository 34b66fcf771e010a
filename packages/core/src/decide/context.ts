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
  /** The sweep that acts; null in a command. */
  readonly runId: string | null;
}
