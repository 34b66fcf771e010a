import type { JsonObject } from '@dormouse/core';
import { Fault, type Grant, type HostEnv, mayAs, readJson } from '@dormouse/example-host-kit';
import type { Context, Hono } from 'hono';
import { legacyType } from '../dialect';
import { beginKyc, decideOnboarding, letDecisionCount, type Outcome, setCheck } from '../onboarding';
import { DECISION, sandboxChecks } from '../policies';
import { bodyObject, readQuery, textField } from '../query';
import { orderedBy, type Services } from '../services';
import { identityJson, keptFields } from '../wire/identity';
import { instantOf, PATHS } from './identities';

type Body = Readonly<Record<string, unknown>>;

export function writeIdentityRoutes(app: Hono<HostEnv>, services: Services): void {
  for (const path of PATHS) {
    app.post(path, async (context) => context.json(await create(context, services)));
    app.put(`${path}/:id`, async (context) => context.json(await update(context, services)));
    app.put(`${path}/:id/sandbox-status`, async (context) => context.json(await sandbox(context, services)));
    app.post(`${path}/:id/activity`, async (context) => context.json(await recordActivity(context, services)));
  }
}

export function needsOperator(context: Context<HostEnv>): Grant {
  const grant = context.get('grant');
  if (mayAs(grant.role, 'operator')) return grant;
  throw new Fault(
    'forbidden',
    "insufficient scopes: found 'identity:read_identity', required 'identity:write_identity'",
  );
}

/** A new customer: pending until what is demanded was shown. `ref_id` is the client's own name, and unique. */
async function create(context: Context<HostEnv>, services: Services): Promise<object> {
  const grant = needsOperator(context);
  readQuery(context, []);
  const body = bodyObject(await readJson(context), keptFields);
  const isPerson = body['person_details'] !== undefined;
  if (isPerson === (body['institution_details'] !== undefined)) {
    throw new Fault('bad_request', 'give either person_details or institution_details');
  }
  const refId = textField(body, 'ref_id', false);
  await services.ready(grant.account);
  if (refId !== null) await refuseTaken(services, grant.account, refId);
  const id = services.newId();
  const outcome = await services.dormouse.identities.register({
    ...orderedBy(grant),
    atomic: true,
    identities: [
      {
        id,
        kind: isPerson ? 'PERSON' : 'INSTITUTION',
        attributes: body as JsonObject,
        labels: refId === null ? [] : [labelOf(refId)],
      },
    ],
    // Two creates of one ref_id at once: the second gets the answer of the first.
    idempotencyKey: refId === null ? (context.req.header('idempotency-key') ?? null) : `create ${labelOf(refId)}`,
  });
  const [created] = outcome.items;
  const identityId = created?.ok === true ? created.value.id : id;
  await letDecisionCount(services, { ...orderedBy(grant), identityId });
  return answer(services, grant, identityId);
}

const labelOf = (refId: string): string => `ref:${refId}`.slice(0, 250);

async function refuseTaken(services: Services, accountId: string, refId: string): Promise<void> {
  const { items } = await services.dormouse.identities.list({ accountId, label: { in: [labelOf(refId)] }, limit: 1 });
  const [existing] = items;
  if (existing === undefined) return;
  const now = services.clock().getTime();
  throw new Fault('conflict', 'duplicate ref_id provided', {
    reason: 'REF_ID_EXISTS',
    data: { existing: identityJson(services.dialect, existing, now, { status: true, members: true }) },
  });
}

async function answer(services: Services, grant: Grant, identityId: string): Promise<object> {
  const state = await services.dormouse.identities.get(grant.account, identityId);
  return identityJson(services.dialect, state, services.clock().getTime(), { status: true, members: true });
}

/** A partial update. `set_user_disabled` is the legacy flag: it sets or deletes the client's own control. */
async function update(context: Context<HostEnv>, services: Services): Promise<object> {
  const grant = needsOperator(context);
  const identityId = context.req.param('id') ?? '';
  const body = bodyObject(await readJson(context), [...keptFields, 'set_user_disabled', 'last_kyc_refresh_date']);
  const { identity } = await services.dormouse.identities.get(grant.account, identityId);
  const order = { ...orderedBy(grant), identityId };
  const kept = Object.fromEntries(Object.entries(body).filter(([key]) => keptFields.includes(key)));
  if (kept['ref_id'] !== undefined && kept['ref_id'] !== identity.attributes['ref_id']) {
    throw new Fault('bad_request', 'ref_id cannot be changed');
  }
  const refreshed = textField(body, 'last_kyc_refresh_date', false);
  const at = refreshed === null ? null : instantOf(dateOf(refreshed), 'last_kyc_refresh_date');
  const disabled = body['set_user_disabled'];
  if (disabled !== undefined && typeof disabled !== 'boolean')
    throw new Fault('bad_request', 'set_user_disabled must be true or false');
  if (Object.keys(kept).length > 0) {
    const attributes = { ...identity.attributes, ...kept } as JsonObject;
    await services.dormouse.identities.update({
      ...orderedBy(grant),
      atomic: true,
      identities: [{ id: identityId, attributes }],
    });
  }
  if (disabled !== undefined) await setDisabled(services, order, disabled);
  if (at !== null) await refreshKyc(services, order, at);
  return answer(services, grant, identityId);
}

