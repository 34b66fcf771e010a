import { createDormouse, startSweeper } from '@dormouse/core';
import { createHostApp, type Fault, type HostParts, type Kit } from '@dormouse/example-host-kit';
import type { Context } from 'hono';
import type { Dialect } from './dialect';
import { newestFirstId } from './ids';
import { policies, settings } from './policies';
import { controlRoutes } from './routes/controls';
import { eventRoutes } from './routes/events';
import { identityRoutes } from './routes/identities';
import { operationRoutes } from './routes/operations';
import { writeIdentityRoutes } from './routes/write-identities';
import type { Services } from './services';
import { startWebhooks, type WebhookOptions } from './webhooks/webhooks';

/** What the host does beside what every host does. */
export interface FintechOptions {
  readonly dialect: Dialect;
  /** Where events go; null: nowhere. */
  readonly webhooks: Pick<WebhookOptions, 'url' | 'secret' | 'perSecond' | 'retryAfter' | 'every'> | null;
  /** How often it sweeps, as an ISO-8601 duration; null: only when it is told to. */
  readonly sweepEvery: string | null;
  /** Called when the services are there, before the host listens. */
  readonly prepare?: (services: Services) => Promise<void>;
}

/** The account of a host without tokens. */
export const LOCAL_ACCOUNT = 'local';

/** Creates the host: an identity API in the style of Paxos over Dormouse. */
export async function createFintechHost(kit: Kit, options: FintechOptions): Promise<HostParts> {
  const { storage, ping, log, clock, config } = kit;
  const { dialect } = options;
  const report = (error: unknown): void => log.error('something beside the requests failed', { error });
  const dormouse = createDormouse({ storage, clock, settings: settings(dialect), onListenerError: report });
  const services: Services = {
    dormouse,
    dialect,
    clock,
    log,
    newId: () => newestFirstId(clock().getTime()),
    ready: accountSetup(dormouse, dialect),
  };
  await options.prepare?.(services);
  const now = (): number => performance.now();
  const local = { account: LOCAL_ACCOUNT, role: 'administrator', actor: 'local' } as const;
  const app = createHostApp({ config, log, ping, now, local, renderFault, open: [/^\/openapi\.json$/] });
  const webhooks =
    options.webhooks === null ? null : startWebhooks(dormouse, { ...options.webhooks, dialect, clock, log });
  identityRoutes(app, services);
  writeIdentityRoutes(app, services);
  controlRoutes(app, services);
  eventRoutes(app, services);
  operationRoutes(app, services, webhooks);
  const every = options.sweepEvery;
  const sweeper = every === null ? null : startSweeper(dormouse, { every, timers: globalThis, onError: report });
  return {
    app,
    stop: async () => {
      await sweeper?.stop();
      await webhooks?.stop();
    },
  };
}

/** An account's policies are put into force when it is first used; several processes may do so at once. */
function accountSetup(dormouse: Services['dormouse'], dialect: Dialect): Services['ready'] {
  const done = new Map<string, Promise<void>>();
  const setUp = async (accountId: string): Promise<void> => {
    const active = new Set((await dormouse.policies.list(accountId)).map(({ policyId }) => policyId));
    for (const document of policies(dialect) as readonly { readonly id: string }[]) {
      if (active.has(document.id)) continue;
      const reason = 'the policies of the example';
      await dormouse.policies.activate({
        accountId,
        document,
        reason,
        actor: 'host',
        idempotencyKey: `setup ${document.id}`,
      });
    }
  };
  return (accountId) => {
    const known = done.get(accountId);
    if (known !== undefined) return known;
    const begun = setUp(accountId);
    done.set(accountId, begun);
    begun.catch(() => done.delete(accountId));
    return begun;
  };
}

/** RFC 9457, as the API writes it. */
function renderFault(context: Context, fault: Fault): Response {
  const titles: Readonly<Record<string, string>> = {
    conflict: 'Already Exists',
    payload_too_large: 'Content Too Large',
  };
  const words = fault.code.split('_').map((word) => `${word[0]?.toUpperCase()}${word.slice(1)}`);
  const existing = fault.data['existing'];
  const type = existing === undefined ? 'about:blank' : 'https://developer.paxos.com/docs/v2/problems/already-exists';
  const title = existing === undefined ? words.join(' ') : titles['conflict'];
  const meta = { ...(existing !== undefined && { existing }), ...(fault.reason !== null && { code: fault.reason }) };
  const problem = {
    type,
    title,
    status: fault.status,
    detail: fault.message,
    ...(Object.keys(meta).length > 0 && { meta }),
  };
  return context.body(JSON.stringify(problem), fault.status, { 'content-type': 'application/problem+json' });
}
