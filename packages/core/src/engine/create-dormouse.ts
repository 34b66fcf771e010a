import { type OperatorLike, operatorTable } from '../condition/custom-operator';
import type { HostFactsLane } from '../condition/host-facts-lane';
import type { HashText } from '../model/chain';
import { DormouseError } from '../model/errors';
import { createSha256 } from '../model/sha256';
import { toInstant } from '../model/time-checks';
import { compilePolicies } from '../policy/policy-set';
import type { Storage } from '../storage/storage';
import type { ActivitySource } from './activity-source';
import { checkObject } from './check-input';
import { createControlOf, deleteControlOf, listControls } from './controls';
import type { Dormouse } from './dormouse';
import { evaluateIdentity, explainIdentity } from './evaluate-identity';
import type { FactSource } from './fact-table';
import { identityCalls } from './identity-calls';
import { lifecycleCalls } from './lifecycle-calls';
import { listEvents } from './list-events';
import { createListeners, safeReporter } from './listeners';
import { logCalls } from './log-calls';
import { lookCalls } from './look-calls';
import { activate, expireEvaluations, listPolicies, policyHistory, retire } from './policies';
import { createPolicyCache, type PolicyCache, type SettingsSource } from './policy-cache';
import { approve, listProposals, propose, withdraw } from './proposals';
import { recordActivity } from './record-activity';
import { getRun, listRuns, resume } from './runs';
import type { Runtime } from './runtime';
import { sweep } from './sweep';
import { undo } from './undo-run';
import { engineWithin } from './within';

export interface DormouseOptions {
  readonly storage: Storage;
  /** Tells the time. Nothing else does (T2). */
  readonly clock: () => Date;
  /** Gives a new id, different from all before. Default: the platform's `crypto.randomUUID`. */
  readonly newId?: () => string;
  /**
   * The hash that links the events of the log (E3): the same text must always give the same hash, in every process that
   * writes or verifies the log. Default: SHA-256 in hex; a host can give the platform's own, which is quicker.
   * @example hash: (text) => crypto.hash('sha256', text) // import * as crypto from 'node:crypto'
   */
  readonly hash?: HashText;
  /** Asked for the freshest activity of identities that a sweep is about to act on (S6). */
  readonly activitySource?: ActivitySource;
  /** Custom operators for conditions (C6). */
  readonly operators?: readonly OperatorLike[];
  /** The lane for facts that only the host can tell (C7): `hostFactsLane` of `@dormouse/core/host-facts`. */
  readonly hostFacts?: HostFactsLane;
  /** The settings of every account, or a function that is asked by account. After a change: `policies.reevaluate`. */
  readonly settings?: SettingsSource;
  /**
   * Does a task soon, outside the call that asks for it: reports are then built in this process as soon as they are created.
   * Default: nothing is done in the background, and the host calls `reports.work`.
   * @example schedule: (task) => setImmediate(task)
   */
  readonly schedule?: (task: () => void) => unknown;
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
  const now = (): number => toInstant(options.clock(), 'clock');
  const { hostFacts } = options;
  const factSource: FactSource | null =
    hostFacts === undefined ? null : { lane: hostFacts, operators: operatorTable(operators), now, report };
  const policiesOver = (over: Storage): PolicyCache => createPolicyCache(over, settings, operators, factSource);
  const runtime: Runtime = {
    storage,
    now,
    newId: options.newId ?? platformIds(),
    hash: options.hash ?? createSha256(),
    policies: policiesOver(storage),
    activitySource: options.activitySource ?? null,
    schedule: options.schedule ?? null,
    emit,
    report,
  };
  const engineOf = (at: Runtime): Dormouse => ({
    ...callsOf(at),
    within: (transaction) => engineWithin(at, transaction, policiesOver, engineOf),
    ...{ on, once, off },
  });
  return engineOf(runtime);
}

function callsOf(runtime: Runtime): Omit<Dormouse, 'on' | 'once' | 'off' | 'within'> {
  return {
    identities: identityCalls(runtime),
    ...lifecycleCalls(runtime),
    ...logCalls(runtime),
    ...lookCalls(runtime),
    activity: { record: async (request) => recordActivity(runtime, checkObject(request)) },
    controls: {
      create: async (request) => createControlOf(runtime, checkObject(request)),
      delete: async (request) => deleteControlOf(runtime, checkObject(request)),
      list: async (request) => listControls(runtime, checkObject(request)),
    },
    policies: {
      activate: async (request) => activate(runtime, checkObject(request)),
      retire: async (request) => retire(runtime, checkObject(request)),
      propose: async (request) => propose(runtime, checkObject(request)),
      approve: async (request) => approve(runtime, checkObject(request)),
      withdraw: async (request) => withdraw(runtime, checkObject(request)),
      proposals: (accountId) => listProposals(runtime, accountId),
      history: (accountId, policyId) => policyHistory(runtime, accountId, policyId),
      list: (accountId) => listPolicies(runtime, accountId),
      reevaluate: async (accountId, options) => expireEvaluations(runtime, accountId, checkObject(options ?? {})),
    },
    events: { list: async (request) => listEvents(runtime, checkObject(request)) },
    evaluate: (accountId, identityId, mode) => evaluateIdentity(runtime, accountId, identityId, mode),
    explain: (accountId, identityId, mode) => explainIdentity(runtime, accountId, identityId, mode),
    runs: {
      get: (accountId, runId) => getRun(runtime, accountId, runId),
      list: async (request) => listRuns(runtime, checkObject(request)),
      resume: async (request) => resume(runtime, checkObject(request)),
      undo: async (request) => undo(runtime, checkObject(request)),
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
