import { DormouseError, type IdentityState } from '@dormouse/core';
import { Fault, type HostEnv } from '@dormouse/example-host-kit';
import type { Context, Hono } from 'hono';
import { removeIdentity, setLocked, setSuspended } from '../commands';
import { grantFor, type Kind, type Services } from '../services';
import { entityJson } from './entity-json';

type EntityKind = Exclude<Kind, 'user'>;

/** Where each kind stands, and how its list is called. IBM's client asks for service IDs with a slash at the end. */
const PLACES: readonly { readonly kind: EntityKind; readonly path: string; readonly list: string }[] = [
  { kind: 'service_id', path: '/v1/serviceids', list: 'serviceids' },
  { kind: 'trusted_profile', path: '/v1/profiles', list: 'profiles' },
  { kind: 'api_key', path: '/v1/apikeys', list: 'apikeys' },
];

export function entityRoutes(app: Hono<HostEnv>, services: Services): void {
  for (const { kind, path, list } of PLACES) {
    for (const each of [path, `${path}/`])
      app.get(each, async (context) => context.json(await page(context, services, kind, path, list)));
    app.get(`${path}/:id`, async (context) => {
      const state = await entity(context, services, kind);
      return context.json(entityJson(state, kind, context.req.query('include_activity') === 'true'));
    });
    app.delete(`${path}/:id`, async (context) => {
      const { identity } = await entity(context, services, kind, true);
      await removeIdentity(services, context.get('grant'), identity.id, `Deleted through ${path}`);
      return context.body(null, 204);
    });
    if (kind === 'trusted_profile') continue;
    for (const [method, locked] of [
      ['POST', true],
      ['DELETE', false],
    ] as const) {
      app.on(method, `${path}/:id/lock`, async (context) => {
        const { identity } = await entity(context, services, kind, true);
        return context.json(
          entityJson(await setLocked(services, context.get('grant'), identity.id, locked), kind, false),
        );
      });
    }
  }
  for (const [method, disabled] of [
    ['POST', true],
    ['DELETE', false],
  ] as const) {
    app.on(method, '/v1/apikeys/:id/disable', async (context) => {
      const { identity } = await entity(context, services, 'api_key', true);
      await setSuspended(services, context.get('grant'), identity.id, disabled);
      return context.body(null, 204);
    });
  }
}

async function entity(
  context: Context<HostEnv>,
  services: Services,
  kind: EntityKind,
  writes = false,
): Promise<IdentityState> {
  const { account } = context.get('grant');
  grantFor(context, account, writes ? 'administrator' : 'viewer');
  const id = context.req.param('id') ?? '';
  const state = await services.dormouse.identities.get(account, id);
  if (state.identity.kind === kind) return state;
  throw new DormouseError('IDENTITY_NOT_FOUND', 'There is no such identity of this kind.', { identityId: id });
}

/** Pages of 1 to 100, 20 by default; `next` is the whole address of the next one. */
async function page(
  context: Context<HostEnv>,
  { dormouse }: Services,
  kind: EntityKind,
  path: string,
  list: string,
): Promise<object> {
  const account = context.req.query('account_id') ?? context.get('grant').account;
  grantFor(context, account, 'viewer');
  const size = context.req.query('pagesize') ?? '20';
  const limit = /^\d{1,3}$/.test(size) ? Number(size) : 0;
  if (limit < 1 || limit > 100) throw new Fault('bad_request', 'pagesize must be between 1 and 100.');
  const cursor = context.req.query('pagetoken') ?? null;
  const found = await dormouse.identities.list({ accountId: account, kind: { in: [kind] }, limit, cursor });
  const origin = `${new URL(context.req.url).origin}${path}?account_id=${account}&pagesize=${limit}`;
  return {
    limit,
    first: origin,
    ...(found.cursor !== null && { next: `${origin}&pagetoken=${encodeURIComponent(found.cursor)}` }),
    [list]: found.items.map((state) => entityJson(state, kind, false)),
  };
}
