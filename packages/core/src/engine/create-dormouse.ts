import type { OperatorLike } from '../condition/custom-operator';
import { evaluateAt } from '../evaluate/evaluate';
import { DormouseError } from '../model/errors';
import { toInstant } from '../model/time-checks';
import { compilePolicies } from '../policy/policy-set';
import type { Storage } from '../storage/storage';
import { checkObject } from './check-input';
import { createControlOf, deleteControlOf, listControls } from './controls';
import type { Dormouse } from './dormouse';
import { registerIdentities, removeIdentities, updateIdentities } from './identities';
import { stateAt } from './identity-state';
import { listEvents } from './list-events';
import { listIdentities, readOne } from './list-identities';
import { createListeners, safeReporter } from './listeners';
import { activate, expireEvaluations, listPolicies } from './policies';
import { createPolicyCache, type SettingsSource } from './policy-cache';
import { recordActivity } from './record-activity';
import type { Runtime } from './runtime';
import { sweep } from './sweep';

export interface DormouseOptions {
  readonly storage: Storage;
  /** Tells the time. Nothing else does (T2). */
  readonly clock: () => Date;
  /** Gives a new id, different from all before. Default: the platform's `crypto.randomUUID`. */
  readonly newId?: () => string;
  /** Custom operators for conditions (C6). */
  readonly operators?: readonly OperatorLike[];
  /** The settings of every account, or a function that is asked by account. After a change: `policies.reevaluate`. */
  readonly settings?: SettingsSource;
  /** Takes what a listener or a progress callback throws or rejects with (E4). Default: it is dropped. */
  readonly onListenerError?: (error: unknown) => void;
}

/**
 * Creates an engine over a storage.
 * @throws DormouseError `INVALID_ARGUMENT` for settings or operators that are refused, and when there is no source of
 * ids.
 * @example
 * const dormouse = createDormouse({ storage: memoryStorage(), clock: () => new Date() });
 * await dormouse.policies.activate({ accountId: 'acme', document: policy, reason: 'first policy' });
 * await dormouse.identities.register({ accountId: 'acme', identities: [{ id: 'u-1', kind: 'user' }] });
 * await dormouse.activity.record({ accountId: 'acme', activities: [{ identityId: 'u-1', type: 'login', at: new Date() }] });
 * await dormouse.sweep();
 */
export function createDormouse(options: DormouseOptions): Dormouse {
  const { storage, settings = {}, operators = [] } = options;
  compilePolicies({ policies: [], settings: typeof settings === 'function' ? {} : settings, operators });
  const report = safeReporter(options.onListenerError);
  const { on, once, off, emit } = createListeners(report);
  const runtime: Runtime = {
    storage,
    now: () => toInstant(options.clock(), 'clock'),
    newId: options.newId ?? platformIds(),
    policies: createPolicyCache(storage, settings, operators),
    emit,
    report,
  };
  return { ...callsOf(runtime), on, once, off };
}

function callsOf(runtime: Runtime): Omit<Dormouse, 'on' | 'once' | 'off'> {
  return {
    identities: {
      register: async (request) => registerIdentities(runtime, checkObject(request)),
      update: async (request) => updateIdentities(runtime, checkObject(request)),
      remove: async (request) => removeIdentities(runtime, checkObject(request)),
      get: async (accountId, identityId) => {
        const { stored, policyRevision, now } = await readOne(runtime, accountId, identityId);
        return stateAt(stored, await runtime.policies.get(accountId, policyRevision), now);
      },
      list: async (request) => listIdentities(runtime, checkObject(request)),
    },
    activity: { record: async (request) => recordActivity(runtime, checkObject(request)) },
    controls: {
      create: async (request) => createControlOf(runtime, checkObject(request)),
      delete: async (request) => deleteControlOf(runtime, checkObject(request)),
      list: async (request) => listControls(runtime, checkObject(request)),
    },
    policies: {
      activate: async (request) => activate(runtime, checkObject(request)),
      list: (accountId) => listPolicies(runtime, accountId),
      reevaluate: (accountId) => expireEvaluations(runtime, accountId),
    },
    events: { list: async (request) => listEvents(runtime, checkObject(request)) },
    evaluate: async (accountId, identityId) => {
      const { stored, policyRevision, now } = await readOne(runtime, accountId, identityId);
      return evaluateAt((await runtime.policies.get(accountId, policyRevision)).set, stored.subject, now);
    },
    sweep: async (request) => sweep(runtime, checkObject(request ?? {})),
  };
}

/** The platform's own random ids, where it has them. */
function platformIds(): () => string {
  const { crypto } = globalThis as { readonly crypto?: { readonly randomUUID?: () => string } };
  if (typeof crypto?.randomUUID !== 'function') {
    throw new DormouseError('INVALID_ARGUMENT', 'this platform has no crypto.randomUUID: give newId', {
      name: 'newId',
    });
  }
  return () => crypto.randomUUID?.() ?? '';
}
