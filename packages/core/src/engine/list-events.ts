import type { EventType } from '../model/event';
import { id } from '../model/ids';
import { list } from '../model/shape';
import { upgradeEvent } from '../model/upgrade-event';
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
  /** Gives events in the form in which they were written, to verify their hashes. Default: in the present form. */
  readonly asStored?: boolean | null;
}

const types = list(id, 100);

/**
 * Lists the events of an account in the order in which they were committed. The events of a removed identity stay.
 * @throws DormouseError `INVALID_ARGUMENT`; `INVALID_CURSOR`; `UNKNOWN_FORM` for an event that a newer version wrote.
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
  const shown = request.asStored === true ? items : items.map(upgraded);
  return { items: shown, cursor: more && last !== undefined ? writeCursor(listing, last.position) : null };
}

/** In the present form. */
function upgraded(logged: LoggedEvent): LoggedEvent {
  const event = upgradeEvent(logged.event);
  return event === logged.event ? logged : { ...logged, event };
}
