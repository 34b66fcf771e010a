import { DormouseError, type IdentityEvent } from '@dormouse/core';
import type { Account } from './account';
import { deepFreeze } from './deep-freeze';

/**
 * Finds the places of events whose personal data was erased. It is done before anything is written.
 * @throws DormouseError `CONFLICT` when one has no stored event with its identity, sequence and hash.
 */
export function findRewritten(
  account: Account,
  rewritten: readonly IdentityEvent[] = [],
): ReadonlyMap<number, IdentityEvent> {
  const places = new Map<number, IdentityEvent>();
  let from = -1;
  let identityId: string | null = null;
  for (const event of [...rewritten].sort((left, right) => right.sequence - left.sequence)) {
    if (event.identityId !== identityId) from = lastEventOf(account, event.identityId);
    ({ identityId } = event);
    from = account.log.find(from, event.sequence);
    if (account.log.get(from)?.hash !== event.hash) {
      throw new DormouseError('CONFLICT', 'there is no such event to rewrite', {
        identityId,
        sequence: event.sequence,
      });
    }
    places.set(from, event);
  }
  return places;
}

function lastEventOf({ entries, gone }: Account, id: string): number {
  return entries.get(id)?.lastEvent ?? gone.get(id)?.lastEvent ?? -1;
}

export function rewriteEvents({ log }: Account, places: ReadonlyMap<number, IdentityEvent>): void {
  for (const [index, event] of places) {
    deepFreeze(event, undefined);
    log.replace(index, event);
  }
}
