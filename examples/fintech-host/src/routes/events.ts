import { Fault, type HostEnv } from '@dormouse/example-host-kit';
import type { Context, Hono } from 'hono';
import { limitOf, readQuery } from '../query';
import type { Services } from '../services';
import { eventJson, readEventId, TOLD, type WireEvent, wireEvent } from '../wire/event';
import { instantOf } from './identities';

export function eventRoutes(app: Hono<HostEnv>, services: Services): void {
  for (const path of ['/v2/events', '/events']) {
    app.get(path, async (context) => context.json(await list(context, services)));
    app.get(`${path}/:id`, async (context) => context.json(await get(context, services)));
  }
}

/** The oldest first; there is no cursor: a client goes on from the last `created_at` (its `created_at.gt`). */
async function list(context: Context<HostEnv>, { dormouse, dialect }: Services): Promise<object> {
  const query = readQuery(context, ['created_at.gt', 'limit', 'type']);
  const limit = limitOf(query, 100);
  const after = query['created_at.gt'];
  const since = after === undefined ? Number.NEGATIVE_INFINITY : instantOf(after, 'created_at.gt');
  const { account: accountId } = context.get('grant');
  const found: WireEvent[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof dormouse.events.list>> = await dormouse.events.list({
      accountId,
      types: TOLD,
      cursor,
      limit: 1000,
    });
    for (const { event } of page.items) {
      const told = event.at > since ? wireEvent(dialect, event) : null;
      if (told !== null && (query['type'] === undefined || query['type'] === told.type)) found.push(told);
    }
    cursor = page.cursor;
  } while (cursor !== null && found.length < limit);
  return { events: found.slice(0, limit).map(eventJson) };
}

async function get(context: Context<HostEnv>, { dormouse, dialect }: Services): Promise<object> {
  readQuery(context, []);
  const { account: accountId } = context.get('grant');
  const place = readEventId(context.req.param('id') ?? '');
  let cursor: string | null = null;
  do {
    if (place === null) break;
    const { identityId, sequence } = place;
    const page: Awaited<ReturnType<typeof dormouse.events.list>> = await dormouse.events.list({
      accountId,
      identityId,
      cursor,
      limit: 1000,
    });
    const found = page.items.find(({ event }) => event.sequence === sequence);
    const told = found === undefined ? null : wireEvent(dialect, found.event);
    if (told !== null) return eventJson(told);
    cursor = page.cursor;
  } while (cursor !== null);
  throw new Fault('not_found', 'event not found');
}
