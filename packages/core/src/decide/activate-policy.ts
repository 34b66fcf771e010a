import type { HashText } from '../model/chain';
import type { JsonObject } from '../model/json';
import type { AccountPolicies, PolicyActivation, PolicyCommit } from '../model/policy-activation';
import type { PolicyMode, PolicyProposal } from '../model/policy-proposal';
import { type AccountEventFields, accountEvents } from './account-events';
import { lastVersion, removedRules } from './removed-rules';

/** Puts a new version of a policy into force. The document was checked before. */
export interface ActivatePolicy extends AccountEventFields {
  readonly policyId: string;
  readonly document: JsonObject;
  /** The hash of the canonical JSON of the document. */
  readonly contentHash: string;
  readonly mode: PolicyMode;
  /** Whether controls whose rule is gone are lifted, by the sweeps that follow (P7). */
  readonly liftRemoved: boolean;
  /** Who proposed it; null: one person activates it. */
  readonly proposedBy: string | null;
  readonly reason: string;
}

/** An activation, and the commit that writes it. */
export interface PolicyDecision {
  readonly activation: PolicyActivation;
  readonly commit: PolicyCommit;
}

/**
 * Decides on an activation: the next version, and the event that tells of it (P1). It cannot be refused.
 *
 * Activating once more what is in force already (the same content, in the same mode, with nothing new to lift) changes
 * and tells nothing, so that a host can activate its policies at every start. An enforcing version takes the place of
 * the enforcing and of the observing one; an observing version stands beside the enforcing one (P8).
 */
export function activatePolicy(account: AccountPolicies, command: ActivatePolicy, hash: HashText): PolicyDecision {
  const { policyId, document, contentHash, mode, liftRemoved, actor, proposedBy, reason, at } = command;
  const noRules = { removedRules: [], liftedRules: [] };
  const rules = mode === 'enforce' ? removedRules(account, policyId, document, liftRemoved) : noRules;
  const current = account.active.find((other) => other.policyId === policyId && other.mode === mode);
  if (current?.contentHash === contentHash && current.liftedRules.length === rules.liftedRules.length) {
    return { activation: current, commit: { activations: [], events: [], keepsEvaluations: true } };
  }
  const version = lastVersion(account, policyId) + 1;
  const who = { actor, proposedBy, reason, at };
  const activation: PolicyActivation = { policyId, version, document, contentHash, mode, ...who, ...rules };
  const others = account.active.filter(
    (other) => other.policyId !== policyId || (mode === 'observe' && other.mode === 'enforce'),
  );
  const data = { policyId, version, mode, document, contentHash, reason, liftRemoved, proposedBy };
  const events = accountEvents(account, command, [{ type: 'policy.activated', data }], hash);
  const retired =
    mode === 'enforce' ? account.retired.filter((policy) => policy.policyId !== policyId) : account.retired;
  return { activation, commit: { activations: [activation], events, active: [...others, activation], retired } };
}

/** The list of proposals without one of them. */
export function withoutProposal({ proposals }: AccountPolicies, id: string): readonly PolicyProposal[] {
  return proposals.filter((proposal) => proposal.id !== id);
}
