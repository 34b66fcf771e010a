import type { Segment } from './path';

/** The value at a path; undefined when anything on the way is missing, or is no object or list (C1). */
export function readPath(value: unknown, path: readonly Segment[]): unknown {
  let current = value;
  for (const segment of path) {
    if (current === null || typeof current !== 'object') return undefined;
    current = readOwn(current, segment);
  }
  return current;
}

/** An own property of an object; of a list, its length and its elements are. */
export function readOwn(holder: object, segment: Segment): unknown {
  return Object.hasOwn(holder, segment) ? (holder as Readonly<Record<Segment, unknown>>)[segment] : undefined;
}

/**
 * Whether a plain keyed read of this name gives the own property or undefined, for JSON data: no object or list
 * inherits it.
 */
export function isPlainRead(segment: Segment): boolean {
  if (typeof segment === 'number' || segment === 'length') return true;
  return !(segment in Object.prototype) && !(segment in Array.prototype);
}
