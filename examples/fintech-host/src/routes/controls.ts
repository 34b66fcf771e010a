import { type Control, DormouseError, isDormouseError } from '@dormouse/core';
import { Fault, type Grant, type HostEnv, mayAs, readJson } from '@dormouse/example-host-kit';
import type { Context, Hono } from 'hono';
import { readCursor, writeCursor } from '../cursor';
import { controlTypes, readReasonCode } from '../dialect';
import { bodyObject, flagOf, limitOf, oneOf, readQuery, textField } from '../query';
import { orderedBy, type Services } from '../services';
import { controlJson } from '../wire/control';

const PATHS = ['/v2/identity/controls', '/identity/controls'];

export function controlRoutes(app: Hono<HostEnv>, services: Services): void {
  for (const path of PATHS) {
    app.get(path, async (context) => context.json(await list(context, services)));
    app.post(path, async (context) => context.json((await create(context, services)) as object));
    app.delete(path, async (context) => context.json((await remove(context, services)) as object));
  }
}

/** The controls of one identity, the newest first; with `include_deleted` its whole history. */
async function list(context: Context<HostEnv>, { dormouse, dialect }: Services): Promise<object> {
  const known = ['identity_id', 'include_deleted', 'limit', 'page_cursor', 'order', 'order_by'];
  const query = readQuery(context, known);
  const identityId = query['identity_id'];
  if (identityId === undefined || identityId === '') throw new Fault('bad_request', 'identity_id is required');
  oneOf(query, 'order_by', ['CREATED_AT']);
  const order = oneOf(query, 'order', ['DESC', 'ASC']) ?? 'DESC';
  const includeDeleted = flagOf(query, 'include_deleted');
  const limit = limitOf(query, 1000);
  const { account } = context.get('grant');
  await dormouse.identities.get(account, identityId);
  const all = await everyControl(dormouse, account, identityId, includeDeleted);
  if (order === 'DESC') all.reverse();
  const scope = [account, 'controls', identityId, includeDeleted, order];
  const after = readCursor(scope, query['page_cursor']);
  // A control that came meanwhile stands before the cursor, or after everything: none is skipped or repeated.
  const from = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1;
  const items = all.slice(from, from + limit);
  const last = items[items.length - 1];
  const more = last !== undefined && from + limit < all.length;
  return {
    items: items.map((each) => controlJson(dialect, each)),
    next_page_cursor: more ? writeCursor(scope, last.id) : '',
  };
}

async function everyControl(
  { controls }: Services['dormouse'],
  accountId: string,
  identityId: string,
  includeDeleted: boolean,
): Promise<Control[]> {
  const all: Control[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof controls.list>> = await controls.list({
      accountId,
      identityId,
      includeDeleted,
      limit: 1000,
      cursor,
    });
    all.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== null);
  return all;
}

async function create(context: Context<HostEnv>, { dormouse, dialect }: Services): Promise<unknown> {
  const grant = needs(context);
  readQuery(context, []);
  const known = ['identity_id', 'type', 'reason_code', 'reason', 'set_by', 'is_overridable'];
  const body = bodyObject(await readJson(context), known);
  const platform = speaksForPlatform(body['set_by'], grant);
  const allowed: readonly string[] = platform
    ? [...controlTypes[dialect].client, ...controlTypes[dialect].platform]
    : controlTypes[dialect].client;
  const type = textField(body, 'type');
  if (!allowed.includes(type)) throw new Fault('bad_request', `type must be one of ${allowed.join(', ')}`);
  const reasonCode = readReasonCode(dialect, textField(body, 'reason_code'));
  if (reasonCode === null) throw new Fault('bad_request', 'reason_code is not known');
  const overridable = body['is_overridable'] ?? true;
  if (typeof overridable !== 'boolean') throw new Fault('bad_request', 'is_overridable must be true or false');
  if (!overridable && !platform)
    throw new Fault('forbidden', 'only the platform sets controls that a client cannot delete');
  const control = await dormouse.controls
    .create({
      ...orderedBy(grant),
      identityId: textField(body, 'identity_id'),
      type,
      reasonCode,
      reason: textField(body, 'reason', false) ?? reasonCode,
      setBy: platform ? 'OPERATOR' : 'CLIENT',
      overridable,
      idempotencyKey: context.req.header('idempotency-key') ?? null,
    })
    .catch((error: unknown) => refuseDouble(error, dialect));
  const json = controlJson(dialect, control);
  return dialect === '2025' ? [json] : json;
}

/** 409 with the record that is there, as for a `ref_id` that is taken. */
function refuseDouble(error: unknown, dialect: Services['dialect']): never {
  if (!isDormouseError(error, 'CONTROL_EXISTS')) throw error;
  const existing = error.data['existing'] as Control | undefined;
  throw new Fault('conflict', 'the identity bears an active control of this type already', {
    reason: 'CONTROL_EXISTS',
    data: existing === undefined ? {} : { existing: controlJson(dialect, existing) },
  });
}

/** By a JSON body (2025) or by the query (2026): the guides print both, so both are taken. */
async function remove(context: Context<HostEnv>, { dormouse, dialect }: Services): Promise<unknown> {
  const grant = needs(context);
  const query = readQuery(context, ['control_id', 'reason']);
  const body = bodyObject(query['control_id'] === undefined ? await readJson(context, {}) : {}, [
    'identity_id',
    'id',
    'reason',
  ]);
  const controlId = query['control_id'] ?? textField(body, 'id');
  const identityId = textField(body, 'identity_id', false);
  if (identityId !== null) await mustBelong(dormouse, grant.account, identityId, controlId);
  const control = await dormouse.controls.delete({
    ...orderedBy(grant),
    controlId,
    reason: query['reason'] || (textField(body, 'reason', false) ?? 'deleted by the client'),
    authority: mayAs(grant.role, 'administrator') ? 'OPERATOR' : 'CLIENT',
    reopen: mayAs(grant.role, 'administrator'),
    idempotencyKey: context.req.header('idempotency-key') ?? null,
  });
  return dialect === '2025' ? [controlJson(dialect, control)] : {};
}

async function mustBelong(
  dormouse: Services['dormouse'],
  account: string,
  identityId: string,
  controlId: string,
): Promise<void> {
  const controls = await everyControl(dormouse, account, identityId, true);
  if (controls.some(({ id }) => id === controlId)) return;
  throw new DormouseError('CONTROL_NOT_FOUND', 'the identity has no control with this id', { controlId });
}

function speaksForPlatform(setBy: unknown, grant: Grant): boolean {
  if (setBy === undefined || setBy === 'SET_BY_CLIENT' || setBy === 'CLIENT') return false;
  if (setBy !== 'SET_BY_PAXOS' && setBy !== 'PAXOS') throw new Fault('bad_request', 'set_by is not known');
  if (mayAs(grant.role, 'administrator')) return true;
  throw new Fault('forbidden', 'only an administrator speaks for the platform');
}

function needs(context: Context<HostEnv>): Grant {
  const grant = context.get('grant');
  if (mayAs(grant.role, 'operator')) return grant;
  throw new Fault(
    'forbidden',
    "insufficient scopes: found 'identity:read_identity_control', required 'identity:write_identity_control'",
  );
}
