import { isDormouseError } from '../model/errors';
import type { JsonValue } from '../model/json';

/**
 * A value as plain JSON, to be compared: a refusal is its code, what JSON has no word for (`Infinity`) is null, and
 * members that are `undefined` are left out.
 */
export function toPlain(value: unknown): JsonValue {
  if (isDormouseError(value)) return { code: value.code };
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value)) return value.map(toPlain);
  if (value instanceof Error) return { error: value.name };
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, toPlain(member)]));
}
