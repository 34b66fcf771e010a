import { approvePolicy, findProposal, proposePolicy, withdrawProposal } from '../decide/propose-policy';
import type { Issue } from '../model/errors';
import type { PolicyProposal } from '../model/policy-proposal';
import { checkId, checkOptionalId, checkReason } from './check-input';
import { commandOnce } from './command-once';
import { type Activated, type ActivateRequest, commitPolicies } from './policies';
import { checkMode, readPolicy } from './read-policy';
import type { Runtime } from './runtime';

/** A policy for a second person to approve. */
export interface ProposeRequest extends Omit<ActivateRequest, 'actor'> {
  readonly actor: string;
}

/** A proposal that waits. */
export interface Proposed {
  readonly proposal: PolicyProposal;
  readonly warnings: readonly Issue[];
}

export interface ApproveRequest {
  readonly accountId: string;
  readonly proposalId: string;
  /** Somebody else than the one who proposed it. */
  readonly actor: string;
  /** Default: that of the proposal. */
  readonly reason?: string | null;
  /** A repeat with the same key within 24 hours gives the first answer, and changes nothing (E6). */
  readonly idempotencyKey?: string | null;
}

export interface WithdrawProposalRequest {
  readonly accountId: string;
  readonly proposalId: string;
  readonly reason: string;
  readonly actor?: string | null;
  /** A repeat with the same key within 24 hours gives the first answer, and changes nothing (E6). */
  readonly idempotencyKey?: string | null;
}

/**
 * Proposes a policy: it is checked and kept, and changes nothing about anybody until another person approves it.
 * @throws DormouseError `INVALID_POLICY` as `activate`; `REASON_REQUIRED`; `INVALID_ARGUMENT`; `CONFLICT` when 100
 * proposals wait already.
 */
export async function propose(runtime: Runtime, request: ProposeRequest): Promise<Proposed> {
  const accountId = checkId(request.accountId, 'accountId');
  const actor = checkId(request.actor, 'actor');
  const reason = checkReason(request.reason);
  const mode = checkMode(request.mode);
  const settings = await runtime.policies.settingsOf(accountId);
  const { warnings, ...policy } = readPolicy(runtime, request.document, settings);
  const given = { id: runtime.newId(), ...policy, mode, liftRemoved: request.liftRemoved === true, actor, reason };
  return commitPolicies(
    runtime,
    accountId,
    (account) => {
      const { proposal, commit } = proposePolicy(account, accountId, { ...given, at: runtime.now() }, runtime.hash);
      return { answer: { proposal, warnings }, commit };
    },
    commandOnce<Proposed>(request.idempotencyKey, 'policies.propose'),
  );
}

/**
 * Approves a proposal, which puts the policy into force. The document is checked again: settings may have changed.
 * @throws DormouseError `PROPOSAL_NOT_FOUND`; `SAME_PERSON`; `CONFLICT` when another version came into force meanwhile;
 * `INVALID_POLICY`; `INVALID_ARGUMENT`.
 */
export async function approve(runtime: Runtime, request: ApproveRequest): Promise<Activated> {
  const accountId = checkId(request.accountId, 'accountId');
  const proposalId = checkId(request.proposalId, 'proposalId');
  const actor = checkId(request.actor, 'actor');
  const given = request.reason ?? null;
  const reason = given === null ? null : checkReason(given);
  const settings = await runtime.policies.settingsOf(accountId);
  const once = commandOnce<Activated>(request.idempotencyKey, 'policies.approve');
  const policies = await runtime.storage.policies(accountId);
  // A repeat finds its proposal gone: its first answer is what is remembered.
  const isGone = !policies.proposals.some(({ id }) => id === proposalId);
  const { warnings } =
    once !== null && isGone
      ? { warnings: [] }
      : readPolicy(runtime, findProposal(policies, proposalId).document, settings);
  return commitPolicies(
    runtime,
    accountId,
    (account) => {
      const command = { accountId, proposalId, actor, reason, at: runtime.now() };
      const decided = approvePolicy(account, command, runtime.hash);
      return { answer: { activation: decided.activation, warnings }, commit: decided.commit };
    },
    once,
  );
}

/**
 * Withdraws a proposal.
 * @throws DormouseError `PROPOSAL_NOT_FOUND`; `REASON_REQUIRED`; `INVALID_ARGUMENT`.
 */
export async function withdraw(runtime: Runtime, request: WithdrawProposalRequest): Promise<void> {
  const accountId = checkId(request.accountId, 'accountId');
  const proposalId = checkId(request.proposalId, 'proposalId');
  const actor = checkOptionalId(request.actor, 'actor');
  const reason = checkReason(request.reason);
  await commitPolicies(
    runtime,
    accountId,
    (account) => {
      const command = { accountId, proposalId, actor, reason, at: runtime.now() };
      return { answer: null, commit: withdrawProposal(account, command, runtime.hash) };
    },
    commandOnce<null>(request.idempotencyKey, 'policies.withdraw'),
  );
}

/** The proposals that wait, in the order of proposing. */
export async function listProposals(runtime: Runtime, accountId: string): Promise<readonly PolicyProposal[]> {
  return (await runtime.storage.policies(checkId(accountId, 'accountId'))).proposals;
}
