import type { AccountEvent } from '../model/event';
import type { JsonObject } from '../model/json';
import type { AccountPolicies, PolicyActivation, PolicyCommit } from '../model/policy-activation';
import type { Instant } from '../time/instant';

/** Puts a new version of a policy into force. The document was checked before. */
export interface ActivatePolicy {
  readonly accountId: string;
  readonly policyId: string;
  readonly document: JsonObject;
  readonly actor: string | null;
  readonly reason: string;
  readonly at: Instant;
}

/** Decides on an activation: the next version, and the event that tells of it (P1). It cannot be refused. */
export function activatePolicy(account: AccountPolicies, command: ActivatePolicy): PolicyCommit {
  const { accountId, policyId, document, actor, reason, at } = command;
  const before = account.active.find((activation) => activation.policyId === policyId);
  const version = (before?.version ?? 0) + 1;
  const activation: PolicyActivation = { policyId, version, document, actor, reason, at };
  const event: AccountEvent = {
    type: 'policy.activated',
    accountId,
    identityId: null,
    sequence: account.sequence + 1,
    at,
    actor,
    data: { policyId, version, document, reason },
  };
  return { activations: [activation], events: [event] };
}
