import { type Check, isObject, refuse } from './shape';

/** The most levels that free data may have (semantics §13). */
export const MAX_DATA_DEPTH = 16;
/** The most bytes of JSON that free data may have (semantics §13). */
export const MAX_DATA_BYTES: number = 64 * 1024;

/**
 * Checks free data (attributes, `meta`): an object of JSON values, at most 16 levels, at most 64 KiB, without a key
 * `__proto__`. Levels are counted before anything recurses, so hostile depth costs nothing.
 */
export const freeData: Check = (value, pointer, issues) => {
  if (!isObject(value)) return refuse(issues, 'NOT_AN_OBJECT', pointer, 'must be an object');
  const fault = findFault(value);
  if (fault !== null) return refuse(issues, fault.code, pointer, fault.message);
  if (utf8Length(JSON.stringify(value)) > MAX_DATA_BYTES) refuse(issues, tooLarge.code, pointer, tooLarge.message);
};

const notJson: Fault = { code: 'NOT_JSON', message: 'holds a value that JSON cannot hold' };
const tooLarge: Fault = { code: 'DATA_TOO_LARGE', message: 'has more than 64 KiB of JSON' };

function utf8Length(text: string): number {
  let length = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    length += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return length;
}

interface Fault {
  readonly code: string;
  readonly message: string;
}

function findFault(root: Record<string, unknown>): Fault | null {
  let level: readonly unknown[] = [root];
  for (let depth = 1; level.length > 0; depth++) {
    // Every container takes two bytes at least; the count also bounds objects that share parts.
    if (level.length > MAX_DATA_BYTES / 2) return tooLarge;
    if (depth > MAX_DATA_DEPTH) return { code: 'DATA_TOO_DEEP', message: `has more than ${MAX_DATA_DEPTH} levels` };
    const next: unknown[] = [];
    for (const container of level) {
      const fault = Array.isArray(container) ? faultOfList(container, next) : faultOfObject(container, next);
      if (fault !== null) return fault;
    }
    level = next;
  }
  return null;
}

function faultOfList(values: readonly unknown[], next: unknown[]): Fault | null {
  for (const value of values) {
    const fault = faultOf(value, next);
    if (fault !== null) return fault;
  }
  return null;
}

function faultOfObject(container: unknown, next: unknown[]): Fault | null {
  if (!isObject(container)) return null;
  if (!isPlain(container)) return notJson;
  for (const key of Object.keys(container)) {
    if (key === '__proto__') return { code: 'FORBIDDEN_KEY', message: 'the key "__proto__" is not allowed' };
    const fault = faultOf(container[key], next);
    if (fault !== null) return fault;
  }
  return null;
}

function faultOf(value: unknown, next: unknown[]): Fault | null {
  if (typeof value === 'object' && value !== null) next.push(value);
  else if (!isScalar(value)) return notJson;
  return null;
}

/** Whether an object is data only: dates, maps and instances of classes have JSON forms of their own, or none. */
function isPlain(container: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(container);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function isScalar(value: unknown): boolean {
  return value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
}
