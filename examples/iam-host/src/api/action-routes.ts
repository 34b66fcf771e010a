import { parseInstant } from '@dormouse/core';
import { Fault, type HostEnv, readJson } from '@dormouse/example-host-kit';
import type { Hono } from 'hono';
import { grantFor, type Services } from '../services';
import { type ActionRequest, act, undo } from './actions';
import { idsOf, objectOf, oneOf } from './input';
import { preview } from './preview';
import type { Action } from './types';

const BASE = '/api/accounts/:account';
const ACTIONS: readonly Action[] = ['remove', 'disable', 'enable', 'postpone', 'exempt'];
const MOST = 500;

export function actionApi(app: Hono<HostEnv>, services: Services): void {
  app.post(`${BASE}/actions/preview`, async (context) => {
    const { account } = grantFor(context, context.req.param('account'), 'viewer');
    const body = objectOf(await readJson(context), ['action', 'ids']);
    return context.json(await preview(services, account, actionOf(body), idsOf(body['ids'], MOST)));
  });
  app.post(`${BASE}/actions`, async (context) => {
    const grant = grantFor(context, context.req.param('account'), 'administrator');
    return context.json(await act(services, grant, requestOf(await readJson(context))));
  });
  app.post(`${BASE}/undo`, async (context) => {
    const grant = grantFor(context, context.req.param('account'), 'administrator');
    const { undo: token } = objectOf(await readJson(context), ['undo']);
    if (typeof token !== 'string') throw new Fault('bad_request', 'undo must be a text.');
    return context.json(await undo(services, grant, token));
  });
}

function actionOf(body: Readonly<Record<string, unknown>>): Action {
  const action = oneOf(String(body['action'] ?? ''), ACTIONS, 'action');
  if (action === null) throw new Fault('bad_request', `action must be one of ${ACTIONS.join(', ')}.`);
  return action;
}

function requestOf(value: unknown): ActionRequest {
  const body = objectOf(value, ['action', 'ids', 'reason', 'until', 'confirm']);
  const action = actionOf(body);
  const { reason, until = null, confirm = false } = body;
  if (typeof reason !== 'string' || reason.trim() === '') throw new Fault('bad_request', 'A reason is needed.');
  if (until !== null && (typeof until !== 'string' || parseInstant(until) === null)) {
    throw new Fault('bad_request', 'until must be an instant such as 2026-12-31T00:00:00Z.');
  }
  if (action === 'postpone' && until === null)
    throw new Fault('bad_request', 'A postponement needs an end: give until.');
  return { action, ids: idsOf(body['ids'], MOST), reason, until, confirm: confirm === true };
}
