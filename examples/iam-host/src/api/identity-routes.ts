import { compilePolicies, type DormouseEvent, explain, type IdentityEvent, type IdentityState } from '@dormouse/core';
import { timelineSvg } from '@dormouse/core/pictures';
import type { HostEnv } from '@dormouse/example-host-kit';
import type { Hono } from 'hono';
import { settings } from '../policy';
import { grantFor, type Services } from '../services';
import { eventText } from './event-text';
import { childrenOf, nameOf } from './preview';
import { kindOf } from './rows';
import type { IdentityDetail } from './types';

/** Events that the drawer shows, the newest. */
const MOST_EVENTS = 200;

export function identityApi(app: Hono<HostEnv>, services: Services): void {
  app.get('/api/accounts/:account/identities/:id', async (context) => {
    const { account } = grantFor(context, context.req.param('account'), 'viewer');
    const state = await services.dormouse.identities.get(account, context.req.param('id'));
    return context.json(await detailOf(services, account, state));
  });
}

async function detailOf(services: Services, account: string, state: IdentityState): Promise<IdentityDetail> {
  const { identity, subject, lastActiveAt, activeControls } = state;
  const now = services.clock();
  const events = await eventsOf(services, account, identity.id);
  const audit = await services.dormouse.history.verify({ accountId: account, identityId: identity.id });
  const owner = identity.parentId === null ? null : await ownerOf(services, account, identity.parentId);
  const children = await childrenOf(services, account, identity.id);
  const inForce = subject.exemptions.filter(
    ({ from, until }) => (from ?? 0) <= now.getTime() && (until === null || until > now.getTime()),
  );
  return {
    id: identity.id,
    kind: kindOf(identity.kind),
    name: nameOf(state),
    email: textOrNull(identity.attributes['email']),
    createdAt: iso(identity.createdAt),
    lastActiveAt: lastActiveAt === null ? null : iso(lastActiveAt),
    status: state.status,
    locked: identity.locked,
    owner,
    keys: children.map((child) => ({ id: child.identity.id, name: nameOf(child) })),
    controls: activeControls.map(({ id, type, reason, reasonCode, createdAt, setBy }) => ({
      id,
      type,
      reason: reason ?? reasonCode,
      since: iso(createdAt),
      setBy,
    })),
    exemptions: inForce.map(({ id, kind, reason, until }) => ({
      id,
      kind,
      reason: reason ?? '',
      until: until === null ? null : iso(until),
    })),
    explanation: await explanationOf(services, account, state, now),
    timelineSvg: timelineSvg({ events, until: now, title: nameOf(state) }),
    events: events
      .slice(-MOST_EVENTS)
      .reverse()
      .map((event) => ({ at: iso(event.at), type: event.type, text: eventText(event), actor: event.actor })),
    history: { events: events.length, verified: audit.ok },
  };
}

const iso = (at: number): string => new Date(at).toISOString();
const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

async function ownerOf({ dormouse }: Services, account: string, id: string): Promise<IdentityDetail['owner']> {
  const owner = await dormouse.identities.get(account, id).catch(() => null);
  return { id, name: owner === null ? id : nameOf(owner) };
}

async function eventsOf(
  { dormouse }: Services,
  accountId: string,
  identityId: string,
): Promise<readonly IdentityEvent[]> {
  const events: DormouseEvent[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof dormouse.events.list>> = await dormouse.events.list({
      accountId,
      identityId,
      cursor,
      limit: 1_000,
    });
    events.push(...page.items.map(({ event }) => event));
    cursor = page.cursor;
  } while (cursor !== null && events.length < 10_000);
  return events.filter((event): event is IdentityEvent => event.identityId !== null);
}

async function explanationOf(
  { dormouse }: Services,
  account: string,
  { subject }: IdentityState,
  now: Date,
): Promise<readonly string[]> {
  const active = (await dormouse.policies.list(account)).filter(({ mode }) => mode === 'enforce');
  const set = compilePolicies({ policies: active.map(({ document }) => document), settings });
  return explain(set, subject, now)
    .text.split('\n')
    .filter((line) => line !== '');
}
