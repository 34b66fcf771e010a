import { operatorTable } from '../condition/custom-operator';
import { type ActivatePolicy, activatePolicy } from '../decide/activate-policy';
import { DormouseError, type Issue } from '../model/errors';
import type { JsonObject } from '../model/json';
import type { PolicyActivation, PolicyCommit } from '../model/policy-activation';
import { checkPolicy } from '../policy/check-policy';
import { compilePolicies, throwIfRefused } from '../policy/policy-set';
import type { SettingsDocument } from '../policy/settings';
import { checkId, checkOptionalId, checkReason } from './check-input';
import type { Runtime } from './runtime';

export interface ActivateRequest {
  readonly accountId: string;
  /** A policy as JSON. It takes the place of the active version of the same id. */
  readonly document: unknown;
  readonly reason: string;
  readonly actor?: string | null;
}

/** A policy that is now in force. */
export interface Activated {
  readonly activation: PolicyActivation;
  /** Advice about the document; nothing that refuses it. */
  readonly warnings: readonly Issue[];
}

const nothing: PolicyCommit = { activations: [], events: [] };

/**
 * Puts a policy into force, as the next version of its id (P1). With the same commit every evaluation of the account
 * expires, and the next sweeps judge everyone under it (P7).
 * @throws DormouseError `INVALID_POLICY` with every issue in `data.issues`, pointers from the root of the document;
 * `REASON_REQUIRED`; `INVALID_ARGUMENT`.
 */
export async function activate(runtime: Runtime, request: ActivateRequest): Promise<Activated> {
  const accountId = checkId(request.accountId, 'accountId');
  const actor = checkOptionalId(request.actor, 'actor');
  const reason = checkReason(request.reason);
  const warnings = checkDocument(runtime, request.document, await runtime.policies.settingsOf(accountId));
  // A copy, so that what was checked is what is kept.
  const document = JSON.parse(JSON.stringify(request.document)) as JsonObject & { readonly id: string };
  const policyId = document.id;
  const [activation] = await commit(runtime, { accountId, policyId, document, actor, reason });
  if (activation === undefined) throw new DormouseError('CONFLICT', 'the activation was not written: try again');
  return { activation, warnings };
}

async function commit(runtime: Runtime, command: Omit<ActivatePolicy, 'at'>): Promise<readonly PolicyActivation[]> {
  let decided = nothing;
  await runtime.storage.updatePolicies(command.accountId, (account) => {
    decided = activatePolicy(account, { ...command, at: runtime.now() });
    return decided;
  });
  runtime.emit(decided.events);
  return decided.activations;
}

/** The warnings; errors are thrown. */
function checkDocument(runtime: Runtime, document: unknown, settings: SettingsDocument): readonly Issue[] {
  const { operators } = runtime.policies;
  const { controlTypes } = compilePolicies({ policies: [], settings, operators });
  const environment = { controlTypes: new Set(controlTypes.keys()), operators: operatorTable(operators) };
  const issues: Issue[] = [];
  checkPolicy(document, '', environment, issues);
  throwIfRefused('INVALID_POLICY', 'the policy is refused', issues);
  return issues;
}

/** The policies in force of an account, sorted by id. */
export async function listPolicies(runtime: Runtime, accountId: string): Promise<readonly PolicyActivation[]> {
  return (await runtime.storage.policies(checkId(accountId, 'accountId'))).active;
}

/** Expires every evaluation of an account, after its settings have changed: they are read anew. */
export async function expireEvaluations(runtime: Runtime, accountId: string): Promise<void> {
  await runtime.storage.updatePolicies(checkId(accountId, 'accountId'), () => nothing);
}
