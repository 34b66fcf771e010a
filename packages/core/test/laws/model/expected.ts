import { type Account, isHeld, type Person, tell } from './records';
import { conclude, tellTime } from './settle';

/**
 * What a command is expected to answer: `done`, the code of its refusal (of the whole, or of its one item), or once more
 * the first answer (E6).
 */
export type Expected =
  | { readonly is: 'done' | 'item'; readonly code: string | null }
  | { readonly is: 'refused'; readonly code: string }
  | { readonly is: 'repeat'; readonly outcome: unknown };

export const done: Expected = { is: 'done', code: null };
export const refused = (code: string): Expected => ({ is: 'refused', code });
/** Of a batch with one item. */
export const item = (code: string | null): Expected => ({ is: 'item', code });

/** Does something about an identity that must be there: what time drove is told first, then all is judged again. */
export function change(account: Account, person: Person, work: () => void): Expected {
  tellTime(account, person);
  work();
  conclude(account, person);
  return done;
}

/** K8: an identity and everything below it, parents first. */
function familyOf(account: Account, root: Person): readonly Person[] {
  const family = [root];
  for (const one of family) {
    for (const other of account.people.values()) {
      if (other.parent === one.id && !family.includes(other)) family.push(other);
    }
  }
  return family;
}

/** K8, X3: all of them go with the same cause, or none. */
export function removeFamily(account: Account, root: Person): string | null {
  const family = familyOf(account, root);
  for (const one of family) {
    if (one.locked) return 'IDENTITY_LOCKED';
    if (isHeld(one, account.now)) return 'LEGAL_HOLD';
  }
  for (const one of family) {
    tellTime(account, one);
    const removedWith = one === root ? null : root.id;
    tell(account, one.id, 'identity.removed', () => ({ removedWith }));
    account.people.delete(one.id);
  }
  return null;
}
