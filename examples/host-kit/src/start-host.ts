import { createServer, type Server } from 'node:http';
import type { Storage } from '@dormouse/core';
import { createAdaptorServer } from '@hono/node-server';
import type { Hono } from 'hono';
import { type Config, type Environment, readConfig } from './config';
import type { HostEnv } from './host-app';
import { createLog, type Log } from './log';
import { openStorage } from './open-storage';

/** What a host is made of, beside what every host has. */
export interface HostParts {
  readonly app: Hono<HostEnv>;
  /** Stops what runs beside the requests: sweeper, consumers. Called when no request is under way any more. */
  readonly stop: () => Promise<void>;
}

export interface HostOptions {
  readonly name: string;
  readonly env: Environment;
  /** Standard output and standard error. */
  readonly say: (text: string) => void;
  readonly complain: (text: string) => void;
  readonly create: (kit: Kit) => Promise<HostParts>;
  /** Default: the time of day. */
  readonly clock?: () => Date;
}

/** What a host is given. */
export interface Kit {
  readonly config: Config;
  readonly storage: Storage;
  /** Fulfilled when the storage answers now. */
  readonly ping: () => Promise<void>;
  readonly log: Log;
  readonly clock: () => Date;
}

export interface RunningHost {
  readonly url: string;
  /** Finishes what is under way and lets go of everything. Fulfilled when that is over; calling it again is no harm. */
  readonly stop: () => Promise<void>;
}

/** How long requests under way may take when the host is told to stop. */
const GRACE = 10_000;

/** Starts a host; fulfilled when it listens. It prints `listening on http://…`. */
export async function startHost(options: HostOptions): Promise<RunningHost> {
  const { name, env, say, complain, create, clock = () => new Date() } = options;
  const config = readConfig(env);
  const log = createLog(name, complain, clock);
  const { storage, ping, close } = await openStorage(config.database, log);
  const { server, stop } = await serve(config, () => create({ config, storage, ping, log, clock })).catch(
    async (error: unknown) => {
      await close();
      throw error;
    },
  );
  const url = `http://${urlHost(config.address)}:${portOf(server)}`;
  if (config.tokens === null) {
    complain(`${name}: WARNING: started without DORMOUSE_TOKENS: everybody on this machine may do everything\n`);
  }
  say(`listening on ${url}\n`);
  let stopping: Promise<void> | null = null;
  const stopAll = async (): Promise<void> => {
    await closeServer(server);
    await stop();
    await close();
    log.info('stopped');
  };
  return {
    url,
    stop: () => {
      stopping ??= stopAll();
      return stopping;
    },
  };
}

/** Nothing goes on where the host could not start: a port that is taken ends the sweeper too. */
async function serve(
  config: Config,
  create: () => Promise<HostParts>,
): Promise<{ readonly server: Server; readonly stop: HostParts['stop'] }> {
  const { app, stop } = await create();
  const server = createAdaptorServer({ fetch: app.fetch, createServer, serverOptions: timeouts(config) }) as Server;
  server.on('dropRequest', (_, socket) => socket.destroy());
  try {
    await listen(server, config);
  } catch (error) {
    await stop();
    throw error;
  }
  return { server, stop };
}

/** Slow clients are cut off: headers within a third of the time that a whole request has. */
function timeouts({ limits }: Config): Record<string, number> {
  const requestTimeout = limits.requestMilliseconds;
  return {
    requestTimeout,
    headersTimeout: Math.min(10_000, requestTimeout),
    keepAliveTimeout: 5_000,
    connectionsCheckingInterval: Math.min(1_000, requestTimeout),
    maxHeaderSize: 16 * 1024,
  };
}

function listen(server: Server, { port, address }: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    // A long queue: a burst waits, and is refused with an answer, not by the kernel.
    server.listen({ port, host: address, backlog: 4096 }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(() => server.closeAllConnections(), GRACE);
    server.close(() => {
      clearTimeout(late);
      resolve();
    });
    server.closeIdleConnections();
  });
}

const urlHost = (address: string): string => (address.includes(':') ? `[${address}]` : address);

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
