import type { OperatorLike } from '../condition/custom-operator';
import type { HostFactTypes } from '../condition/language';
import type { ObservedPolicies } from '../decide/context';
import { liftOrders } from '../decide/lift-removed';
import { DormouseError } from '../model/errors';
import type { AccountPolicies, PolicyActivation } from '../model/policy-activation';
import { upgradeActivation } from '../model/upgrade-document';
import { compilePolicies, type PolicySetInput } from '../policy/policy-set';
import type { SettingsDocument } from '../policy/settings';
import type { Storage } from '../storage/storage';
import type { ActivePolicies } from './active-policies';
import type { FactSource, FactTable } from './fact-table';
import { factsFor, LackingFacts, withFacts } from './under-facts';

export type { ActivePolicies } from './active-policies';

/** The settings of the accounts: the same for all, or asked for by account when its policies are read. */
export type SettingsSource = SettingsDocument | ((accountId: string) => SettingsDocument | Promise<SettingsDocument>);

export interface PolicyCache {
  /** The compiled policies of an account, at the given revision or a later one. */
  readonly get: (accountId: string, atLeast?: number) => Promise<ActivePolicies>;
  /** Forgets an account that was removed (its revisions begin anew), or whose policies this engine has just changed. */
  readonly forget: (accountId: string) => void;
  readonly settingsOf: (accountId: string) => Promise<SettingsDocument>;
  readonly operators: readonly OperatorLike[];
  /** Where host facts come from (C7); null when the engine has none. */
  readonly factSource: FactSource | null;
}

/** How many accounts stay compiled; those that were not asked for longest go first. */
const MOST_ACCOUNTS = 1_000;

export function createPolicyCache(
  storage: Storage,
  settings: SettingsSource,
  operators: readonly OperatorLike[],
  factSource: FactSource | null = null,
): PolicyCache {
  const known = new Map<string, ActivePolicies>();
  const settingsOf = async (accountId: string): Promise<SettingsDocument> =>
    typeof settings === 'function' ? await settings(accountId) : settings;
  const load = async (accountId: string): Promise<ActivePolicies> => {
    const [account, ownSettings] = await Promise.all([storage.policies(accountId), settingsOf(accountId)]);
    return compileAccount(account, ownSettings, operators, factSource?.lane.facts);
  };
  const get = async (accountId: string, atLeast = 0): Promise<ActivePolicies> => {
    const found = known.get(accountId);
    const active = found !== undefined && found.revision >= atLeast ? found : await load(accountId);
    remember(known, accountId, active);
    return active;
  };
  const forget = (accountId: string): void => void known.delete(accountId);
  return { get, forget, settingsOf, operators, factSource };
}

/** Compiles the policies of an account, as they are stored or as they would be. */
export function compileAccount(
  account: AccountPolicies,
  settings: SettingsDocument,
  operators: readonly OperatorLike[],
  hostFacts: HostFactTypes | undefined,
): ActivePolicies {
  const { revision } = account;
  const active = account.active.map(upgradeActivation);
  const enforcing = active.filter(({ mode }) => mode === 'enforce');
  const common = { settings, operators, ...(hostFacts === undefined ? {} : { hostFacts }) };
  const set = compilePolicies({ policies: enforcing.map(({ document }) => document), ...common });
  const observed = compileObserving(active, common);
  return { revision, set, versions: versionsOf(enforcing), observed, lifts: liftOrders(account) };
}

/** Observing policies are a set of their own, so that they bear on no judgement, and cost none anything (P8). */
function compileObserving(
  active: readonly PolicyActivation[],
  common: Omit<PolicySetInput, 'policies'>,
): ObservedPolicies | undefined {
  const observing = active.filter(({ mode }) => mode === 'observe');
  if (observing.length === 0) return undefined;
  const set = compilePolicies({ policies: observing.map(({ document }) => document), ...common });
  const versions = versionsOf(observing);
  return { set, versionOf: (policyId) => versions.get(policyId) ?? null };
}

function versionsOf(activations: readonly PolicyActivation[]): ReadonlyMap<string, number> {
  return new Map(activations.map(({ policyId, version }) => [policyId, version]));
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
 * Runs under the policies in force, and again under newer ones when the storage says that there are any, or with host
 * facts that it asked for (see `checkFacts`).
 * @throws DormouseError `CONFLICT` when the storage goes on saying so without giving them.
 */
export async function underPolicies<T>(
  cache: PolicyCache,
  accountId: string,
  attempt: (active: ActivePolicies) => Promise<T>,
): Promise<T> {
  let atLeast = 0;
  let facts: FactTable | undefined;
  for (let attempts = 0; attempts < MOST_ATTEMPTS; attempts++) {
    try {
      const active = await cache.get(accountId, atLeast);
      facts ??= factsFor(cache.factSource, active);
      return await attempt(withFacts(active, facts));
    } catch (error) {
      // The transaction is over: only now may the host be asked (C7).
      if (error instanceof LackingFacts) await error.facts.fetch();
      else if (error instanceof StalePolicies) atLeast = error.revision;
      else throw error;
    }
  }
  throw new DormouseError('CONFLICT', 'the policies change faster than they can be read: try again', { accountId });
}
