import { DormouseError } from '../model/errors';
import { isExemptionInForce } from '../model/exemption';
import type { Change, Slot } from '../model/stored-subject';
import type { Context } from './context';
import { draftOfStored, record } from './draft';
import { tellTime } from './tell-time';

/** Removes an identity and everything below it. Its events stay. */
export interface RemoveIdentity {
  readonly reason: string;
}

/**
 * Decides on a removal: a parent takes its children along, with the same cause (K8). `family` is the identity followed
 * by all its descendants, as {@link familyOf} gives it.
 * @throws DormouseError `IDENTITY_NOT_FOUND`; `IDENTITY_LOCKED` (K8) and `LEGAL_HOLD` (X3), also when only a descendant
 * is locked or held: `data.identityId` names it, and nothing is removed.
 */
export function removeIdentity(family: readonly Slot[], command: RemoveIdentity, context: Context): readonly Change[] {
  for (const member of family) checkRemovable(member, context);
  return family.map((member, index) => {
    const draft = draftOfStored(member, context);
    tellTime(draft);
    const removedWith = index === 0 ? null : (family[0]?.id ?? null);
    record(draft, { type: 'identity.removed', data: { reason: command.reason, removedWith } });
    const { sequence, headHash, events } = draft;
    return { id: member.id, stored: null, sequence, headHash, events };
  });
}

function checkRemovable(slot: Slot, context: Context): void {
  const { identity, exemptions } = draftOfStored(slot, context).subject;
  if (identity.locked) {
    throw new DormouseError('IDENTITY_LOCKED', 'a locked identity cannot be removed: unlock it first', {
      identityId: slot.id,
    });
  }
  const hold = exemptions.find((held) => held.kind === 'LEGAL_HOLD' && isExemptionInForce(held, context.at));
  if (hold !== undefined) {
    throw new DormouseError('LEGAL_HOLD', 'under a legal hold nothing is removed: it must be lifted first', {
      identityId: slot.id,
      exemption: hold,
    });
  }
}

/** An identity and all its descendants among the slots, parents before children. Cycles of parents do no harm. */
export function familyOf(root: Slot, slots: Iterable<Slot>): readonly Slot[] {
  const children = new Map<string, Slot[]>();
  for (const slot of slots) {
    const parentId = slot.stored?.subject.identity.parentId ?? null;
    if (parentId === null) continue;
    const siblings = children.get(parentId);
    if (siblings === undefined) children.set(parentId, [slot]);
    else siblings.push(slot);
  }
  const family = [root];
  const seen = new Set([root.id]);
  for (let index = 0; index < family.length; index++) {
    for (const child of children.get(family[index]?.id ?? '') ?? []) {
      if (seen.has(child.id)) continue;
      seen.add(child.id);
      family.push(child);
    }
  }
  return family;
}
