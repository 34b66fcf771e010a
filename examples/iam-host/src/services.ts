import type { Dormouse, Storage } from '@dormouse/core';
import { Fault, type Grant, type HostEnv, type Log, mayAs, type Role } from '@dormouse/example-host-kit';
import type { Context } from 'hono';

/** What the routes work with. */
export interface Services {
  readonly dormouse: Dormouse;
  readonly storage: Storage;
  readonly clock: () => Date;
  readonly log: Log;
}

/** The four kinds, and how IBM's API calls their lists. */
export const KINDS = ['user', 'service_id', 'trusted_profile', 'api_key'] as const;
export type Kind = (typeof KINDS)[number];

/** The control that stands for a disabled key or a suspended user. */
export const SUSPENDED = 'SUSPENDED';

/**
 * The account of a request, if it is the caller's own and the role suffices.
 * @throws Fault `not_found` for any other account, whether it exists or not; `forbidden`
 */
export function grantFor(context: Context<HostEnv>, account: string, needed: Role): Grant {
  const grant = context.get('grant');
  if (grant.account !== account) throw new Fault('not_found', 'Account not found.');
  if (mayAs(grant.role, needed)) return grant;
  throw new Fault('forbidden', `The role ${needed} is needed.`);
}
