import { DormouseError, type IdentityState } from '@dormouse/core';
import { Fault, type HostEnv, type Role, readJson } from '@dormouse/example-host-kit';
import type { Context, Hono } from 'hono';
import { removeIdentity, setSuspended } from '../commands';
import { grantFor, type Services } from '../services';
import { isSuspended } from './entity-json';

const PATH = '/v2/accounts/:account/users/:id';

/** Users of the account: removing one takes the API keys that belong to it along; the person stays, outside. */
export function userRoutes(app: Hono<HostEnv>, services: Services): void {
  app.get(PATH, async (context) => context.json(userJson(await user(context, services, 'viewer'))));
  app.delete(PATH, async (context) => {
    const { identity } = await user(context, services, 'administrator');
    await removeIdentity(services, context.get('grant'), identity.id, 'Removed from the account');
    return context.body(null, 204);
  });
  app.patch(PATH, async (context) => {
    const { identity } = await user(context, services, 'administrator');
    const body = await readJson(context);
    const state = typeof body === 'object' && body !== null && 'state' in body ? body.state : undefined;
    if (state !== 'ACTIVE' && state !== 'SUSPENDED')
      throw new Fault('bad_request', 'state must be ACTIVE or SUSPENDED.');
    await setSuspended(services, context.get('grant'), identity.id, state === 'SUSPENDED');
    return context.body(null, 204);
  });
}

async function user(context: Context<HostEnv>, { dormouse }: Services, needed: Role): Promise<IdentityState> {
  const { account } = grantFor(context, context.req.param('account') ?? '', needed);
  const id = context.req.param('id') ?? '';
  const state = await dormouse.identities.get(account, id);
  if (state.identity.kind === 'user') return state;
  throw new DormouseError('IDENTITY_NOT_FOUND', 'There is no such user.', { identityId: id });
}

function userJson(state: IdentityState): Record<string, unknown> {
  const { identity } = state;
  const text = (key: string): string => String(identity.attributes[key] ?? '');
  return {
    id: identity.id,
    iam_id: identity.id,
    user_id: text('username'),
    email: text('email'),
    firstname: (identity.name ?? '').split(' ')[0],
    lastname: (identity.name ?? '').split(' ').slice(1).join(' '),
    state: isSuspended(state) ? 'SUSPENDED' : 'ACTIVE',
    account_id: identity.accountId,
    added_on: new Date(identity.createdAt).toISOString(),
  };
}
