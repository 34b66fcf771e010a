import { checkObject } from './check-input';
import type { Identities } from './dormouse';
import { eraseIdentityOf } from './erase-identity';
import { registerIdentities, removeIdentities, updateIdentities } from './identities';
import { stateAt } from './identity-state';
import { importIdentities } from './import-identities';
import { listIdentities, readOne } from './list-identities';
import { reconcile } from './reconcile';
import type { Runtime } from './runtime';
import { underFacts } from './under-facts';

export function identityCalls(runtime: Runtime): Identities {
  return {
    register: async (request) => registerIdentities(runtime, checkObject(request)),
    update: async (request) => updateIdentities(runtime, checkObject(request)),
    remove: async (request) => removeIdentities(runtime, checkObject(request)),
    import: async (request) => importIdentities(runtime, checkObject(request)),
    erase: async (request) => eraseIdentityOf(runtime, checkObject(request)),
    reconcile: async (request) => reconcile(runtime, checkObject(request)),
    get: async (accountId, identityId) => {
      const { stored, policyRevision, now } = await readOne(runtime, accountId, identityId);
      const active = await runtime.policies.get(accountId, policyRevision);
      return underFacts(runtime.policies.factSource, active, (under) => stateAt(stored, under, now));
    },
    list: async (request) => listIdentities(runtime, checkObject(request)),
  };
}
