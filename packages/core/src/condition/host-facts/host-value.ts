import type { JsonValue } from '../../model/json';
import { formatInstant, MAX_INSTANT, MIN_INSTANT, parseInstant } from '../../time/instant';
import type { AttributeType } from '../language';

const DEEPEST = 16;
const MOST_VALUES = 100_000;

/** A value that a host gave, made safe: `absent` when the identity has none, `failed` for what is no value of a fact. */
export type HostValue =
  | { readonly state: 'value'; readonly value: JsonValue }
  | { readonly state: 'absent' }
  | { readonly state: 'failed' };

export const failedValue: HostValue = { state: 'failed' };
const absentValue: HostValue = { state: 'absent' };

/** Thrown and caught in this file: the value is no JSON, or too large. */
class NotAValue extends Error {}

/**
 * A copy of a host's value in own, plain properties: nothing that json-rules-engine could call, await or be misled by is
 * left in it.
 */
export function readHostValue(given: unknown, type: AttributeType | null): HostValue {
  if (given === undefined) return absentValue;
  try {
    const value = copy(given, 1, { left: MOST_VALUES }, type === 'instant' ? dateAsText : dateAsNumber);
    return value === null || type === null || fits(value, type) ? { state: 'value', value } : failedValue;
  } catch {
    // A getter or a proxy may throw anything.
    return failedValue;
  }
}

type WriteDate = (at: number) => JsonValue;

const dateAsNumber: WriteDate = (at) => at;
const dateAsText: WriteDate = (at) => formatInstant(at);

function copy(value: unknown, depth: number, budget: { left: number }, writeDate: WriteDate): JsonValue {
  budget.left -= 1;
  if (budget.left < 0 || depth > DEEPEST) throw new NotAValue();
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (typeof value !== 'object') throw new NotAValue();
  if (value instanceof Date) return copyDate(value, writeDate);
  if (Array.isArray(value)) return Array.from(value, (member) => copy(member, depth + 1, budget, writeDate));
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype && !isForeignPlain(prototype)) throw new NotAValue();
  // It defines own properties, whatever the keys are called.
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .map(([key, member]) => [key, copy(member, depth + 1, budget, writeDate)]),
  );
}

/** A plain object of another realm, such as a worker or a test's sandbox. */
function isForeignPlain(prototype: unknown): boolean {
  return typeof prototype === 'object' && prototype !== null && Object.getPrototypeOf(prototype) === null;
}

function copyDate(date: Date, writeDate: WriteDate): JsonValue {
  const at = date.getTime();
  if (!(at >= MIN_INSTANT && at <= MAX_INSTANT)) throw new NotAValue();
  return writeDate(at);
}

function fits(value: JsonValue, type: AttributeType): boolean {
  switch (type) {
    case 'list':
      return Array.isArray(value);
    case 'instant':
      return typeof value === 'string' && parseInstant(value) !== null;
    default:
      return typeof value === type;
  }
}
