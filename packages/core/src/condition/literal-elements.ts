import type { JsonValue } from '../model/json';

/** What can be found in a literal list: lists and objects are never equal to anything (C3). */
export function literalElements(literal: JsonValue): ReadonlySet<unknown> {
  const elements: readonly JsonValue[] = Array.isArray(literal) ? literal : [];
  return new Set(elements.filter((element) => element === null || typeof element !== 'object'));
}
