import type { ChainHead } from '../../src/model/chain';
import type { DormouseEvent } from '../../src/model/event';
import type { Storage } from '../../src/storage/storage';
import { wrapStorage } from '../../src/testing/wrap-storage';

const accountId = 'acme';

/** Changes an event as somebody who tampers with the log would. */
export type Spoil = (event: DormouseEvent) => DormouseEvent;

export interface Archiving {
  readonly storage: Storage;
  /** Takes the first events out of the log: this share of those that are still there. Default: all of them. */
  readonly archive: (share?: number) => Promise<void>;
  readonly spoil: (change: Spoil) => void;
}

/** A storage that takes events out of the log, as one does that archives. */
export function archiving(inner: Storage): Archiving {
  let until = 0;
  let spoil: Spoil = (event) => event;
  const heads = new Map<string | null, ChainHead>();
  return {
    storage: wrapStorage(inner, {
      events: async (account, filter, page) => {
        const after = Math.max(until, page.after ?? 0);
        const { items, more } = await inner.events(account, filter, { ...page, after });
        return { items: items.map(({ position, event }) => ({ position, event: spoil(event) })), more };
      },
      archivedHead: async (_, identityId) => heads.get(identityId) ?? null,
    }),
    archive: async (share = 1) => {
      const { items } = await inner.events(accountId, {}, { after: until, limit: 100_000 });
      for (const { position, event } of items.slice(0, Math.round(items.length * share))) {
        heads.set(event.identityId, { sequence: event.sequence, hash: event.hash });
        until = position;
      }
    },
    spoil: (change) => {
      spoil = change;
    },
  };
}
