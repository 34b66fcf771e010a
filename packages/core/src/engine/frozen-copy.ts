import type { JsonObject, JsonValue } from '../model/json';

/** A copy of checked free data that nobody can change: neither the host afterwards, nor a listener. */
export function frozenCopy(data: JsonObject): JsonObject {
  return copyOf(data) as JsonObject;
}

function copyOf(value: JsonValue): JsonValue {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return Object.freeze(value.map(copyOf));
  return Object.freeze(Object.fromEntries(Object.entries(value).map(([key, member]) => [key, copyOf(member)])));
}
