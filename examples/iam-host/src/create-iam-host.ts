import { randomUUID } from 'node:crypto';
import { createDormouse, startSweeper } from '@dormouse/core';
import { createHostApp, type HostParts, type Kit } from '@dormouse/example-host-kit';
import { apiRoutes } from './api/routes';
import { consoleRoutes } from './console-routes';
import { entityRoutes } from './ibm/entity-routes';
import { renderIbmFault } from './ibm/render-fault';
import { reportRoutes } from './ibm/report-routes';
import { userRoutes } from './ibm/user-routes';
import { settings } from './policy';
import { SAMPLE_ACCOUNT } from './sample-data';
import type { Services } from './services';

export interface IamOptions {
  /** How often it sweeps, as an ISO-8601 duration; null: only when it is told to. */
  readonly sweepEvery: string | null;
  /** Called when the services are there, before the host listens. */
  readonly prepare?: (services: Services) => Promise<void>;
}

/** Creates the host: identities of cloud accounts, IBM's activity report API. */
export async function createIamHost(kit: Kit, options: IamOptions): Promise<HostParts> {
  const { storage, ping, log, clock, config } = kit;
  const report = (error: unknown): void => log.error('something beside the requests failed', { error });
  const schedule = (task: () => void): unknown => setImmediate(task);
  const dormouse = createDormouse({ storage, clock, settings, schedule, onListenerError: report });
  const services: Services = { dormouse, storage, clock, log };
  await options.prepare?.(services);
  const local = { account: SAMPLE_ACCOUNT, role: 'administrator', actor: 'IBMid-LOCAL' } as const;
  const app = createHostApp({
    config,
    log,
    ping,
    local,
    now: () => performance.now(),
    renderFault: (context, fault) => renderIbmFault(context, fault, randomUUID),
    open: [/^\/console(\/|$)/, /^\/openapi\.json$/],
  });
  consoleRoutes(app);
  reportRoutes(app, services);
  entityRoutes(app, services);
  userRoutes(app, services);
  apiRoutes(app, services);
  // What another process left unfinished, or was asked for while none was running.
  const timer = setInterval(() => void dormouse.reports.work().catch(report), 5_000);
  const every = options.sweepEvery;
  const sweeper = every === null ? null : startSweeper(dormouse, { every, timers: globalThis, onError: report });
  return {
    app,
    stop: async () => {
      clearInterval(timer);
      await sweeper?.stop();
    },
  };
}
