import { Fault, type HostEnv, mayAs } from '@dormouse/example-host-kit';
import type { Context, Hono } from 'hono';
import { openApi } from '../openapi';
import type { Services } from '../services';
import type { Webhooks } from '../webhooks/webhooks';

/** What the people who run the host need: a sweep now, letters that were given up, the document. Not of Paxos. */
export function operationRoutes(app: Hono<HostEnv>, services: Services, webhooks: Webhooks | null): void {
  app.get('/openapi.json', (context) => context.json(openApi(services.dialect)));
  app.post('/admin/sweep', async (context) => {
    const { account: accountId } = administrator(context);
    const { runId, evaluated, acted, errors, halted } = await services.dormouse.sweep({ accountId });
    return context.json({
      run_id: runId,
      evaluated,
      acted: acted.reduce((sum, { count }) => sum + count, 0),
      errors,
      halted,
    });
  });
  app.get('/admin/webhooks/dead-letters', async (context) => {
    const { account } = administrator(context);
    const letters = (await webhooks?.deadLetters(account)) ?? [];
    return context.json({
      items: letters.map(({ identityId, type, tries, error, parkedAt }) => ({
        identity_id: identityId,
        event: type,
        tries,
        error,
        given_up_at: new Date(parkedAt).toISOString(),
      })),
    });
  });
  app.post('/admin/webhooks/replay', async (context) => {
    const { account } = administrator(context);
    return context.json({ replayed: (await webhooks?.replay(account)) ?? 0 });
  });
}

function administrator(context: Context<HostEnv>) {
  const grant = context.get('grant');
  if (mayAs(grant.role, 'administrator')) return grant;
  throw new Fault('forbidden', 'only an administrator runs the host');
}
