import type { AccountPolicies, PolicyCommit } from '../model/policy-activation';
import type { RememberedCommand } from '../model/remembered-command';
import type { Report } from '../model/report';
import type { Run } from '../model/run';

/** What is loaded for a decision about the account itself, beside its policies. */
export interface PolicyUpdateOptions {
  /** The runs to load for the decision. */
  readonly runIds?: readonly string[];
  /** Also loads what the account remembers under this key (E6). */
  readonly idempotencyKey?: string;
  /** Also loads the reports of the account, and locks them. A commit may only say `reports` with this. Default: false. */
  readonly withReports?: boolean;
}

/**
 * Decides about the account itself. `runs` are those that were asked for, as far as they are there; `reports` are the
 * latest first, and empty when they were not asked for.
 */
export type DecidePolicies = (
  account: AccountPolicies,
  runs: ReadonlyMap<string, Run>,
  remembered: RememberedCommand | null,
  reports: readonly Report[],
) => PolicyCommit;
