import type { HashText } from '../model/chain';
import { DormouseError } from '../model/errors';
import type { AccountPolicies, PolicyCommit } from '../model/policy-activation';
import type { PolicyMode, PolicyProposal } from '../model/policy-proposal';
import { type AccountEventFields, accountEvents } from './account-events';
import { activatePolicy, type PolicyDecision, withoutProposal } from './activate-policy';

/** How many proposals may wait in one account. */
const MOST_PROPOSALS = 100;

/** The version in force of a policy and mode; null: there is none. */
function versionInForce({ active }: AccountPolicies, policyId: string, mode: PolicyMode): number | null {
  return active.find((activation) => activation.policyId === policyId && activation.mode === mode)?.version ?? null;
}

/**
 * Decides on proposing a policy, which a second person may then approve. It changes nothing about anybody.
 * @throws DormouseError `CONFLICT` when 100 proposals wait already.
 */
export function proposePolicy(
  account: AccountPolicies,
  accountId: string,
  given: Omit<PolicyProposal, 'over'>,
  hash: HashText,
): { readonly proposal: PolicyProposal; readonly commit: PolicyCommit } {
  if (account.proposals.length >= MOST_PROPOSALS) {
    throw new DormouseError('CONFLICT', `${MOST_PROPOSALS} proposals wait already: withdraw some`, { accountId });
  }
  const proposal: PolicyProposal = { ...given, over: versionInForce(account, given.policyId, given.mode) };
  const command = { accountId, actor: given.actor, at: given.at };
  const events = accountEvents(account, command, [{ type: 'policy.proposed', data: { proposal } }], hash);
  const proposals = [...account.proposals, proposal];
  return { proposal, commit: { activations: [], events, proposals, keepsEvaluations: true } };
}

/** Approves what somebody else proposed. */
export interface ApprovePolicy extends AccountEventFields {
  readonly actor: string;
  readonly proposalId: string;
  /** null: that of the proposal. */
  readonly reason: string | null;
}

/**
 * Decides on approving a proposal, which puts the policy into force.
 * @throws DormouseError `PROPOSAL_NOT_FOUND`; `SAME_PERSON` for the one who proposed it; `CONFLICT` when another version
 * came into force since it was proposed.
 */
export function approvePolicy(account: AccountPolicies, command: ApprovePolicy, hash: HashText): PolicyDecision {
  const { accountId, actor, at, proposalId } = command;
  const proposal = findProposal(account, proposalId);
  if (proposal.actor === actor) {
    throw new DormouseError('SAME_PERSON', 'whoever proposed a policy cannot approve it: ask another person', {
      proposalId,
      actor,
    });
  }
  const { policyId, document, contentHash, mode, liftRemoved } = proposal;
  if (versionInForce(account, policyId, mode) !== proposal.over) {
    throw new DormouseError('CONFLICT', 'the policy has changed since this was proposed: propose it again', {
      proposalId,
      policyId,
    });
  }
  const what = { policyId, document, contentHash, mode, liftRemoved };
  const why = { proposedBy: proposal.actor, reason: command.reason ?? proposal.reason };
  const { activation, commit } = activatePolicy(account, { accountId, actor, at, ...what, ...why }, hash);
  return { activation, commit: { ...commit, proposals: withoutProposal(account, proposalId) } };
}

/**
 * Decides on withdrawing a proposal.
 * @throws DormouseError `PROPOSAL_NOT_FOUND`.
 */
export function withdrawProposal(
  account: AccountPolicies,
  command: AccountEventFields & { readonly proposalId: string; readonly reason: string },
  hash: HashText,
): PolicyCommit {
  const { proposalId, reason } = command;
  const { policyId } = findProposal(account, proposalId);
  const data = { proposalId, policyId, reason };
  const events = accountEvents(account, command, [{ type: 'policy.proposal_withdrawn', data }], hash);
  return { activations: [], events, proposals: withoutProposal(account, proposalId), keepsEvaluations: true };
}

/** @throws DormouseError `PROPOSAL_NOT_FOUND`. */
export function findProposal({ proposals }: AccountPolicies, proposalId: string): PolicyProposal {
  const proposal = proposals.find(({ id }) => id === proposalId);
  if (proposal !== undefined) return proposal;
  throw new DormouseError('PROPOSAL_NOT_FOUND', 'no proposal with this id waits in the account', { proposalId });
}
