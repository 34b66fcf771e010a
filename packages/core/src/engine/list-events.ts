import type { EventType } from '../model/event';
import { id } from '../model/ids';
import { list } from '../model/shape';
import type { EventFilter } from '../storage/filter';
import type { LoggedEvent } from '../storage/storage';
import { checkId, checkLimit, checkOptionalId, checkShape } from './check-input';
import { type Listing, readCursor, writeCursor } from './cursor';
import type { ListPage, PageInput } from './list-identities';
import type { Runtime } from './runtime';

export interface ListEventsRequest extends PageInput {
  readonly accountId: string;
  readonly identityId?: string | null;
  readonly types?: readonly EventType[] | null;
}

const types = list(id, 100);

/**
 * Lists the events of an account in the order in which they were committed. The events of a removed identity stay.
 * @throws DormouseError `INVALID_ARGUMENT`; `INVALID_CURSOR`.
 */
export async function listEvents(runtime: Runtime, request: ListEventsRequest): Promise<ListPage<LoggedEvent>> {
  const accountId = checkId(request.accountId, 'accountId');
  const identityId = checkOptionalId(request.identityId, 'identityId');
  const asked = request.types ?? null;
  if (asked !== null) checkShape(asked, types, '/types', 'the filter is refused');
  const limit = checkLimit(request.limit);
  const sorted = asked === null ? null : [...new Set(asked)].sort();
  const listing: Listing = { name: 'events', accountId, filter: JSON.stringify([identityId, sorted]) };
  const after = readCursor(listing, request.cursor) as number | null;
  const filter: EventFilter = {
    ...(identityId === null ? {} : { identityId }),
    ...(sorted === null ? {} : { types: sorted }),
  };
  const { items, more } = await runtime.storage.events(accountId, filter, { after, limit });
  const last = items[items.length - 1];
  return { items, cursor: more && last !== undefined ? writeCursor(listing, last.position) : null };
}
