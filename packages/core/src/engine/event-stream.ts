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
