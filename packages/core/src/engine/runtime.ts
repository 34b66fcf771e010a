import type { Context } from '../decide/context';
import type { HashText } from '../model/chain';
import type { DormouseEvent } from '../model/event';
import type { Storage } from '../storage/storage';
import type { Instant } from '../time/instant';
import type { ActivitySource } from './activity-source';
import type { ActivePolicies, PolicyCache } from './policy-cache';

/** What the parts of an engine share: where records are, what time it is, and who listens. */
export interface Runtime {
  readonly storage: Storage;
  readonly now: () => Instant;
  readonly newId: () => string;
  /** Links events (E3). */
  readonly hash: HashText;
  readonly policies: PolicyCache;
  /** The host's freshest activity (S6); null: what was recorded is all there is. */
  readonly activitySource: ActivitySource | null;
  /** Does something soon, in this process; null: the host gave no scheduler. */
  readonly schedule: ((task: () => void) => unknown) | null;
  /** Tells the listeners what was committed (E4). It never throws. */
  readonly emit: (events: readonly DormouseEvent[]) => void;
  /** Takes an error of a host's callback. It never throws. */
  readonly report: (error: unknown) => void;
}

/** The sweep that acts. */
export interface Acting {
  readonly runId: string;
  /** What is due was found at this instant: it must not be judged at an earlier one, whatever the clock does. */
  readonly notBefore: Instant;
}

/** What a decision at this instant knows. The clock is read here, under the lock, so that commits stay in its order. */
export function contextOf(
  runtime: Runtime,
  active: ActivePolicies,
  actor: string | null,
  acting: Acting | null = null,
): Context {
  const at = Math.max(runtime.now(), acting?.notBefore ?? Number.NEGATIVE_INFINITY);
  active.facts?.advance(at);
  return {
    set: active.set,
    policyRevision: active.revision,
    versionOf: (policyId) => active.versions.get(policyId) ?? null,
    at,
    actor,
    newId: runtime.newId,
    hash: runtime.hash,
    runId: acting?.runId ?? null,
    ...(active.observed === undefined ? {} : { observed: active.observed }),
    ...(active.lifts === undefined ? {} : { lifts: active.lifts }),
  };
}
