import { shadowOf } from '../decide/observe';
import { evaluateAt } from '../evaluate/evaluate';
import type { Evaluation } from '../evaluate/evaluation';
import { DormouseError } from '../model/errors';
import type { PolicyMode } from '../model/policy-proposal';
import { readOne } from './list-identities';
import { checkMode } from './read-policy';
import type { Runtime } from './runtime';
import { underFacts } from './under-facts';

/**
 * Evaluates one identity now: under the enforcing policies, or (`observe`) under the observing ones alone, as if they had
 * served the notices that they would have served (P8).
 * @throws DormouseError `IDENTITY_NOT_FOUND`; `POLICY_NOT_FOUND` when no policy observes; `INVALID_ARGUMENT`.
 */
export async function evaluateIdentity(
  runtime: Runtime,
  accountId: string,
  identityId: string,
  mode: PolicyMode | null | undefined,
): Promise<Evaluation> {
  const wanted = checkMode(mode);
  const { stored, policyRevision, now } = await readOne(runtime, accountId, identityId);
  const active = await runtime.policies.get(accountId, policyRevision);
  return underFacts(runtime.policies.factSource, active, ({ set, observed }) => {
    if (wanted === 'enforce') return evaluateAt(set, stored.subject, now);
    if (observed !== undefined) return evaluateAt(observed.set, shadowOf(stored.subject, stored.observed), now);
    throw new DormouseError('POLICY_NOT_FOUND', 'no policy of the account observes', { accountId });
  });
}
