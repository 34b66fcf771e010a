import type { HostEnv } from '@dormouse/example-host-kit';
import type { Hono } from 'hono';
import type { Services } from '../services';
import { actionApi } from './action-routes';
import { identityApi } from './identity-routes';
import { policyApi } from './policy-routes';
import { reportApi } from './report-routes';

/** The API of the console: what each path answers is in `types.ts`. */
export function apiRoutes(app: Hono<HostEnv>, services: Services): void {
  app.get('/api/session', (context) => context.json(context.get('grant')));
  reportApi(app, services);
  actionApi(app, services);
  identityApi(app, services);
  policyApi(app, services);
}
