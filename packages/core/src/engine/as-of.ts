import { evaluateAt } from '../evaluate/evaluate';
import type { Evaluation } from '../evaluate/evaluation';
import { DormouseError } from '../model/errors';
import type { JsonObject } from '../model/json';
import type { Status } from '../model/status';
import type { Subject } from '../model/subject';
import { type InstantInput, toInstant } from '../model/time-checks';
import { upgradeEvent } from '../model/upgrade-event';
import { compilePolicies } from '../policy/policy-set';
import type { Instant } from '../time/instant';
import { type ActivityKnown, activityAsOf } from './activity-as-of';
import { checkId } from './check-input';
import { eventsOf } from './event-stream';
import { identityUntil } from './past-identity';
import type { Runtime } from './runtime';

export interface AsOfRequest {
  readonly accountId: string;
  readonly identityId: string;
  readonly at: InstantInput;
}

/** An identity as it was at an instant in the past (V6). */
export interface IdentityAsOf {
  readonly at: Instant;
  /** Rebuilt from the events until then; its activity is what is known of it. */
  readonly subject: Subject;
  readonly activityKnown: ActivityKnown;
  /** The status that had been told by then. Time may have changed it since: `evaluation.status` says. */
  readonly toldStatus: Status;
  /** The policies that were in force, sorted by id. */
  readonly policies: readonly { readonly policyId: string; readonly version: number }[];
  /** Under these policies, and the present settings: settings are not in the log. */
  readonly evaluation: Evaluation;
}

/**
 * An identity as it was at an instant in the past, and how it was judged then (V6).
 * @throws DormouseError `IDENTITY_NOT_FOUND` when it was not registered then; `INVALID_INSTANT`; `INVALID_ARGUMENT` for
 * an instant in the future; `HISTORY_ARCHIVED` when the events that would tell of it, of the identity or of the policies,
 * are no longer in the log (E3); `INVALID_POLICY` when the settings no longer fit the policies of then.
 */
export async function identityAsOf(runtime: Runtime, request: AsOfRequest): Promise<IdentityAsOf> {
  const accountId = checkId(request.accountId, 'accountId');
  const identityId = checkId(request.identityId, 'identityId');
  const at = toInstant(request.at, 'at');
  if (at > runtime.now()) throw new DormouseError('INVALID_ARGUMENT', 'at must not lie in the future', { name: 'at' });
  const { subject, status } = await identityUntil(runtime, accountId, identityId, at);
  if (subject === null || status === null) {
    throw new DormouseError('IDENTITY_NOT_FOUND', 'there was no identity with this id at that instant', { identityId });
  }
  const { known, activity } = await activityUntil(runtime, subject, at);
  const policies = await policiesUntil(runtime, accountId, at);
  const set = compilePolicies({
    policies: policies.map(({ document }) => document),
    settings: await runtime.policies.settingsOf(accountId),
    operators: runtime.policies.operators,
    // What host facts were then nobody knows: leaves that read them are unknown.
    hostFacts: runtime.policies.factSource?.lane.facts ?? new Map(),
  });
  const then: Subject = { ...subject, activity };
  return {
    at,
    subject: then,
    activityKnown: known,
    toldStatus: status,
    policies: policies.map(({ policyId, version }) => ({ policyId, version })),
    evaluation: evaluateAt(set, then, at),
  };
}

/** Activity of an identity that was removed since is gone; so is that of one which was registered anew. */
async function activityUntil(
  runtime: Runtime,
  { identity }: Subject,
  at: Instant,
): Promise<ReturnType<typeof activityAsOf>> {
  const { stored } = await runtime.storage.read(identity.accountId, [identity.id]);
  const now = stored[0]?.subject ?? null;
  if (now === null) return { known: 'UNKNOWN', activity: [] };
  return activityAsOf(now.activity, at);
}

interface PolicyThen {
  readonly policyId: string;
  readonly version: number;
  readonly document: JsonObject;
}

async function policiesUntil(runtime: Runtime, accountId: string, at: Instant): Promise<readonly PolicyThen[]> {
  const inForce = new Map<string, PolicyThen>();
  const filter = { identityId: null, types: ['policy.activated', 'policy.retired'] } as const;
  for await (const stored of eventsOf(runtime.storage, accountId, filter)) {
    if (stored.at > at) continue;
    const event = upgradeEvent(stored);
    // An observing version decides about nobody (P8).
    if (event.type === 'policy.activated' && event.data.mode === 'enforce') {
      const { policyId, version, document } = event.data;
      inForce.set(policyId, { policyId, version, document });
    } else if (event.type === 'policy.retired') inForce.delete(event.data.policyId);
  }
  if ((await runtime.storage.archivedHead(accountId, null)) !== null) return unchangedPolicies(runtime, accountId, at);
  return [...inForce.values()].sort((left, right) => (left.policyId < right.policyId ? -1 : 1));
}

/** Where the account's first events were archived: the policies in force now, if none has come or gone since. */
async function unchangedPolicies(runtime: Runtime, accountId: string, at: Instant): Promise<readonly PolicyThen[]> {
  const { active, retired } = await runtime.storage.policies(accountId);
  if ([...active, ...retired].every((policy) => policy.at <= at))
    return active.filter(({ mode }) => mode === 'enforce');
  throw new DormouseError('HISTORY_ARCHIVED', 'the events that tell which policies were in force then were archived');
}
