import { registerIdentity } from '../decide/register-identity';
import { familyOf, removeIdentity } from '../decide/remove-identity';
import { updateIdentity } from '../decide/update-identity';
import { type ItemOutcome, slotOf, take, tryItem, type Work } from '../decide/work';
import { DormouseError, isDormouseError } from '../model/errors';
import { isId } from '../model/ids';
import type { Status } from '../model/status';
import { bulkOnce } from './bulk-once';
import { checkId, checkItems, checkOptionalId, checkReason } from './check-input';
import { type BulkOutcome, bulkOutcome, decideBatch } from './decide-batch';
import { type IdentityInput, type IdentityUpdate, readIdentity, readUpdate } from './identity-input';
import type { Runtime } from './runtime';

interface BulkRequest {
  readonly accountId: string;
  /** Who asks for it: an id of the host's own. */
  readonly actor?: string | null;
  /** All or nothing: the first refusal is thrown, with `data.index`. Default: refused items do not stop the others. */
  readonly atomic?: boolean;
  /** A repeat with the same key within 24 hours gives the first answer, and changes nothing (E6). */
  readonly idempotencyKey?: string | null;
}

export interface RegisterRequest extends BulkRequest {
  /** At most 10,000. */
  readonly identities: readonly IdentityInput[];
}

export interface UpdateRequest extends BulkRequest {
  /** At most 10,000; several for one identity are done in their order. */
  readonly identities: readonly IdentityUpdate[];
}

export interface RemoveRequest extends BulkRequest {
  /** At most 10,000. */
  readonly ids: readonly string[];
  readonly reason: string;
}

/** An identity after a command, with its status. */
export interface IdentityDone {
  readonly id: string;
  readonly status: Status;
}

/** A removed identity, and everything that went with it (K8): its own id first. */
export interface IdentityRemoved {
  readonly id: string;
  readonly removed: readonly string[];
}

/** Registers identities. Items are refused with `INVALID_ARGUMENT`, `IDENTITY_EXISTS` or `IDENTITY_NOT_FOUND` (parent). */
export async function registerIdentities(
  runtime: Runtime,
  request: RegisterRequest,
): Promise<BulkOutcome<IdentityDone>> {
  const { accountId, actor, atomic, key } = checkBulk(request);
  const now = runtime.now();
  const items = readItems(checkItems(request.identities, 'identities'), (item, pointer) =>
    readIdentity(accountId, item, pointer, now),
  );
  const ids = items.flatMap((item) => (isRefused(item) ? [] : idsOf(item)));
  return decideBatch(
    runtime,
    { accountId, ids, actor },
    (work, context) =>
      bulkOutcome(
        decideItems(items, atomic, (identity) => {
          const parent = identity.parentId === null ? null : slotOf(work, identity.parentId);
          take(work, registerIdentity(slotOf(work, identity.id), { identity }, parent, context));
          return done(work, identity.id);
        }),
      ),
    bulkOnce(key, 'identities.register'),
  );
}

/** Changes identities. Items are refused with `INVALID_ARGUMENT` or `IDENTITY_NOT_FOUND`. */
export async function updateIdentities(runtime: Runtime, request: UpdateRequest): Promise<BulkOutcome<IdentityDone>> {
  const { accountId, actor, atomic, key } = checkBulk(request);
  const items = readItems(checkItems(request.identities, 'identities'), readUpdate);
  const ids = items.flatMap((item) =>
    isRefused(item) ? [] : idsOf({ id: item.id, parentId: item.patch.parentId ?? null }),
  );
  return decideBatch(
    runtime,
    { accountId, ids, actor },
    (work, context) =>
      bulkOutcome(
        decideItems(items, atomic, ({ id, patch }) => {
          const { parentId } = patch;
          const parent = parentId === null || parentId === undefined ? null : slotOf(work, parentId);
          take(work, updateIdentity(slotOf(work, id), { patch }, parent, context));
          return done(work, id);
        }),
      ),
    bulkOnce(key, 'identities.update'),
  );
}

/** Removes identities with their children. Items are refused with `IDENTITY_NOT_FOUND`, `IDENTITY_LOCKED`, `LEGAL_HOLD`. */
export async function removeIdentities(
  runtime: Runtime,
  request: RemoveRequest,
): Promise<BulkOutcome<IdentityRemoved>> {
  const { accountId, actor, atomic, key } = checkBulk(request);
  const reason = checkReason(request.reason);
  const items = readItems(checkItems(request.ids, 'ids'), (item, pointer) => checkId(item, pointer));
  const ids = items.filter((item) => !isRefused(item)) as readonly string[];
  return decideBatch(
    runtime,
    { accountId, ids, actor, withDescendants: true },
    (work, context) => {
      const gone = new Set<string>();
      const outcomes = decideItems(items, atomic, (id) => {
        // An earlier item took it along, as its parent or as the same id.
        if (gone.has(id)) return { id, removed: [] };
        const changes = removeIdentity(familyOf(slotOf(work, id), work.slots.values()), { reason }, context);
        for (const change of changes) {
          take(work, change);
          gone.add(change.id);
        }
        return { id, removed: changes.map((change) => change.id) };
      });
      return bulkOutcome(outcomes);
    },
    bulkOnce(key, 'identities.remove'),
  );
}

interface CheckedBulk {
  readonly accountId: string;
  readonly actor: string | null;
  readonly atomic: boolean;
  readonly key: string | null;
}

function checkBulk({ accountId, actor, atomic, idempotencyKey }: BulkRequest): CheckedBulk {
  return {
    accountId: checkId(accountId, 'accountId'),
    actor: checkOptionalId(actor, 'actor'),
    atomic: atomic === true,
    key: checkOptionalId(idempotencyKey, 'idempotencyKey'),
  };
}

type Read<T> = T | DormouseError;

function isRefused<T>(item: Read<T>): item is DormouseError {
  return isDormouseError(item);
}

/** Reads every item; what is wrong with one is kept in its place. */
function readItems<G, T>(given: readonly G[], read: (item: G, pointer: string) => T): readonly Read<T>[] {
  return Array.from(given, (item, index) => {
    try {
      return read(item, `/${index}`);
    } catch (error) {
      if (isDormouseError(error)) return error;
      throw error;
    }
  });
}

function decideItems<T, V>(items: readonly Read<T>[], atomic: boolean, decide: (item: T) => V): ItemOutcome<V>[] {
  return items.map((item, index) =>
    tryItem(index, atomic, () => {
      if (isRefused(item)) throw item;
      return decide(item);
    }),
  );
}

function idsOf({ id, parentId }: { readonly id: string; readonly parentId: string | null }): readonly string[] {
  return parentId === null || !isId(parentId) ? [id] : [id, parentId];
}

function done(work: Work, id: string): IdentityDone {
  const { stored } = slotOf(work, id);
  if (stored === null) throw new DormouseError('IDENTITY_NOT_FOUND', 'the identity is gone', { identityId: id });
  return { id, status: stored.status };
}
