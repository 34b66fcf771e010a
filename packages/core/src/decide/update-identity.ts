import type { Identity } from '../model/identity';
import type { JsonValue } from '../model/json';
import { sameJson } from '../model/same-json';
import type { Change, Slot } from '../model/stored-subject';
import { checkParent } from './check-parent';
import { conclude } from './conclude';
import type { Context } from './context';
import { draftOfStored, record } from './draft';
import { tellTime } from './tell-time';

/** The fields of an identity that can be changed. */
export type IdentityPatch = Partial<Pick<Identity, 'kind' | 'parentId' | 'name' | 'attributes' | 'labels' | 'locked'>>;

/** Changes fields of an identity; those that the patch leaves out stay. */
export interface UpdateIdentity {
  readonly patch: IdentityPatch;
}

/**
 * Decides on an update. A patch that changes nothing gives no event.
 * @throws DormouseError `IDENTITY_NOT_FOUND`, also for a parent that is not there; `INVALID_ARGUMENT` for an identity
 * that is its own parent.
 */
export function updateIdentity(slot: Slot, command: UpdateIdentity, parent: Slot | null, context: Context): Change {
  const draft = draftOfStored(slot, context);
  tellTime(draft);
  const before = draft.subject.identity;
  const identity: Identity = { ...before, ...command.patch };
  const changed = Object.keys(command.patch).filter((key) => !sameJson(fieldOf(before, key), fieldOf(identity, key)));
  if (changed.includes('parentId')) checkParent(identity, parent);
  if (changed.length > 0) {
    draft.subject = { ...draft.subject, identity };
    record(draft, { type: 'identity.updated', data: { identity, changed: changed.sort() } });
  }
  return conclude(draft);
}

function fieldOf(identity: Identity, key: string): JsonValue {
  return (identity as unknown as Readonly<Record<string, JsonValue>>)[key] ?? null;
}
