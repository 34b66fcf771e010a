import { DormouseError } from '../model/errors';
import type { Identity } from '../model/identity';
import type { Change, Slot } from '../model/stored-subject';
import type { Subject } from '../model/subject';
import { checkParent } from './check-parent';
import { conclude } from './conclude';
import type { Context } from './context';
import { draftOf } from './draft';

/** Registers a new identity. An id that was removed may be registered again: its log goes on. */
export interface RegisterIdentity {
  readonly identity: Identity;
}

const nothing: readonly never[] = Object.freeze([]);

/**
 * Decides on a registration. `parent` is the slot of the identity's parent; null when it names none.
 * @throws DormouseError `IDENTITY_EXISTS`; `IDENTITY_NOT_FOUND` for a parent that is not there; `INVALID_ARGUMENT` for
 * an identity that is its own parent.
 */
export function registerIdentity(slot: Slot, command: RegisterIdentity, parent: Slot | null, context: Context): Change {
  const { identity } = command;
  if (slot.stored !== null) {
    throw new DormouseError('IDENTITY_EXISTS', 'an identity with this id is registered already', {
      identityId: slot.id,
      existing: slot.stored.subject.identity,
    });
  }
  checkParent(identity, parent);
  return conclude(draftOf(slot, newSubject(identity), context));
}

/** A subject as it is when its identity is registered. */
export function newSubject(identity: Identity): Subject {
  return {
    identity,
    activity: nothing,
    controls: nothing,
    requirements: nothing,
    exemptions: nothing,
    progress: nothing,
    reactivatedAt: null,
    approvedAt: null,
  };
}
