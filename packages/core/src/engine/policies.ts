import { activatePolicy } from '../decide/activate-policy';
import { retirePolicy } from '../decide/retire-policy';
import { DormouseError, type Issue } from '../model/errors';
import type { AccountPolicies, PolicyActivation, PolicyCommit, RetiredPolicy } from '../model/policy-activation';
import type { PolicyMode } from '../model/policy-proposal';
import { upgradeActivation } from '../model/upgrade-document';
import { checkId, checkOptionalId, checkReason } from './check-input';
import { commandOnce } from './command-once';
import { firstAnswer, type Once, rememberedAs } from './once';
import { checkMode, readPolicy } from './read-policy';
import type { Runtime } from './runtime';

export interface ActivateRequest {
  readonly accountId: string;
  /** A policy as JSON. It takes the place of the active version of the same id. */
  readonly document: unknown;
  readonly reason: string;
  readonly actor?: string | null;
  /**
   * `enforce` (default), or `observe`: such a version tells what it would have done (`would_restrict`) and acts on
   * nothing, beside the enforcing version of the same id if there is one (P8).
   */
  readonly mode?: PolicyMode | null;
  /** Lifts the controls of rules that the policy has no more; the next sweeps do it (P7). Default: they stay. */
  readonly liftRemoved?: boolean | null;
  /** A repeat with the same key within 24 hours gives the first answer, and changes nothing (E6). */
  readonly idempotencyKey?: string | null;
}

/** A policy that is now in force. */
export interface Activated {
  /** With the same content and mode as before, it is the version that was in force already. */
  readonly activation: PolicyActivation;
  /** Advice about the document; nothing that refuses it. */
  readonly warnings: readonly Issue[];
}

export interface RetireRequest {
  readonly accountId: string;
  readonly policyId: string;
  readonly reason: string;
  readonly actor?: string | null;
  /** Lifts the controls that its rules set; the next sweeps do it (P7). Default: they stay. */
  readonly liftRemoved?: boolean | null;
  /** A repeat with the same key within 24 hours gives the first answer, and changes nothing (E6). */
  readonly idempotencyKey?: string | null;
}

/**
 * Puts a policy into force, as the next version of its id (P1). With the same commit every evaluation of the account
 * expires, and the next sweeps judge everyone under it (P7).
 * @throws DormouseError `INVALID_POLICY` with every issue in `data.issues`, pointers from the root of the document;
 * `REASON_REQUIRED`; `TWO_PERSONS_REQUIRED` when the settings ask for two; `INVALID_ARGUMENT`.
 */
export async function activate(runtime: Runtime, request: ActivateRequest): Promise<Activated> {
  const accountId = checkId(request.accountId, 'accountId');
  const actor = checkOptionalId(request.actor, 'actor');
  const reason = checkReason(request.reason);
  const mode = checkMode(request.mode);
  const settings = await runtime.policies.settingsOf(accountId);
  if (settings.activation?.twoPersons === true) {
    throw new DormouseError('TWO_PERSONS_REQUIRED', 'two persons activate here: one proposes, another approves', {
      accountId,
    });
  }
  const { warnings, ...policy } = readPolicy(runtime, request.document, settings);
  const what = { accountId, ...policy, mode, liftRemoved: request.liftRemoved === true };
  return commitPolicies(
    runtime,
    accountId,
    (account) => {
      const command = { ...what, actor, proposedBy: null, reason, at: runtime.now() };
      const { activation, commit } = activatePolicy(account, command, runtime.hash);
      return { answer: { activation, warnings }, commit };
    },
    commandOnce<Activated>(request.idempotencyKey, 'policies.activate'),
  );
}

/**
 * Takes a policy out of force, its enforcing and its observing version. Its controls stay unless `liftRemoved` says
 * otherwise; its notices are withdrawn by the next sweeps (P6).
 * @throws DormouseError `POLICY_NOT_FOUND`; `REASON_REQUIRED`; `INVALID_ARGUMENT`.
 */
export async function retire(runtime: Runtime, request: RetireRequest): Promise<RetiredPolicy> {
  const accountId = checkId(request.accountId, 'accountId');
  const policyId = checkId(request.policyId, 'policyId');
  const actor = checkOptionalId(request.actor, 'actor');
  const reason = checkReason(request.reason);
  const liftRemoved = request.liftRemoved === true;
  return commitPolicies(
    runtime,
    accountId,
    (account) => {
      const command = { accountId, policyId, actor, reason, liftRemoved, at: runtime.now() };
      const { retired, commit } = retirePolicy(account, command, runtime.hash);
      return { answer: retired, commit };
    },
    commandOnce<RetiredPolicy>(request.idempotencyKey, 'policies.retire'),
  );
}

/** A commit of an account that changes nothing. */
export const noChange: PolicyCommit = Object.freeze({ activations: [], events: [], keepsEvaluations: true });

/** What a decision about an account gives back. */
export interface PolicyAnswer<T> {
  readonly answer: T;
  readonly commit: PolicyCommit;
}

/**
 * Decides about an account under its lock, commits, and tells the listeners. What was done under its idempotency key
 * gives its first answer, and changes nothing (E6).
 */
export async function commitPolicies<T>(
  runtime: Runtime,
  accountId: string,
  decide: (account: AccountPolicies) => PolicyAnswer<T>,
  once: Once<T> | null = null,
): Promise<T> {
  let decided: PolicyAnswer<T> | null = null;
  await runtime.storage.updatePolicies(
    accountId,
    (account, _, remembered) => {
      const now = runtime.now();
      const first = once === null ? null : firstAnswer(once, remembered, now);
      decided = first === null ? decide(account) : { ...first, commit: noChange };
      if (once === null || first !== null) return decided.commit;
      return { ...decided.commit, remember: rememberedAs(once, decided.answer, now) };
    },
    once === null ? {} : { idempotencyKey: once.key },
  );
  // The compiler does not see that the storage has called back.
  const last = decided as PolicyAnswer<T> | null;
  if (last === null) throw new DormouseError('CONFLICT', 'the storage did not ask for the decision', { accountId });
  if (last.commit.keepsEvaluations !== true) runtime.policies.forget(accountId);
  runtime.emit(last.commit.events);
  return last.answer;
}

/** The policies in force of an account, sorted by id; of one, the enforcing version before the observing one. */
export async function listPolicies(runtime: Runtime, accountId: string): Promise<readonly PolicyActivation[]> {
  return (await runtime.storage.policies(checkId(accountId, 'accountId'))).active.map(upgradeActivation);
}

/** Every version of a policy that was ever activated, from the first, in force or not (P1). */
export async function policyHistory(
  runtime: Runtime,
  accountId: string,
  policyId: string,
): Promise<readonly PolicyActivation[]> {
  checkId(accountId, 'accountId');
  return (await runtime.storage.policyVersions(accountId, checkId(policyId, 'policyId'))).map(upgradeActivation);
}

/** How an account is judged again. */
export interface ReevaluateOptions {
  /** A repeat with the same key within 24 hours gives the first answer, and changes nothing (E6). */
  readonly idempotencyKey?: string | null;
}

/** Expires every evaluation of an account, after its settings have changed: they are read anew. */
export async function expireEvaluations(
  runtime: Runtime,
  accountId: string,
  options?: ReevaluateOptions | null,
): Promise<void> {
  const once = commandOnce<null>(options?.idempotencyKey, 'policies.reevaluate');
  const commit: PolicyCommit = { activations: [], events: [] };
  await commitPolicies(runtime, checkId(accountId, 'accountId'), () => ({ answer: null, commit }), once);
}
