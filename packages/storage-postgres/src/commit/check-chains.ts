import { type ChainHead, DormouseError, type DormouseEvent, follows } from '@dormouse/core';

export type Head = ChainHead;

/**
 * Where the chains end after some events.
 * @throws DormouseError `CONFLICT` when one does not follow the last of its identity (E3).
 */
export function checkChains<E extends DormouseEvent & { readonly identityId: string }>(
  events: readonly E[],
  headOf: (id: string) => Head,
): ReadonlyMap<string, Head> {
  const heads = new Map<string, Head>();
  for (const event of events) {
    const { identityId, sequence, hash } = event;
    if (!follows(event, heads.get(identityId) ?? headOf(identityId))) {
      throw new DormouseError('CONFLICT', 'an event does not follow the last one of its identity', { identityId });
    }
    heads.set(identityId, { sequence, hash });
  }
  return heads;
}
