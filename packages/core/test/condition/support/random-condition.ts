import type { Condition, ConditionNode, FactReference, Leaf } from '../../../src/condition/language';
import type { JsonValue } from '../../../src/model/json';
import type { Random } from './random';
import { DAY, NOW, numbers, texts } from './random-subject';

/** What a random condition may contain. */
export interface Vocabulary {
  /** Operators of C4, which json-rules-engine does not have. */
  readonly temporal: boolean;
  /** The name of a custom operator on texts and numbers. */
  readonly custom: string | null;
  readonly names: readonly string[];
  /** How often a leaf reads any place instead of one that fits its operator. */
  readonly wild: number;
}

type Base = 'text' | 'number' | 'boolean' | 'instant' | 'null';

/** A type: a base, so many lists deep. */
interface Type {
  readonly base: Base;
  readonly levels: number;
}

const places: Readonly<Record<string, readonly string[]>> = {
  text0: [
    'kind',
    'accountId',
    'parentId',
    'attributes $.s',
    'attributes $.o.s',
    'attributes $.o.x-1',
    'attributes $.da-sh',
    'attributes $.l[0]',
    'attributes $.nested[0][1]',
    'labels $[0]',
    'requirements $.KYC',
    'controls $[0]',
  ],
  text1: ['labels', 'controls', 'attributes $.l', 'attributes $.o.l', 'attributes $.nested[1]'],
  text2: ['attributes $.nested'],
  number0: [
    'attributes $.n',
    'attributes $.o.n',
    'attributes $.o.deep.n',
    'attributes $.l.length',
    'attributes $.nums[1]',
    'labels $.length',
    'activity $.login.count',
  ],
  number1: ['attributes $.nums'],
  boolean0: ['neverActive', 'attributes $.b'],
  instant0: ['createdAt', 'lastActiveAt', 'attributes $.at', 'activity $.login.lastAt', 'attributes $.ats[0]'],
  instant1: ['attributes $.ats'],
  null0: ['attributes $.nul', 'parentId'],
};

const anywhere = [
  ...Object.values(places).flat(),
  'attributes',
  'attributes $.o',
  'attributes $.o.deep',
  'attributes $.none',
  'attributes $.s.x',
  'attributes $.toString',
  'attributes $.l.map',
  'requirements',
  'requirements $.ID',
  'activity',
  'activity $.token',
  'activity $.none.lastAt',
];

const plainOperators = ['equal', 'notEqual', 'in', 'notIn', 'contains', 'doesNotContain'] as const;
const numericOperators = ['lessThan', 'lessThanInclusive', 'greaterThan', 'greaterThanInclusive'] as const;

function readPlace(text: string): FactReference {
  const [fact = '', path] = text.split(' ');
  return path === undefined ? { fact } : { fact, path };
}

function placeOf(random: Random, type: Type, wild: number): FactReference | null {
  const fitting = random.chance(wild) ? anywhere : places[`${type.base}${type.levels}`];
  return fitting === undefined ? null : readPlace(random.pick(fitting));
}

function literalOf(random: Random, { base, levels }: Type): JsonValue {
  if (levels > 0) return Array.from({ length: random.below(4) }, () => literalOf(random, { base, levels: levels - 1 }));
  switch (base) {
    case 'text':
      return random.pick([...texts, 'KYC', 'DORMANT', 'MET', 'PENDING', 'OVERDUE', 'acme']);
    case 'number':
      return random.pick(numbers);
    case 'boolean':
      return random.chance(0.5);
    case 'null':
      return null;
    case 'instant':
      return new Date(NOW + (random.below(41) - 20) * DAY).toISOString();
  }
}

/** An operator with the types of its two sides. */
interface Signature {
  readonly operator: string;
  readonly left: Type;
  readonly right: Type;
}

function signature(random: Random, { custom }: Vocabulary): Signature {
  if (random.chance(0.25)) {
    const type: Type = { base: 'number', levels: 0 };
    return { operator: random.pick(numericOperators), left: type, right: type };
  }
  const type: Type = {
    base: random.pick<Base>(['text', 'text', 'text', 'number', 'boolean', 'instant', 'null']),
    levels: 0,
  };
  if (custom !== null && random.chance(0.1))
    return { operator: custom, left: type, right: { base: 'number', levels: 0 } };
  const operator = random.pick(plainOperators);
  const list: Type = { base: type.base, levels: 1 };
  if (operator === 'in' || operator === 'notIn') return { operator, left: type, right: list };
  if (operator === 'contains' || operator === 'doesNotContain') return { operator, left: list, right: type };
  return { operator, left: type, right: type };
}