const dateOf = (text: string): string => (/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text);

type Order = ReturnType<typeof orderedBy> & { readonly identityId: string };

async function setDisabled(services: Services, order: Order, disabled: boolean): Promise<void> {
  const { activeControls } = await services.dormouse.identities.get(order.accountId, order.identityId);
  const own = activeControls.find(({ setBy, type }) => setBy === 'CLIENT' && type === legacyType[services.dialect]);
  if (disabled && own === undefined) {
    const reason = 'set_user_disabled';
    const type = legacyType[services.dialect];
    await services.dormouse.controls.create({ ...order, type, reasonCode: 'OTHER', reason });
  }
  if (disabled || own === undefined) return;
  // A client's CLOSED of 2025 is its own flag: it may take it back.
  await services.dormouse.controls.delete({
    ...order,
    controlId: own.id,
    reason: 'set_user_disabled: false',
    authority: 'OPERATOR',
    reopen: true,
  });
}

async function refreshKyc(services: Services, order: Order, at: number): Promise<void> {
  const { subject } = await services.dormouse.identities.get(order.accountId, order.identityId);
  const found = subject.requirements.find(({ type }) => type === 'KYC_REFRESH');
  if (found === undefined) throw new Fault('conflict', 'no KYC refresh is asked of this identity');
  await services.dormouse.requirements.meet({ ...order, requirementId: found.id, at: new Date(at) });
}

const OUTCOMES: readonly string[] = ['PENDING', 'APPROVED', 'DENIED', 'ERROR'];

function outcomeOf(value: unknown, name: string): Outcome {
  if (typeof value === 'string' && OUTCOMES.includes(value)) return value as Outcome;
  throw new Fault('bad_request', `${name} must be one of ${OUTCOMES.join(', ')}`);
}

/** What checks would find out, for tests of a client. `requirements` and `decision` are ours, for what has no field. */
async function sandbox(context: Context<HostEnv>, services: Services): Promise<object> {
  const grant = needsOperator(context);
  const identityId = context.req.param('id') ?? '';
  const fields = sandboxChecks[services.dialect];
  const body = bodyObject(await readJson(context), [...Object.keys(fields), 'requirements', 'decision']);
  const named = Object.entries(fields).flatMap(([field, type]) =>
    body[field] === undefined ? [] : [[type, outcomeOf(body[field], field)] as const],
  );
  const others = Object.entries((body['requirements'] ?? {}) as Body).map(
    ([type, value]) => [checkType(type), outcomeOf(value, type)] as const,
  );
  const decision = body['decision'] === undefined ? null : outcomeOf(body['decision'], 'decision');
  if (decision !== null && services.dialect === '2025')
    throw new Fault('bad_request', 'the dialect of 2025 has no decision');
  await services.dormouse.identities.get(grant.account, identityId);
  const order = { ...orderedBy(grant), identityId };
  await letDecisionCount(services, order);
  for (const [type, outcome] of [...named, ...others]) await setCheck(services, order, type, outcome);
  if (decision === null) await decideOnboarding(services, order);
  else await setCheck(services, order, DECISION, decision);
  await beginKyc(services, order);
  return {};
}

function checkType(type: string): string {
  if (/^[A-Z][A-Z_]{1,60}$/.test(type) && type !== DECISION) return type;
  throw new Fault('bad_request', 'requirements: a type is written in capitals and underscores');
}

/** Ours: what the identity did. The API of Paxos has nothing for it; its guide needs it. */
async function recordActivity(context: Context<HostEnv>, services: Services): Promise<object> {
  const grant = needsOperator(context);
  const identityId = context.req.param('id') ?? '';
  const body = bodyObject(await readJson(context), ['type', 'at', 'outcome']);
  const at = textField(body, 'at', false);
  const outcome = body['outcome'] ?? 'success';
  if (outcome !== 'success' && outcome !== 'failure')
    throw new Fault('bad_request', 'outcome must be success or failure');
  const type = textField(body, 'type');
  const { refused } = await services.dormouse.activity.record({
    accountId: grant.account,
    activities: [{ identityId, type, at: at === null ? services.clock() : new Date(instantOf(at, 'at')), outcome }],
    idempotencyKey: context.req.header('idempotency-key') ?? null,
  });
  if (refused[0] !== undefined) throw refused[0].error;
  return { recorded: true };
}
