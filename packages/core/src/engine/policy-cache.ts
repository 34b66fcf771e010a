import type { OperatorLike } from '../condition/custom-operator';
import { DormouseError } from '../model/errors';
import type { AccountPolicies } from '../model/policy-activation';
import { compilePolicies, type PolicySet } from '../policy/policy-set';
import type { SettingsDocument } from '../policy/settings';
import type { Storage } from '../storage/storage';

/** The settings of the accounts: the same for all, or asked for by account when its policies are read. */
export type SettingsSource = SettingsDocument | ((accountId: string) => SettingsDocument | Promise<SettingsDocument>);

/** The policies of an account at one revision, compiled. */
export interface ActivePolicies {
  readonly revision: number;
  readonly set: PolicySet;
  readonly versions: ReadonlyMap<string, number>;
}

export interface PolicyCache {
  /** The compiled policies of an account, at the given revision or a later one. */
  readonly get: (accountId: string, atLeast?: number) => Promise<ActivePolicies>;
  readonly settingsOf: (accountId: string) => Promise<SettingsDocument>;
  readonly operators: readonly OperatorLike[];
}

/** How many accounts stay compiled; those that were not asked for longest go first. */
const MOST_ACCOUNTS = 1_000;

export function createPolicyCache(
  storage: Storage,
  settings: SettingsSource,
  operators: readonly OperatorLike[],
): PolicyCache {
  const known = new Map<string, ActivePolicies>();
  const settingsOf = async (accountId: string): Promise<SettingsDocument> =>
    typeof settings === 'function' ? await settings(accountId) : settings;
  const load = async (accountId: string): Promise<ActivePolicies> => {
    const [account, ownSettings] = await Promise.all([storage.policies(accountId), settingsOf(accountId)]);
    return compile(account, ownSettings, operators);
  };
  const get = async (accountId: string, atLeast = 0): Promise<ActivePolicies> => {
    const found = known.get(accountId);
    const active = found !== undefined && found.revision >= atLeast ? found : await load(accountId);
    remember(known, accountId, active);
    return active;
  };
  return { get, settingsOf, operators };
}

function compile(
  { active, revision }: AccountPolicies,
  settings: SettingsDocument,
  operators: readonly OperatorLike[],
): ActivePolicies {
  const set = compilePolicies({ policies: active.map(({ document }) => document), settings, operators });
  return { revision, set, versions: new Map(active.map(({ policyId, version }) => [policyId, version])) };
}

/** A load that took long must not put older policies in the place of newer ones. */
function remember(known: Map<string, ActivePolicies>, accountId: string, active: ActivePolicies): void {
  const other = known.get(accountId);
  known.delete(accountId);
  known.set(accountId, other !== undefined && other.revision > active.revision ? other : active);
  if (known.size <= MOST_ACCOUNTS) return;
  const [oldest] = known.keys();
  if (oldest !== undefined) known.delete(oldest);
}

/** Thrown inside a decision, to the engine itself: its policies are older than those in the storage. */
class StalePolicies extends Error {
  constructor(readonly revision: number) {
    super('the policies are older than those in the storage');
  }
}

/** Stops a decision that would be made under policies that are no longer in force. */
export function checkFresh(active: ActivePolicies, policyRevision: number): void {
  if (active.revision < policyRevision) throw new StalePolicies(policyRevision);
}

/** More activations than this cannot come between a reading and a decision, unless the storage contradicts itself. */
const MOST_ATTEMPTS = 20;

/**
 * Runs under the policies in force, and again under newer ones when the storage says that there are any.
 * @throws DormouseError `CONFLICT` when the storage goes on saying so without giving them.
 */
export async function underPolicies<T>(
  cache: PolicyCache,
  accountId: string,
  attempt: (active: ActivePolicies) => Promise<T>,
): Promise<T> {
  let atLeast = 0;
  for (let attempts = 0; attempts < MOST_ATTEMPTS; attempts++) {
    try {
      return await attempt(await cache.get(accountId, atLeast));
    } catch (error) {
      if (!(error instanceof StalePolicies)) throw error;
      atLeast = error.revision;
    }
  }
  throw new DormouseError('CONFLICT', 'the policies change faster than they can be read: try again', { accountId });
}