/** Puts one more decorator before the operator, and changes the types to suit. */
function decorate(random: Random, { operator, left, right }: Signature): Signature {
  const decorator = random.pick(['not', 'swap', 'someFact', 'everyFact', 'someValue', 'everyValue']);
  const named = `${decorator}:${operator}`;
  const deeper = ({ base, levels }: Type): Type => ({ base, levels: levels + 1 });
  if (decorator === 'swap') return { operator: named, left: right, right: left };
  if (decorator.endsWith('Fact')) return { operator: named, left: deeper(left), right };
  return decorator === 'not' ? { operator: named, left, right } : { operator: named, left, right: deeper(right) };
}

function temporalLeaf(random: Random, wild: number): Leaf {
  const operator = random.pick(['before', 'after', 'olderThan', 'youngerThan', 'olderThan', 'youngerThan', 'present']);
  const levels = operator !== 'present' && random.chance(0.2) ? 1 : 0;
  const place = placeOf(random, { base: 'instant', levels }, operator === 'present' ? 1 : wild);
  const list = levels === 1 ? random.pick(['someFact:', 'everyFact:']) : '';
  const isAge = operator === 'olderThan' || operator === 'youngerThan';
  const duration = random.pick(['P10D', 'P1M', 'PT36H', 'P0D', 'P30D', 'P1Y']);
  const instant = new Date(NOW + (random.below(41) - 20) * DAY).toISOString();
  const value = operator === 'present' ? random.chance(0.5) : isAge ? duration : instant;
  return { ...(place ?? { fact: 'createdAt' }), operator: `${random.pick(['', '', 'not:'])}${list}${operator}`, value };
}

function leaf(random: Random, vocabulary: Vocabulary): Leaf {
  if (vocabulary.temporal && random.chance(0.35)) return temporalLeaf(random, vocabulary.wild);
  for (;;) {
    let made = signature(random, vocabulary);
    while (random.chance(0.3)) made = decorate(random, made);
    const place = placeOf(random, made.left, vocabulary.wild);
    if (place === null) continue;
    const other = random.chance(0.2) ? placeOf(random, made.right, vocabulary.wild) : null;
    return { ...place, operator: made.operator, value: other ?? literalOf(random, made.right), ...notes(random) };
  }
}

function notes(random: Random): {
  readonly priority?: number;
  readonly name?: string;
  readonly params?: { p: number };
} {
  return {
    ...(random.chance(0.1) ? { priority: 1 + random.below(3) } : {}),
    ...(random.chance(0.05) ? { name: 'n' } : {}),
    ...(random.chance(0.05) ? { params: { p: 1 } } : {}),
  };
}

function node(random: Random, vocabulary: Vocabulary, depth: number): ConditionNode {
  if (depth === 0 || random.chance(0.35)) return leaf(random, vocabulary);
  return group(random, vocabulary, depth);
}

function group(random: Random, vocabulary: Vocabulary, depth: number): Condition {
  const { names } = vocabulary;
  if (names.length > 0 && random.chance(0.15)) return { condition: random.pick(names) };
  if (random.chance(0.15)) return { not: node(random, vocabulary, depth - 1) };
  const children = Array.from({ length: 1 + random.below(3) }, () => node(random, vocabulary, depth - 1));
  const own = random.chance(0.1) ? { priority: 1 + random.below(3) } : {};
  return random.chance(0.5) ? { all: children, ...own } : { any: children, ...own };
}

/** A condition that is accepted (unless `wild` is above 0, it has no warnings either). */
export function randomCondition(random: Random, vocabulary: Vocabulary, depth = 3): Condition {
  return group(random, vocabulary, depth);
}

/** Some named conditions, each of which may refer to those before it. */
export function randomNames(random: Random, vocabulary: Vocabulary): Record<string, Condition> {
  const named: Record<string, Condition> = {};
  for (let count = random.below(3); count > 0; count -= 1) {
    const names = Object.keys(named);
    named[`named${count}`] = randomCondition(random, { ...vocabulary, names }, 2);
  }
  return named;
}
