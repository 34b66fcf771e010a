import { type CreateControl, createControl } from '../decide/create-control';
import { deleteControl } from '../decide/delete-control';
import { slotOf, take } from '../decide/work';
import type { Control } from '../model/control';
import { DormouseError } from '../model/errors';
import type { InstantInput } from '../model/time-checks';
import type { ControlFilter } from '../storage/filter';
import type { ControlKey } from '../storage/storage';
import { checkId, checkLimit, checkOptionalId, checkOptionalInstant, checkReason } from './check-input';
import { type Listing, readCursor, writeCursor } from './cursor';
import { decideBatch } from './decide-batch';
import type { ListPage, PageInput } from './list-identities';
import type { Runtime } from './runtime';

/** Who gives an order: the host's client, or a person with more authority. Default: `CLIENT`. */
export type Authority = CreateControl['setBy'];

export interface CreateControlRequest {
  readonly accountId: string;
  readonly identityId: string;
  readonly type: string;
  /** One of the built-in codes, or the host's own (K4). */
  readonly reasonCode: string;
  /** Why, in 1 to 2,000 characters. */
  readonly reason: string;
  readonly setBy?: Authority | null;
  /** Whether others than its authority may delete it (K3). Default: true. */
  readonly overridable?: boolean | null;
  /** When it ends by itself (K7). Default: never. */
  readonly expiresAt?: InstantInput | null;
  readonly actor?: string | null;
  /** A repeat with the same key within 24 hours gives the first answer, and changes nothing (K2, E6). */
  readonly idempotencyKey?: string | null;
}

export interface DeleteControlRequest {
  readonly accountId: string;
  readonly controlId: string;
  readonly reason: string;
  readonly authority?: Authority | null;
  /** Says that a terminal control is really meant; only an operator can (K4). */
  readonly reopen?: boolean | null;
  readonly actor?: string | null;
  /** A repeat with the same key within 24 hours gives the first answer, and changes nothing (E6). */
  readonly idempotencyKey?: string | null;
}

export interface ListControlsRequest extends PageInput {
  readonly accountId: string;
  readonly identityId?: string | null;
  /** Also deleted and expired ones: the whole history. Default: only active ones. */
  readonly includeDeleted?: boolean | null;
}

/** Sets a control; the errors are those of `createControl`. */
export async function createControlOf(runtime: Runtime, request: CreateControlRequest): Promise<Control> {
  const accountId = checkId(request.accountId, 'accountId');
  const identityId = checkId(request.identityId, 'identityId');
  const command: CreateControl = {
    type: checkId(request.type, 'type'),
    setBy: checkAuthority(request.setBy, 'setBy'),
    overridable: request.overridable !== false,
    reasonCode: checkId(request.reasonCode, 'reasonCode'),
    reason: checkReason(request.reason),
    expiresAt: checkOptionalInstant(request.expiresAt, 'expiresAt'),
    idempotencyKey: checkOptionalId(request.idempotencyKey, 'idempotencyKey'),
  };
  const actor = checkOptionalId(request.actor, 'actor');
  return decideBatch(runtime, { accountId, ids: [identityId], actor }, (work, context) => {
    const { change, control } = createControl(slotOf(work, identityId), command, context);
    take(work, change);
    return control;
  });
}

/** Lifts a control; the errors are those of `deleteControl`. */
export async function deleteControlOf(runtime: Runtime, request: DeleteControlRequest): Promise<Control> {
  const accountId = checkId(request.accountId, 'accountId');
  const controlId = checkId(request.controlId, 'controlId');
  const command = {
    controlId,
    authority: checkAuthority(request.authority, 'authority'),
    reason: checkReason(request.reason),
    reopen: request.reopen === true,
    idempotencyKey: checkOptionalId(request.idempotencyKey, 'idempotencyKey'),
  };
  const actor = checkOptionalId(request.actor, 'actor');
  const identityId = await ownerOf(runtime, accountId, controlId);
  return decideBatch(runtime, { accountId, ids: [identityId], actor }, (work, context) => {
    const { change, control } = deleteControl(slotOf(work, identityId), command, context);
    take(work, change);
    return control;
  });
}

async function ownerOf(runtime: Runtime, accountId: string, controlId: string): Promise<string> {
  const filter: ControlFilter = { controlId, includeDeleted: true };
  const { items } = await runtime.storage.controls(accountId, filter, runtime.now(), { after: null, limit: 1 });
  const [control] = items;
  if (control !== undefined) return control.identityId;
  throw new DormouseError('CONTROL_NOT_FOUND', 'there is no control with this id in the account', { controlId });
}

/**
 * Lists controls by identity id, then by creation.
 * @throws DormouseError `INVALID_ARGUMENT`; `INVALID_CURSOR`.
 */
export async function listControls(runtime: Runtime, request: ListControlsRequest): Promise<ListPage<Control>> {
  const accountId = checkId(request.accountId, 'accountId');
  const identityId = checkOptionalId(request.identityId, 'identityId');
  const includeDeleted = request.includeDeleted === true;
  const limit = checkLimit(request.limit);
  const listing: Listing = { name: 'controls', accountId, filter: JSON.stringify([identityId, includeDeleted]) };
  const after = readCursor(listing, request.cursor) as ControlKey | null;
  const filter: ControlFilter = { includeDeleted, ...(identityId === null ? {} : { identityId }) };
  const { items, more } = await runtime.storage.controls(accountId, filter, runtime.now(), { after, limit });
  const last = items[items.length - 1];
  return { items, cursor: more && last !== undefined ? writeCursor(listing, keyOf(last)) : null };
}

function keyOf({ identityId, createdAt, id }: Control): ControlKey {
  return { identityId, createdAt, controlId: id };
}

/** @throws DormouseError `INVALID_ARGUMENT` for anything but the two authorities; `CLIENT` where none is given. */
export function checkAuthority(value: unknown, name: string): Authority {
  if (value === undefined || value === null) return 'CLIENT';
  if (value === 'CLIENT' || value === 'OPERATOR') return value;
  throw new DormouseError(
    'INVALID_ARGUMENT',
    `${name} must be CLIENT or OPERATOR: only policies set controls as POLICY`,
    {
      name,
    },
  );
}
