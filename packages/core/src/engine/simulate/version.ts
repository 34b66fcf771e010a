import { activatePolicy } from '../../decide/activate-policy';
import { retirePolicy } from '../../decide/retire-policy';
import { DormouseError } from '../../model/errors';
import type { AccountPolicies, PolicyCommit } from '../../model/policy-activation';
import { isObject } from '../../model/shape';
import type { SettingsDocument } from '../../policy/settings';
import { policiesAfter } from '../../storage/policies-after';
import type { Instant } from '../../time/instant';
import type { ActivePolicies } from '../active-policies';
import { checkId, checkItems } from '../check-input';
import { compileAccount } from '../policy-cache';
import { checkMode, readPolicy } from '../read-policy';
import type { Runtime } from '../runtime';
import { changedDocument } from './changed-document';
import type { PolicyChange } from './policy-change';

/** What would be in force: one side of a comparison. */
export interface Version {
  readonly active: ActivePolicies;
  /** The exemptions that end, by identity. */
  readonly endings: ReadonlyMap<string, readonly string[]>;
}

/**
 * What an account would have in force after some changes, by the very decisions that would make them (L15). Nothing is
 * written.
 * @throws DormouseError `INVALID_POLICY` with every issue; `POLICY_NOT_FOUND`; `INVALID_ARGUMENT`.
 */
export function versionAfter(
  runtime: Runtime,
  account: AccountPolicies,
  given: { readonly settings: SettingsDocument; readonly accountId: string; readonly at: Instant },
  changes: readonly PolicyChange[],
): Version {
  const { operators, factSource } = runtime.policies;
  const endings = new Map<string, readonly string[]>();
  let { settings } = given;
  // Documents are checked against the settings that they would live with.
  for (const change of checkChanges(changes)) if (change.change === 'settings') ({ settings } = change);
  let after = account;
  for (const change of changes) {
    if (change.change === 'settings') continue;
    if (change.change === 'endExemption') addEnding(endings, change);
    else after = policiesAfter(after, commitOf(runtime, after, { ...given, settings }, change));
  }
  // Other settings are another revision too: what was judged before says nothing about them.
  if (settings !== given.settings) after = { ...after, revision: after.revision + 1 };
  return { active: compileAccount(after, settings, operators, factSource?.lane.facts), endings };
}

function checkChanges(changes: readonly PolicyChange[]): readonly PolicyChange[] {
  const given: readonly unknown[] = checkItems(changes, 'changes');
  if (given.every(isObject)) return changes;
  throw new DormouseError('INVALID_ARGUMENT', 'every change must be an object', { name: 'changes' });
}

/**
 * What would be in force, for looks that take everybody as he is: an exemption cannot be ended there.
 * @throws DormouseError as {@link versionAfter}; `INVALID_ARGUMENT` for `endExemption`.
 */
export async function activeAfter(
  runtime: Runtime,
  accountId: string,
  changes: readonly PolicyChange[],
): Promise<ActivePolicies> {
  const account = await runtime.storage.policies(accountId);
  const given = { settings: await runtime.policies.settingsOf(accountId), accountId, at: runtime.now() };
  const { active, endings } = versionAfter(runtime, account, given, changes);
  if (endings.size === 0) return active;
  throw new DormouseError('INVALID_ARGUMENT', 'an exemption can be ended in a simulation only', { name: 'changes' });
}

type OfPolicies = Exclude<PolicyChange, { change: 'settings' | 'endExemption' }>;

function commitOf(
  runtime: Runtime,
  account: AccountPolicies,
  { settings, accountId, at }: { settings: SettingsDocument; accountId: string; at: Instant },
  change: OfPolicies,
): PolicyCommit {
  const fields = {
    accountId,
    at,
    actor: null,
    reason: 'simulated',
    liftRemoved: 'liftRemoved' in change && change.liftRemoved === true,
  };
  switch (change.change) {
    case 'retire': {
      const policyId = checkId(change.policyId, 'policyId');
      return retirePolicy(account, { ...fields, policyId }, runtime.hash).commit;
    }
    case 'activate':
    case 'threshold':
    case 'dropExempt': {
      const document = change.change === 'activate' ? change.document : changedDocument(account, change);
      const { policyId, document: checked, contentHash } = readPolicy(runtime, document, settings);
      const mode = checkMode(change.change === 'activate' ? change.mode : null);
      const policy = { policyId, document: checked, contentHash, mode, proposedBy: null };
      return activatePolicy(account, { ...fields, ...policy }, runtime.hash).commit;
    }
    default:
      throw new DormouseError('INVALID_ARGUMENT', 'there is no such change', { name: 'changes', given: change });
  }
}

function addEnding(
  endings: Map<string, readonly string[]>,
  { identityId, exemptionId }: Extract<PolicyChange, { change: 'endExemption' }>,
): void {
  const id = checkId(identityId, 'identityId');
  endings.set(id, [...(endings.get(id) ?? []), checkId(exemptionId, 'exemptionId')]);
}
