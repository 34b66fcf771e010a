import type { HashText } from '../model/chain';
import { DormouseError } from '../model/errors';
import type { AccountPolicies, PolicyCommit, RetiredPolicy } from '../model/policy-activation';
import { type AccountEventFields, accountEvents } from './account-events';
import { lastVersion, removedRules } from './removed-rules';

/** Takes a policy out of force. */
export interface RetirePolicy extends AccountEventFields {
  readonly policyId: string;
  /** Whether the controls that its rules set are lifted, by the sweeps that follow (P7). */
  readonly liftRemoved: boolean;
  readonly reason: string;
}

/** A retired policy, and the commit that writes it. */
export interface RetireDecision {
  readonly retired: RetiredPolicy;
  readonly commit: PolicyCommit;
}

/**
 * Decides on retiring a policy: its enforcing and its observing version end. Its controls stay, unless they are to be
 * lifted.
 * @throws DormouseError `POLICY_NOT_FOUND` when no version of it is in force.
 */
export function retirePolicy(account: AccountPolicies, command: RetirePolicy, hash: HashText): RetireDecision {
  const { policyId, liftRemoved, actor, reason, at } = command;
  const others = account.active.filter((activation) => activation.policyId !== policyId);
  if (others.length === account.active.length) {
    throw new DormouseError('POLICY_NOT_FOUND', 'no version of this policy is in force', { policyId });
  }
  const version = lastVersion(account, policyId);
  const rules = removedRules(account, policyId, null, liftRemoved);
  const retired: RetiredPolicy = { policyId, version, actor, reason, at, ...rules };
  const data = { policyId, version, reason, liftRemoved };
  const events = accountEvents(account, command, [{ type: 'policy.retired', data }], hash);
  const before = account.retired.filter((policy) => policy.policyId !== policyId);
  return { retired, commit: { activations: [], events, active: others, retired: [...before, retired] } };
}
