import {
  type AccountPolicies,
  compareIds,
  DormouseError,
  type PolicyActivation,
  type PolicyCommit,
} from '@dormouse/core';
import type { Account } from './account';
import { deepFreeze } from './deep-freeze';

/** Writes a commit to the policies of an account. Its revision grows, and with that every evaluation expires. */
export function applyPolicies(account: Account, commit: PolicyCommit): AccountPolicies {
  const { revision, sequence, active } = account.policies;
  const last = commit.events.reduce((before, event) => {
    if (event.sequence !== before + 1) throw new DormouseError('CONFLICT', 'an event does not follow the last one');
    return event.sequence;
  }, sequence);
  const byId = new Map<string, PolicyActivation>();
  for (const activation of [...active, ...commit.activations]) byId.set(activation.policyId, activation);
  const policies: AccountPolicies = {
    revision: revision + 1,
    sequence: last,
    active: [...byId.values()].sort((left, right) => compareIds(left.policyId, right.policyId)),
  };
  deepFreeze(policies, account.policies);
  for (const event of commit.events) {
    deepFreeze(event, undefined);
    account.log.add(event, -1);
  }
  account.policies = policies;
  return policies;
}
