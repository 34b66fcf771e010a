import { isObject } from '../model/shape';
import { isSame } from './is-same';

/** Where two values differ first, as a JSON Pointer, and what stands there. */
export interface Difference {
  readonly pointer: string;
  readonly left: unknown;
  readonly right: unknown;
}

/** The first difference of two plain values; null when they are the same. */
export function firstDifference(left: unknown, right: unknown, pointer = ''): Difference | null {
  if (isSame(left, right)) return null;
  for (const key of commonKeys(left, right)) {
    const inside = firstDifference(memberOf(left, key), memberOf(right, key), `${pointer}/${key}`);
    if (inside !== null) return inside;
  }
  return { pointer, left, right };
}

/** All keys of both, when both are lists or both are objects. */
function commonKeys(left: unknown, right: unknown): readonly string[] {
  if (Array.isArray(left) !== Array.isArray(right) || !isContainer(left) || !isContainer(right)) return [];
  return [...new Set([...Object.keys(left), ...Object.keys(right)])];
}

function isContainer(value: unknown): value is object {
  return Array.isArray(value) || isObject(value);
}

function memberOf(value: unknown, key: string): unknown {
  return (value as Readonly<Record<string, unknown>>)[key];
}
