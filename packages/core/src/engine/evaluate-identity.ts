import { shadowOf } from '../decide/observe';
import { evaluateAt } from '../evaluate/evaluate';
import type { Evaluation } from '../evaluate/evaluation';
import { type Explanation, explain } from '../evaluate/explain';
import { DormouseError } from '../model/errors';
import type { PolicyMode } from '../model/policy-proposal';
import type { Subject } from '../model/subject';
import type { PolicySet } from '../policy/policy-set';
import type { Instant } from '../time/instant';
import { readOne } from './list-identities';
import { checkMode } from './read-policy';
import type { Runtime } from './runtime';
import { underFacts } from './under-facts';

/**
 * Evaluates one identity now: under the enforcing policies, or (`observe`) under the observing ones alone, as if they had
 * served the notices that they would have served (P8).
 * @throws DormouseError `IDENTITY_NOT_FOUND`; `POLICY_NOT_FOUND` when no policy observes; `INVALID_ARGUMENT`.
 */
export function evaluateIdentity(
  runtime: Runtime,
  accountId: string,
  identityId: string,
  mode: PolicyMode | null | undefined,
): Promise<Evaluation> {
  return askAbout(runtime, { accountId, identityId, mode }, evaluateAt);
}

/** The same in plain English, with what comes next (V1). The errors are those of `evaluateIdentity`. */
export function explainIdentity(
  runtime: Runtime,
  accountId: string,
  identityId: string,
  mode: PolicyMode | null | undefined,
): Promise<Explanation> {
  return askAbout(runtime, { accountId, identityId, mode }, (set, subject, at) => explain(set, subject, new Date(at)));
}

interface About {
  readonly accountId: string;
  readonly identityId: string;
  readonly mode: PolicyMode | null | undefined;
}

type Ask<T> = (set: PolicySet, subject: Subject, at: Instant) => T;

async function askAbout<T>(runtime: Runtime, { accountId, identityId, mode }: About, ask: Ask<T>): Promise<T> {
  const wanted = checkMode(mode);
  const { stored, policyRevision, now } = await readOne(runtime, accountId, identityId);
  const active = await runtime.policies.get(accountId, policyRevision);
  return underFacts(runtime.policies.factSource, active, ({ set, observed }) => {
    if (wanted === 'enforce') return ask(set, stored.subject, now);
    if (observed !== undefined) return ask(observed.set, shadowOf(stored.subject, stored.observed), now);
    throw new DormouseError('POLICY_NOT_FOUND', 'no policy of the account observes', { accountId });
  });
}
