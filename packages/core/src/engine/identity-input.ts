import type { IdentityPatch } from '../decide/update-identity';
import { freeData } from '../model/free-data';
import type { Identity } from '../model/identity';
import { id } from '../model/ids';
import type { JsonObject } from '../model/json';
import { boolean, type Check, isObject, list, object, optional, refuse, required, text } from '../model/shape';
import { type InstantInput, toInstant } from '../model/time-checks';
import type { Instant } from '../time/instant';
import { checkShape, instantInput, withoutUndefined } from './check-input';
import { frozenCopy } from './frozen-copy';

/** An identity to register. */
export interface IdentityInput {
  readonly id: string;
  /** `user`, `service_id`, `api_key`, or any kind that the host names. */
  readonly kind: string;
  /** Default: the instant of the call. */
  readonly createdAt?: InstantInput | null;
  /** An identity of the account, registered before or earlier in the same call. */
  readonly parentId?: string | null;
  readonly name?: string | null;
  /** Free data, at most 64 KiB of JSON and 16 levels. */
  readonly attributes?: JsonObject | null;
  readonly labels?: readonly string[] | null;
  readonly locked?: boolean | null;
}

/** An identity to change: what is left out stays; null clears `parentId` and `name`. */
export interface IdentityUpdate {
  readonly id: string;
  readonly kind?: string;
  readonly parentId?: string | null;
  readonly name?: string | null;
  /** All attributes, in place of those before. */
  readonly attributes?: JsonObject;
  /** All labels, in place of those before. */
  readonly labels?: readonly string[];
  readonly locked?: boolean;
}

const changeable = {
  parentId: optional(id),
  name: optional(text(2_000)),
  attributes: optional(freeData),
  labels: optional(list(id, 1_000)),
  locked: optional(boolean),
};

const inputShape = object({ id: required(id), kind: required(id), createdAt: optional(instantInput), ...changeable });
const updateFields = object({ id: required(id), kind: optional(id), ...changeable });

const updateShape: Check = (value, pointer, issues) => {
  updateFields(value, pointer, issues);
  if (!isObject(value)) return;
  for (const key of ['kind', 'attributes', 'labels', 'locked']) {
    if (value[key] === null) refuse(issues, 'NOT_CLEARABLE', `${pointer}/${key}`, 'cannot be null');
  }
};

const noData: JsonObject = Object.freeze({});
const noLabels: readonly string[] = Object.freeze([]);

/**
 * Reads an identity to register.
 * @throws DormouseError `INVALID_ARGUMENT` with every issue and its place.
 */
export function readIdentity(accountId: string, given: unknown, pointer: string, now: Instant): Identity {
  const value = withoutUndefined(given);
  checkShape(value, inputShape, pointer, 'the identity is refused');
  const input = value as IdentityInput;
  return Object.freeze({
    accountId,
    id: input.id,
    kind: input.kind,
    createdAt: input.createdAt === undefined || input.createdAt === null ? now : toInstant(input.createdAt),
    parentId: input.parentId ?? null,
    name: input.name ?? null,
    attributes: readAttributes(input.attributes ?? noData),
    labels: readLabels(input.labels ?? noLabels),
    locked: input.locked ?? false,
  });
}

/** An update, read. */
export interface ReadUpdate {
  readonly id: string;
  readonly patch: IdentityPatch;
}

/**
 * Reads an update.
 * @throws DormouseError `INVALID_ARGUMENT` with every issue and its place.
 */
export function readUpdate(given: unknown, pointer: string): ReadUpdate {
  const value = withoutUndefined(given);
  checkShape(value, updateShape, pointer, 'the update is refused');
  const { id: identityId, attributes, labels, ...plain } = value as IdentityUpdate;
  const patch: IdentityPatch = {
    ...plain,
    ...(attributes === undefined ? {} : { attributes: readAttributes(attributes) }),
    ...(labels === undefined ? {} : { labels: readLabels(labels) }),
  };
  return { id: identityId, patch };
}

function readAttributes(data: JsonObject): JsonObject {
  return Object.keys(data).length === 0 ? noData : frozenCopy(data);
}

function readLabels(labels: readonly string[]): readonly string[] {
  return labels.length === 0 ? noLabels : Object.freeze([...new Set(labels)]);
}
