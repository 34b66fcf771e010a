import type { JsonValue } from './json';

/** Whether two JSON values are the same. The order of the keys of an object carries no meaning. */
export function sameJson(left: JsonValue, right: JsonValue): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every((key) => Object.hasOwn(right, key) && sameJson(memberOf(left, key), memberOf(right, key)));
}

function memberOf(container: object, key: string): JsonValue {
  return (container as Readonly<Record<string, JsonValue>>)[key] ?? null;
}
