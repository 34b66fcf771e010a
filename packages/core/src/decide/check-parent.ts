import { DormouseError } from '../model/errors';
import type { Identity } from '../model/identity';
import type { Slot } from '../model/stored-subject';

/** A parent must be there, or removing it would not take its children along (K8). */
export function checkParent({ id, parentId }: Identity, parent: Slot | null): void {
  if (parentId === null) return;
  if (parentId === id) {
    throw new DormouseError('INVALID_ARGUMENT', 'an identity cannot be its own parent', { identityId: id });
  }
  if (parent === null || parent.stored === null) {
    throw new DormouseError('IDENTITY_NOT_FOUND', 'the parent is not an identity of the account: register it first', {
      identityId: parentId,
    });
  }
}
