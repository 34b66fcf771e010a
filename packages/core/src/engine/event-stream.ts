import { type ChainHead, emptyChain } from '../model/chain';
import type { DormouseEvent } from '../model/event';
import type { EventFilter } from '../storage/filter';
import type { Page } from '../storage/page';
import type { LoggedEvent, Storage } from '../storage/storage';

const PAGE = 1_000;

/** All events that pass a filter, in the order of the log, without having all of them in memory. */
export async function* eventsOf(
  storage: Storage,
  accountId: string,
  filter: EventFilter,
): AsyncGenerator<DormouseEvent> {
  let after: number | null = null;
  for (;;) {
    const page: Page<LoggedEvent> = await storage.events(accountId, filter, { after, limit: PAGE });
    for (const { event } of page.items) yield event;
    after = page.items[page.items.length - 1]?.position ?? null;
    if (!page.more || after === null) return;
  }
}

/**
 * What comes before the first event that is there (E3): the hash that the archived part ended with, or nothing. A history
 * that starts with its first event needs no more.
 * @param first null: no event of it is there.
 */
export async function beginningOf(
  storage: Storage,
  accountId: string,
  identityId: string | null,
  first: DormouseEvent | null,
): Promise<ChainHead> {
  if (first?.sequence === 1) return emptyChain;
  return (await storage.archivedHead(accountId, identityId)) ?? emptyChain;
}
