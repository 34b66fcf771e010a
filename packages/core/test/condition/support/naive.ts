import type { Condition, ConditionNode, FactReference, Leaf } from '../../../src/condition/language';
import type { JsonObject } from '../../../src/model/json';
import { parseDuration } from '../../../src/time/duration';
import { addDuration, utc } from '../../../src/time/zone';

/** The clauses of conditions written down once more, one after the other, without care for speed. */
export type Three = boolean | 'unknown';

/** What an evaluation saw on its way through *all* leaves, the ones that cannot matter too. */
export interface Seen {
  unknownLeaf: boolean;
  /** Two lists or objects were compared: json-rules-engine may find one and the same (C3). */
  objectsCompared: boolean;
}

export type NaiveOperator = (fact: unknown, value: unknown) => unknown;

export interface NaiveWorld {
  readonly facts: JsonObject;
  readonly at: number;
  readonly named: Readonly<Record<string, Condition>>;
  readonly operators: Readonly<Record<string, NaiveOperator>>;
  readonly seen: Seen;
}

export const not = (value: Three): Three => (value === 'unknown' ? 'unknown' : !value);

export function all(values: readonly Three[]): Three {
  if (values.includes(false)) return false;
  return values.includes('unknown') ? 'unknown' : true;
}

export const any = (values: readonly Three[]): Three => not(all(values.map(not)));

export function naiveTruth(node: ConditionNode, world: NaiveWorld): Three {
  if ('all' in node) return all(node.all.map((child) => naiveTruth(child, world)));
  if ('any' in node) return any(node.any.map((child) => naiveTruth(child, world)));
  if ('not' in node) return not(naiveTruth(node.not, world));
  if ('condition' in node) return naiveTruth(world.named[node.condition] as Condition, world);
  const answer = leafTruth(node, world);
  if (answer === 'unknown') world.seen.unknownLeaf = true;
  return answer;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** Own properties only; of a list its length and elements. */
export function naivePath(value: unknown, path: string | undefined): unknown {
  let current = value;
  for (const [, name, index] of (path ?? '').matchAll(/\.([\w-]+)|\[(\d+)\]/g)) {
    const key = name ?? String(index);
    if (!isObject(current) || !Object.getOwnPropertyNames(current).includes(key)) return undefined;
    current = (current as Record<string, unknown>)[key];
  }
  return current;
}

function factValue({ fact, path }: FactReference, { facts }: NaiveWorld): unknown {
  return naivePath(Object.hasOwn(facts, fact) ? facts[fact] : undefined, path);
}

function leafTruth(leaf: Leaf, world: NaiveWorld): Three {
  const parts = leaf.operator.split(':');
  const operator = parts.pop() ?? '';
  const left = factValue(leaf, world);
  const isReference = isObject(leaf.value) && 'fact' in leaf.value;
  const right = isReference ? factValue(leaf.value as FactReference, world) : leaf.value;
  if (operator === 'present') {
    const holds = (left !== undefined && left !== null) === right;
    return parts.length % 2 === 1 ? !holds : holds;
  }
  if (left === undefined || right === undefined) return 'unknown';
  return decorated(parts, operator, left, right, world);
}

function decorated(
  parts: readonly string[],
  operator: string,
  left: unknown,
  right: unknown,
  world: NaiveWorld,
): Three {
  const [first, ...rest] = parts;
  const inner = (l: unknown, r: unknown): Three => decorated(rest, operator, l, r, world);
  switch (first) {
    case undefined:
      return judge(operator, left, right, world);
    case 'not':
      return not(inner(left, right));
    case 'swap':
      return inner(right, left);
    case 'someFact':
      return Array.isArray(left) ? any(left.map((element) => inner(element, right))) : 'unknown';
    case 'everyFact':
      return Array.isArray(left) ? all(left.map((element) => inner(element, right))) : 'unknown';
    case 'someValue':
      return Array.isArray(right) ? any(right.map((element) => inner(left, element))) : 'unknown';
    default:
      return Array.isArray(right) ? all(right.map((element) => inner(left, element))) : 'unknown';
  }
}

function equals(left: unknown, right: unknown, { seen }: NaiveWorld): boolean {
  if (isObject(left) && isObject(right)) seen.objectsCompared = true;
  return left === right && !isObject(left);
}

function judge(operator: string, left: unknown, right: unknown, world: NaiveWorld): Three {
  const inList = (list: unknown, value: unknown): Three =>
    Array.isArray(list) ? list.map((element) => equals(element, value, world)).includes(true) : 'unknown';
  const ordered = (holds: (l: number, r: number) => boolean): Three =>
    typeof left === 'number' && typeof right === 'number' ? holds(left, right) : 'unknown';
  switch (operator) {
    case 'equal':
      return equals(left, right, world);
    case 'notEqual':
      return !equals(left, right, world);
    case 'in':
      return inList(right, left);
    case 'notIn':
      return not(inList(right, left));
    case 'contains':
      return inList(left, right);
    case 'doesNotContain':
      return not(inList(left, right));
    case 'lessThan':
      return ordered((l, r) => l < r);
    case 'lessThanInclusive':
      return ordered((l, r) => l <= r);
    case 'greaterThan':
      return ordered((l, r) => l > r);
    case 'greaterThanInclusive':
      return ordered((l, r) => l >= r);
    default:
      return temporal(operator, left, right, world);
  }
}

function temporal(operator: string, left: unknown, right: unknown, { at, operators }: NaiveWorld): Three {
  const own = operators[operator];
  if (own !== undefined) {
    try {
      const answer = own(left, right);
      return typeof answer === 'boolean' ? answer : 'unknown';
    } catch {
      return 'unknown';
    }
  }
  const instant = /^\d{4}-.*T.*Z$/.test(String(left)) ? Date.parse(String(left)) : Number.NaN;
  if (typeof left !== 'string' || Number.isNaN(instant)) return 'unknown';
  if (operator === 'before') return instant < Date.parse(String(right));
  if (operator === 'after') return instant > Date.parse(String(right));
  const duration = parseDuration(String(right));
  if (duration === null) throw new Error('no duration');
  const reached = at >= addDuration(instant, duration, utc);
  return operator === 'olderThan' ? reached : !reached;
}
