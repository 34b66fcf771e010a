import type { Instant } from '../time/instant';
import type { AccountEvent } from './event';
import type { JsonObject } from './json';
import type { PolicyMode, PolicyProposal } from './policy-proposal';
import type { RememberedCommand } from './remembered-command';
import type { Report } from './report';
import type { Run } from './run';

/** A version of a policy that was put into force. It is never changed (P1). */
export interface PolicyActivation {
  readonly policyId: string;
  /** Counts the versions of the policy from 1, whatever their mode. */
  readonly version: number;
  readonly document: JsonObject;
  /** The form of the document as it is stored; left out: the present one. Readers see the present form. */
  readonly form?: number;
  /** The engine's hash (SHA-256 in hex, unless the host gives another) over the canonical JSON (RFC 8785) of the document. */
  readonly contentHash: string;
  readonly mode: PolicyMode;
  readonly actor: string | null;
  /** Who proposed it, where two persons activate; else null. */
  readonly proposedBy: string | null;
  readonly reason: string;
  readonly at: Instant;
  /** The rules of earlier enforcing versions that this one does not have. */
  readonly removedRules: readonly string[];
  /** Those of them whose controls sweeps lift (P7). */
  readonly liftedRules: readonly string[];
}

/** A policy that was taken out of force, by whom and why. Activating it again takes it from the list. */
export interface RetiredPolicy {
  readonly policyId: string;
  /** Its last version. */
  readonly version: number;
  readonly actor: string | null;
  readonly reason: string;
  readonly at: Instant;
  /** All the rules that its enforcing versions had. */
  readonly removedRules: readonly string[];
  /** Those of them whose controls sweeps lift (P7). */
  readonly liftedRules: readonly string[];
}

/** What belongs to an account itself, as the storage keeps it: its policies, and the end of its own log. */
export interface AccountPolicies {
  /** Grows with every commit that can change an evaluation; what was judged under an earlier one has expired (P7). 0: none ever. */
  readonly revision: number;
  /** The sequence of the account's own last event (E3); 0 when there is none. */
  readonly sequence: number;
  /** The hash of the account's own last event (E3); `FIRST_HASH` when there is none. */
  readonly headHash: string;
  /**
   * The versions in force, sorted by policy id, the enforcing one of a policy before the observing one: there is at most
   * one of each.
   */
  readonly active: readonly PolicyActivation[];
  /** The policies that were retired and not enforced since, sorted by policy id. */
  readonly retired: readonly RetiredPolicy[];
  /** What waits for a second person, in the order of proposing. */
  readonly proposals: readonly PolicyProposal[];
  /** The run that the guard halted last, while it can be resumed (S4); null: there is none. */
  readonly haltedRun: string | null;
}

/** What a command makes of the policies of an account. What it leaves out stays. */
export interface PolicyCommit {
  /** New versions, for the history of their policies. */
  readonly activations: readonly PolicyActivation[];
  readonly events: readonly AccountEvent[];
  /** All the versions in force afterwards. Default: each activation in place of the version of the same policy and mode. */
  readonly active?: readonly PolicyActivation[];
  readonly retired?: readonly RetiredPolicy[];
  readonly proposals?: readonly PolicyProposal[];
  readonly haltedRun?: string | null;
  /** Written beside those that are there, or in place of the one of the same id. */
  readonly runs?: readonly Run[];
  /** All the reports afterwards, if they were loaded for the decision; those that are left out go with their rows. */
  readonly reports?: readonly Report[];
  /** The commit changes nothing about any evaluation: the revision stays, and no evaluation expires. Default: false. */
  readonly keepsEvaluations?: boolean;
  /** The answer to remember under its idempotency key, written with the commit (E6). */
  readonly remember?: RememberedCommand;
}
