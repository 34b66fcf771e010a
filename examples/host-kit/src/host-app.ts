import { isDormouseError } from '@dormouse/core';
import { getConnInfo } from '@hono/node-server/conninfo';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { secureHeaders } from 'hono/secure-headers';
import type { Config } from './config';
import { Fault, toFault } from './fault';
import type { Log } from './log';
import { createRateLimit } from './rate-limit';
import type { Grant } from './tokens';

/** What a request carries through a host. */
export interface HostEnv {
  readonly Variables: { grant: Grant };
}

export interface HostAppOptions {
  readonly config: Config;
  readonly log: Log;
  readonly now: () => number;
  /** Fulfilled when the storage answers; what `/healthz` is about. */
  readonly ping: () => Promise<void>;
  /** Writes a refusal in the host's own form. */
  readonly renderFault: (context: Context, fault: Fault) => Response;
  /** Paths that need no token, beside `/healthz`. */
  readonly open?: readonly RegExp[];
  /** Whom a request speaks for where there are no tokens. */
  readonly local: Grant;
}

/** Hosts that a browser can only name when it is on this machine: a page from elsewhere cannot (DNS rebinding). */
const OWN_NAME = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;

/** An app with what every host needs in front of its routes: limits, tokens, a log, one form of refusal. */
export function createHostApp(options: HostAppOptions): Hono<HostEnv> {
  const { config, log, renderFault } = options;
  const app = new Hono<HostEnv>();
  const refuse = (context: Context, fault: Fault): Response => {
    for (const [name, value] of Object.entries(fault.headers)) context.header(name, value);
    return renderFault(context, fault);
  };
  app.onError((error, context) => {
    const fault = toFault(error);
    if (fault.code === 'internal' || (isDormouseError(error) && fault.status >= 500))
      log.error('a request failed', { method: context.req.method, error });
    return refuse(context, fault);
  });
  app.notFound((context) => refuse(context, new Fault('not_found', 'there is nothing at this path')));
  app.use(countAndLog(options));
  app.use(secureHeaders());
  app.get('/healthz', (context) =>
    options.ping().then(
      () => context.json({ status: 'ok' }),
      () => context.json({ status: 'the storage does not answer' }, 503),
    ),
  );
  app.use(authenticate(options));
  const tooLarge = (): never => {
    throw new Fault('payload_too_large', `the body is larger than ${config.limits.bodyBytes} bytes`);
  };
  app.use(bodyLimit({ maxSize: config.limits.bodyBytes, onError: tooLarge }));
  return app;
}

/** Refuses what is too much at once, before anything is done for it. */
function countAndLog({ config, log, now }: HostAppOptions): MiddlewareHandler<HostEnv> {
  let underWay = 0;
  return async (context, next) => {
    if (underWay >= config.limits.atOnce) {
      const headers = { 'retry-after': '1' };
      throw new Fault('overloaded', 'too many requests are under way', { headers });
    }
    underWay += 1;
    const start = now();
    try {
      await next();
    } finally {
      underWay -= 1;
    }
    const { method, path } = context.req;
    log.info('request', { method, path: path.slice(0, 200), status: context.res.status, ms: now() - start });
  };
}

/** Finds out whom a request speaks for, and whether it may speak so often. Guessing tokens is limited by address. */
function authenticate(options: HostAppOptions): MiddlewareHandler<HostEnv> {
  const { config, now, open = [] } = options;
  const rate = createRateLimit(config.limits.perSecond, now);
  const take = (caller: string): void => {
    const wait = rate.take(caller);
    if (wait === null) return;
    const headers = { 'retry-after': String(wait) };
    throw new Fault('too_many_requests', `more than ${config.limits.perSecond} requests a second`, { headers });
  };
  return async (context, next) => {
    const isOpen = open.some((path) => path.test(context.req.path));
    const grant = isOpen ? null : grantOf(context, options);
    const isKnown = grant !== null && !(grant instanceof Fault);
    take(isKnown && config.tokens !== null ? `token ${grant.actor}` : `address ${addressOf(context)}`);
    if (grant instanceof Fault) throw grant;
    if (grant !== null) context.set('grant', grant);
    await next();
  };
}

function grantOf(context: Context, { config, local }: HostAppOptions): Grant | Fault {
  if (config.tokens === null) {
    if (OWN_NAME.test(context.req.header('host') ?? '')) return local;
    return new Fault('forbidden', 'without tokens this host answers only to its own machine, by its own name');
  }
  const grant = config.tokens.grantOf(context.req.header('authorization'));
  const headers = { 'www-authenticate': 'Bearer' };
  return grant ?? new Fault('unauthorized', 'a valid bearer token is needed', { headers });
}

function addressOf(context: Context): string {
  return getConnInfo(context).remote.address ?? 'unknown';
}
