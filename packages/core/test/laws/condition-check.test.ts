import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ConditionEnvironment, checkCondition, checkNamedConditions } from '../../src/condition/check';
import { type CustomOperator, operatorTable } from '../../src/condition/custom-operator';
import { type ConditionIssueCode, conditionIssueSeverity } from '../../src/condition/issue-codes';
import type { AttributeType, Condition } from '../../src/condition/language';
import type { Issue } from '../../src/model/errors';
import { compileBoth, issuesOf } from '../condition/support/compile-both';
import { createRandom } from '../condition/support/random';
import { randomCondition } from '../condition/support/random-condition';
import { NOW, plainSubject } from '../condition/support/random-subject';
import { timeOf } from '../support/time-of';

const custom: CustomOperator = {
  name: 'startsWith',
  evaluate: (fact, value) => String(fact).startsWith(String(value)),
};
const operators = operatorTable([custom]);
const declared = new Map<string, AttributeType>([
  ['text', 'string'],
  ['count', 'number'],
  ['flag', 'boolean'],
  ['at', 'instant'],
  ['tags', 'list'],
]);

type Expected = readonly (readonly [ConditionIssueCode, string])[];

function check(value: unknown, attributes: ReadonlyMap<string, AttributeType> | null = null): readonly Issue[] {
  const issues: Issue[] = [];
  const environment: ConditionEnvironment = { attributes, named: new Set(['known', 'a/b~c']), operators };
  checkCondition(value, '/when', environment, issues);
  return issues;
}

const places = (issues: readonly Issue[]): Expected =>
  issues.map(({ code, pointer }) => [code as ConditionIssueCode, pointer] as const);

/** A sound leaf with some keys changed; undefined takes one away. */
function leaf(more: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const made = { fact: 'kind', operator: 'equal', value: 'user', ...more };
  return Object.fromEntries(Object.entries(made).filter(([, value]) => value !== undefined));
}

const all = (more: Readonly<Record<string, unknown>>): unknown => ({ all: [leaf(more)] });
const attribute = (path: string, more: Readonly<Record<string, unknown>>): unknown =>
  all({ fact: 'attributes', path, ...more });
/** A key that an object literal would not keep as its own. */
const own = (key: string, value: unknown): unknown => JSON.parse(`{${JSON.stringify(key)}:${JSON.stringify(value)}}`);
const nest = (levels: number): unknown => (levels === 1 ? leaf({}) : { not: nest(levels - 1) });
const deepList = (levels: number): unknown => (levels === 0 ? 1 : [deepList(levels - 1)]);

const refused: readonly (readonly [string, unknown, Expected])[] = [
  ['a text', 'all', [['INVALID_NODE', '/when']]],
  ['null', null, [['INVALID_NODE', '/when']]],
  ['a list', [leaf({})], [['INVALID_NODE', '/when']]],
  ['an empty object', {}, [['INVALID_NODE', '/when']]],
  [
    'an unknown key alone',
    { some: [] },
    [
      ['UNKNOWN_KEY', '/when/some'],
      ['INVALID_NODE', '/when'],
    ],
  ],
  ['a leaf at the root', leaf({}), [['LEAF_AT_ROOT', '/when']]],
  ['an empty all', { all: [] }, [['EMPTY_GROUP', '/when/all']]],
  ['an empty any', { all: [{ any: [] }] }, [['EMPTY_GROUP', '/when/all/0/any']]],
  ['all that is no list', { all: leaf({}) }, [['INVALID_GROUP', '/when/all']]],
  ['any that is a text', { any: 'x' }, [['INVALID_GROUP', '/when/any']]],
  ['not that is a list', { not: [leaf({})] }, [['INVALID_NODE', '/when/not']]],
  ['not that is null', { not: null }, [['INVALID_NODE', '/when/not']]],
  ['a child that is a number', { all: [1] }, [['INVALID_NODE', '/when/all/0']]],
  ['all and any', { all: [leaf({})], any: [leaf({})] }, [['AMBIGUOUS_NODE', '/when']]],
  ['not and condition', { not: leaf({}), condition: 'known' }, [['AMBIGUOUS_NODE', '/when']]],
  ['all and a leaf', { any: [{ all: [leaf({})], fact: 'kind' }] }, [['AMBIGUOUS_NODE', '/when/any/0']]],
  [
    'faults below an ambiguous node',
    { all: [1], any: [] },
    [
      ['AMBIGUOUS_NODE', '/when'],
      ['INVALID_NODE', '/when/all/0'],
      ['EMPTY_GROUP', '/when/any'],
    ],
  ],
  ['an unknown key of a group', { all: [leaf({})], extra: 1 }, [['UNKNOWN_KEY', '/when/extra']]],
  ['an unknown key of a leaf', all({ extra: 1 }), [['UNKNOWN_KEY', '/when/all/0/extra']]],
  ['an unknown key, escaped', all({ 'a/b~c': 1 }), [['UNKNOWN_KEY', '/when/all/0/a~1b~0c']]],
  ['an unknown named condition', { condition: 'other' }, [['UNKNOWN_CONDITION', '/when/condition']]],
  ['a named condition of the prototype', { condition: 'toString' }, [['UNKNOWN_CONDITION', '/when/condition']]],
  ['a condition that is no text', { condition: 5 }, [['INVALID_CONDITION_NAME', '/when/condition']]],
  ['no fact', all({ fact: undefined }), [['MISSING_KEY', '/when/all/0/fact']]],
  ['no operator', all({ operator: undefined }), [['MISSING_KEY', '/when/all/0/operator']]],
  ['no value', all({ value: undefined }), [['MISSING_KEY', '/when/all/0/value']]],
  [
    'nothing but a path',
    { all: [{ path: '$.a' }] },
    [
      ['MISSING_KEY', '/when/all/0/fact'],
      ['MISSING_KEY', '/when/all/0/operator'],
      ['MISSING_KEY', '/when/all/0/value'],
    ],
  ],
  ['an unknown fact', all({ fact: 'status' }), [['UNKNOWN_FACT', '/when/all/0/fact']]],
  ['now is no fact', all({ fact: 'now' }), [['UNKNOWN_FACT', '/when/all/0/fact']]],
  ['a fact of the prototype', all({ fact: 'constructor' }), [['UNKNOWN_FACT', '/when/all/0/fact']]],
  ['a fact that is no text', all({ fact: 5 }), [['INVALID_FACT', '/when/all/0/fact']]],
  ['an unknown operator', all({ operator: 'equals' }), [['UNKNOWN_OPERATOR', '/when/all/0/operator']]],
  ['an empty operator', all({ operator: '' }), [['UNKNOWN_OPERATOR', '/when/all/0/operator']]],
  ['an operator that is no text', all({ operator: ['equal'] }), [['INVALID_OPERATOR', '/when/all/0/operator']]],
  ['an unknown decorator', all({ operator: 'noFact:equal' }), [['UNKNOWN_DECORATOR', '/when/all/0/operator']]],
  ['an empty decorator', all({ operator: ':equal' }), [['UNKNOWN_DECORATOR', '/when/all/0/operator']]],
  ['a decorator without an operator', all({ operator: 'not:' }), [['UNKNOWN_OPERATOR', '/when/all/0/operator']]],
  ['17 decorators', all({ operator: `${'not:'.repeat(17)}equal` }), [['TOO_MANY_DECORATORS', '/when/all/0/operator']]],
  [
    'swap on olderThan',
    all({ fact: 'createdAt', operator: 'swap:olderThan', value: 'P1D' }),
    [['DECORATOR_NOT_ALLOWED', '/when/all/0/operator']],
  ],
  [
    'swap on before',
    all({ fact: 'createdAt', operator: 'not:swap:before', value: '2026-01-01T00:00:00Z' }),
    [['DECORATOR_NOT_ALLOWED', '/when/all/0/operator']],
  ],
  [
    'someFact on present',
    all({ operator: 'someFact:present', value: true }),
    [['DECORATOR_NOT_ALLOWED', '/when/all/0/operator']],
  ],
  [
    'a text for greaterThan',
    attribute('$.n', { operator: 'greaterThan', value: '5' }),
    [['INVALID_VALUE', '/when/all/0/value']],
  ],
  [
    'null for lessThan',
    attribute('$.n', { operator: 'lessThan', value: null }),
    [['INVALID_VALUE', '/when/all/0/value']],
  ],
  [
    'infinity for lessThan',
    attribute('$.n', { operator: 'lessThan', value: Infinity }),
    [['VALUE_NOT_JSON', '/when/all/0/value']],
  ],
  ['a non-list for in', all({ operator: 'in', value: 'user' }), [['INVALID_VALUE', '/when/all/0/value']]],
  ['an object for notIn', all({ operator: 'notIn', value: { a: 1 } }), [['INVALID_VALUE', '/when/all/0/value']]],
  [
    'a non-list for someValue',
    all({ operator: 'someValue:equal', value: 'user' }),
    [['INVALID_VALUE', '/when/all/0/value']],
  ],
  [
    'a text among numbers',
    attribute('$.n', { operator: 'someValue:greaterThan', value: [1, 'x', 3] }),
    [['INVALID_VALUE', '/when/all/0/value/1']],
  ],
  [
    'lists in lists',
    attribute('$.n', { operator: 'everyValue:someValue:greaterThan', value: [[1], [2, null], 3] }),
    [
      ['INVALID_VALUE', '/when/all/0/value/1/1'],
      ['INVALID_VALUE', '/when/all/0/value/2'],
    ],
  ],
  [
    'a list of lists for someValue:in',
    all({ operator: 'someValue:in', value: [['user'], 'user'] }),
    [['INVALID_VALUE', '/when/all/0/value/1']],
  ],
  [
    'a text that is swapped to a list',
    all({ operator: 'swap:contains', value: 'user' }),
    [['INVALID_VALUE', '/when/all/0/value']],
  ],
  [
    'a number that someFact must walk',
    all({ operator: 'swap:someFact:equal', value: 5 }),
    [['INVALID_VALUE', '/when/all/0/value']],
  ],
  [
    'a date without an offset',
    all({ fact: 'createdAt', operator: 'before', value: '2026-01-01T00:00:00' }),
    [['INVALID_VALUE', '/when/all/0/value']],
  ],
  [
    'a date that does not exist',
    all({ fact: 'createdAt', operator: 'after', value: '2026-02-30T00:00:00Z' }),
    [['INVALID_VALUE', '/when/all/0/value']],
  ],
  [
    'a number of days',
    all({ fact: 'createdAt', operator: 'olderThan', value: 90 }),
    [['INVALID_VALUE', '/when/all/0/value']],
  ],
  [
    'a negative duration',
    all({ fact: 'createdAt', operator: 'youngerThan', value: '-P1D' }),
    [['INVALID_VALUE', '/when/all/0/value']],
  ],
  ['present with a text', all({ operator: 'present', value: 'true' }), [['INVALID_VALUE', '/when/all/0/value']]],
  [
    'olderThan a fact',
    all({ fact: 'createdAt', operator: 'olderThan', value: { fact: 'attributes', path: '$.d' } }),
    [['VALUE_NOT_LITERAL', '/when/all/0/value']],
  ],
  [
    'before a fact',
    all({ fact: 'createdAt', operator: 'before', value: { fact: 'lastActiveAt' } }),
    [['VALUE_NOT_LITERAL', '/when/all/0/value']],
  ],
  [
    'present with a fact',
    all({ operator: 'present', value: { fact: 'neverActive' } }),
    [['VALUE_NOT_LITERAL', '/when/all/0/value']],
  ],
  ['a reference to an unknown fact', all({ value: { fact: 'x' } }), [['UNKNOWN_FACT', '/when/all/0/value/fact']]],
  ['a reference by a number', all({ value: { fact: 5 } }), [['INVALID_FACT', '/when/all/0/value/fact']]],
  [
    'a reference with a wrong path',
    all({ value: { fact: 'attributes', path: 'x' } }),
    [['INVALID_PATH', '/when/all/0/value/path']],
  ],
  [
    'a reference with another key',
    all({ value: { fact: 'attributes', path: '$.x', value: 1 } }),
    [['UNKNOWN_KEY', '/when/all/0/value/value']],
  ],
  ['a path without $', attribute('a.b', {}), [['INVALID_PATH', '/when/all/0/path']]],
  ['$ alone', attribute('$', {}), [['INVALID_PATH', '/when/all/0/path']]],
  ['a wildcard', attribute('$.a[*]', {}), [['INVALID_PATH', '/when/all/0/path']]],
  ['a filter', attribute('$.a[?(@.b)]', {}), [['INVALID_PATH', '/when/all/0/path']]],
  ['a quoted name', attribute("$['a']", {}), [['INVALID_PATH', '/when/all/0/path']]],
  ['a deep scan', attribute('$..a', {}), [['INVALID_PATH', '/when/all/0/path']]],
  ['a negative index', attribute('$.a[-1]', {}), [['INVALID_PATH', '/when/all/0/path']]],
  ['an index with a leading zero', attribute('$.a[01]', {}), [['INVALID_PATH', '/when/all/0/path']]],
  ['a name that begins with a digit', attribute('$.1a', {}), [['INVALID_PATH', '/when/all/0/path']]],
  ['a path with a line break', attribute('$.a\n', {}), [['INVALID_PATH', '/when/all/0/path']]],
  ['a path that is no text', all({ fact: 'attributes', path: ['a'] }), [['INVALID_PATH', '/when/all/0/path']]],
  ['__proto__ in a path', attribute('$.a.__proto__', {}), [['FORBIDDEN_KEY', '/when/all/0/path']]],
  [
    'constructor in the path of a reference',
    all({ value: { fact: 'attributes', path: '$.constructor.x' } }),
    [['FORBIDDEN_KEY', '/when/all/0/value/path']],
  ],
  [
    '__proto__ in a node',
    own('__proto__', []),
    [
      ['FORBIDDEN_KEY', '/when/__proto__'],
      ['INVALID_NODE', '/when'],
    ],
  ],
  ['constructor in a leaf', all({ constructor: 1 }), [['FORBIDDEN_KEY', '/when/all/0/constructor']]],
  [
    'prototype in a value',
    all({ value: [{ a: [own('prototype', 1)] }] }),
    [['FORBIDDEN_KEY', '/when/all/0/value/0/a/0/prototype']],
  ],
  ['__proto__ in params', all({ params: own('__proto__', 1) }), [['FORBIDDEN_KEY', '/when/all/0/params/__proto__']]],
  ['params that are a list', all({ params: [] }), [['INVALID_PARAMS', '/when/all/0/params']]],
  ['a priority of 0', all({ priority: 0 }), [['INVALID_PRIORITY', '/when/all/0/priority']]],
  ['a priority of 1.5', { any: [leaf({})], priority: 1.5 }, [['INVALID_PRIORITY', '/when/priority']]],
  ['a priority as text', { not: leaf({ priority: '1' }) }, [['INVALID_PRIORITY', '/when/not/priority']]],
  ['a name that is a number', { condition: 'known', name: 5 }, [['INVALID_NAME', '/when/name']]],
  ['33 levels, once', { all: [{ all: [nest(31)] }, { all: [nest(31)] }] }, [['TOO_DEEP', '/when']]],
  ['10,001 nodes', { all: Array.from({ length: 10_000 }, () => leaf({})) }, [['TOO_MANY_NODES', '/when']]],
  ['a function', all({ value: () => true }), [['VALUE_NOT_JSON', '/when/all/0/value']]],
  ['a Date', all({ value: new Date(0) }), [['VALUE_NOT_JSON', '/when/all/0/value']]],
  ['17 levels of value', all({ value: deepList(17) }), [['VALUE_TOO_DEEP', '/when/all/0/value']]],
  [
    '1,001 elements for someValue',
    all({ operator: 'someValue:equal', value: new Array(1_001).fill('x') }),
    [['VALUE_TOO_LONG', '/when/all/0/value']],
  ],
  [
    'all faults at once',
    { all: [leaf({ fact: 'x', operator: 'y', path: 'z' }), { any: [] }, 1] },
    [
      ['INVALID_PATH', '/when/all/0/path'],
      ['UNKNOWN_FACT', '/when/all/0/fact'],
      ['UNKNOWN_OPERATOR', '/when/all/0/operator'],
      ['EMPTY_GROUP', '/when/all/1/any'],
      ['INVALID_NODE', '/when/all/2'],
    ],
  ],
];

const accepted: readonly (readonly [string, unknown])[] = [
  ['a named condition at the root', { condition: 'a/b~c' }],
  ['notes everywhere', { all: [leaf({ name: 'n', priority: 7, params: { a: [1] } })], name: 'x', priority: 1 }],
  ['null as a value', all({ fact: 'parentId', value: null })],
  ['32 levels', nest(32)],
  ['10,000 nodes', { all: Array.from({ length: 9_999 }, () => leaf({})) }],
  ['16 decorators', all({ operator: `${'not:'.repeat(16)}equal` })],
  ['every path', attribute('$.a-b._c[0][12].D9', {})],
  ['swap to a list', all({ operator: 'swap:contains', value: ['user'] })],
  ['swap from a list', all({ fact: 'labels', operator: 'swap:in', value: 'x' })],
  ['lists in lists', attribute('$.n', { operator: 'everyValue:someValue:greaterThan', value: [[1], [2, 3], []] })],
  ['an empty list for in', all({ operator: 'in', value: [] })],
  ['a custom operator', all({ operator: 'not:startsWith', value: { any: ['thing'] } })],
  ['a list of durations', all({ fact: 'createdAt', operator: 'someValue:olderThan', value: ['P1D', 'P1Y'] })],
  ['an element with the key fact', all({ operator: 'startsWith', value: [{ fact: 'nothing' }] })],
  ['1,000 elements for someValue', all({ operator: 'someValue:equal', value: new Array(1_000).fill('x') })],
  ['100,000 elements for in', all({ operator: 'in', value: new Array(100_000).fill('x') })],
];

const typed: readonly (readonly [string, unknown, Expected])[] = [
  [
    'a numeric operator on a text',
    attribute('$.text', { operator: 'greaterThan', value: 1 }),
    [['ATTRIBUTE_TYPE_MISMATCH', '/when/all/0/operator']],
  ],
  [
    'a numeric operator on an instant',
    attribute('$.at', { operator: 'lessThan', value: 1 }),
    [['ATTRIBUTE_TYPE_MISMATCH', '/when/all/0/operator']],
  ],
  [
    'a temporal operator on a number',
    attribute('$.count', { operator: 'olderThan', value: 'P1D' }),
    [['ATTRIBUTE_TYPE_MISMATCH', '/when/all/0/operator']],
  ],
  [
    'contains on a text',
    attribute('$.text', { operator: 'contains', value: 'x' }),
    [['ATTRIBUTE_TYPE_MISMATCH', '/when/all/0/operator']],
  ],
  [
    'someFact on a number',
    attribute('$.count', { operator: 'someFact:equal', value: 1 }),
    [['ATTRIBUTE_TYPE_MISMATCH', '/when/all/0/operator']],
  ],
  ['equal on a list', attribute('$.tags', { value: 'x' }), [['ATTRIBUTE_TYPE_MISMATCH', '/when/all/0/operator']]],
  [
    'a literal of another type',
    attribute('$.count', { value: '5' }),
    [['ATTRIBUTE_TYPE_MISMATCH', '/when/all/0/value']],
  ],
  [
    'a text that is no instant',
    attribute('$.at', { value: 'soon' }),
    [['ATTRIBUTE_TYPE_MISMATCH', '/when/all/0/value']],
  ],
  [
    'one element of another type',
    attribute('$.text', { operator: 'in', value: ['a', 5, null] }),
    [['ATTRIBUTE_TYPE_MISMATCH', '/when/all/0/value/1']],
  ],
  ['a step into a text', attribute('$.text.x', { value: 'x' }), [['ATTRIBUTE_TYPE_MISMATCH', '/when/all/0/operator']]],
  [
    'a reference of another type',
    attribute('$.count', { operator: 'lessThan', value: { fact: 'attributes', path: '$.text' } }),
    [['ATTRIBUTE_TYPE_MISMATCH', '/when/all/0/value']],
  ],
  ['an attribute that is not declared', attribute('$.other', {}), [['UNDECLARED_ATTRIBUTE', '/when/all/0/path']]],
  [
    'the same in a reference',
    all({ value: { fact: 'attributes', path: '$.other' } }),
    [['UNDECLARED_ATTRIBUTE', '/when/all/0/value/path']],
  ],
  [
    'every declared type',
    {
      all: [
        leaf({ fact: 'attributes', path: '$.text', operator: 'in', value: ['x'] }),
        leaf({ fact: 'attributes', path: '$.count', operator: 'greaterThan', value: 1 }),
        leaf({ fact: 'attributes', path: '$.flag', value: true }),
        leaf({ fact: 'attributes', path: '$.at', operator: 'olderThan', value: 'P1D' }),
        leaf({ fact: 'attributes', path: '$.tags', operator: 'contains', value: 5 }),
        leaf({ fact: 'attributes', path: '$.tags', operator: 'someFact:greaterThan', value: 5 }),
        leaf({ fact: 'attributes', path: '$.tags.length', value: 5 }),
        leaf({ fact: 'attributes', path: '$.tags[0]', value: 'x' }),
        leaf({ fact: 'attributes', path: '$.text', value: null }),
        leaf({ fact: 'attributes', path: '$.flag', operator: 'present', value: false }),
      ],
    },
    [],
  ],
];

const warned: readonly (readonly [string, unknown, Expected])[] = [
  ['greaterThan on kind', all({ operator: 'greaterThan', value: 1 }), [['NEVER_JUDGED', '/when/all/0/operator']]],
  [
    'olderThan on neverActive',
    all({ fact: 'neverActive', operator: 'olderThan', value: 'P1D' }),
    [['NEVER_JUDGED', '/when/all/0/operator']],
  ],
  ['contains on kind', all({ operator: 'contains', value: 'x' }), [['NEVER_JUDGED', '/when/all/0/operator']]],
  ['a step into kind', all({ path: '$.x' }), [['NEVER_JUDGED', '/when/all/0/operator']]],
  ['equal on labels', all({ fact: 'labels', value: 'x' }), [['NEVER_EQUAL', '/when/all/0/operator']]],
  ['a number for kind', all({ value: 5 }), [['NEVER_EQUAL', '/when/all/0/value']]],
  ['a list as a value', attribute('$.x', { value: [1] }), [['NEVER_EQUAL', '/when/all/0/value']]],
];

describe('C1 strict at the door', () => {
  it.each(refused)('C1 refuses %s', (_, condition, expected) => {
    const issues = check(condition);
    expect(places(issues)).toEqual(expected);
    expect(issues.every(({ severity }) => severity === 'error')).toBe(true);
  });

  it.each(accepted)('C1 accepts %s', (_, condition) => {
    expect(check(condition).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it.each(typed)('C8 declared attributes: %s', (_, condition, expected) => {
    expect(places(check(condition, declared))).toEqual(expected);
  });

  it.each(warned)('C1 warns of %s', (_, condition, expected) => {
    const issues = check(condition);
    expect(places(issues)).toEqual(expected);
    expect(issues.every(({ severity }) => severity === 'warning')).toBe(true);
  });

  it('C1 every code is met by a case', () => {
    const named = { a: { condition: 'a' } };
    const tables = [refused, typed, warned].flatMap((table) => table.flatMap(([, , expected]) => expected));
    const met = new Set<string>(tables.map(([code]) => code));
    for (const { code } of issuesOf({ all: [leaf({})] }, named as never)) met.add(code);
    for (const { code } of check({ all: new Array(2_000).fill(1) })) met.add(code);
    for (const { code } of check(all({ operator: 'in', value: new Array(200_001).fill(1) }))) met.add(code);
    expect(Object.keys(conditionIssueSeverity).filter((code) => !met.has(code))).toEqual([]);
  });
});

describe('C1 named conditions', () => {
  const ref = (condition: string): unknown => ({ condition });

  it.each<[string, unknown, Expected]>([
    ['none', undefined, []],
    ['a list', [], [['INVALID_NODE', '/conditions']]],
    ['a leaf at the root', { a: leaf({}) }, [['LEAF_AT_ROOT', '/conditions/a']]],
    ['a fault, with an escaped name', { 'x/y~z': { all: [] } }, [['EMPTY_GROUP', '/conditions/x~1y~0z/all']]],
    ['a forbidden name', own('__proto__', { all: [leaf({})] }), [['FORBIDDEN_KEY', '/conditions/__proto__']]],
    ['an unknown name', { a: ref('b') }, [['UNKNOWN_CONDITION', '/conditions/a/condition']]],
    ['itself', { a: { not: ref('a') } }, [['CYCLIC_CONDITION', '/conditions/a']]],
    [
      'a cycle of three, and one that leads to it',
      { d: ref('a'), a: ref('b'), b: ref('c'), c: { any: [leaf({}), ref('a')] } },
      [
        ['CYCLIC_CONDITION', '/conditions/a'],
        ['CYCLIC_CONDITION', '/conditions/b'],
        ['CYCLIC_CONDITION', '/conditions/c'],
      ],
    ],
    [
      'two cycles',
      { a: ref('a'), b: ref('c'), c: ref('b'), d: { all: [ref('a'), ref('b')] } },
      [
        ['CYCLIC_CONDITION', '/conditions/a'],
        ['CYCLIC_CONDITION', '/conditions/b'],
        ['CYCLIC_CONDITION', '/conditions/c'],
      ],
    ],
    [
      'a diamond is no cycle',
      { a: { all: [ref('b'), ref('c')] }, b: ref('d'), c: ref('d'), d: { all: [leaf({})] } },
      [],
    ],
  ])('C1 %s', (_, value, expected) => {
    const issues: Issue[] = [];
    const named = new Set(typeof value === 'object' && value !== null ? Object.keys(value) : []);
    checkNamedConditions(value, { attributes: null, named, operators }, issues);
    const sorted = places(issues).toSorted(([, left], [, right]) => (left < right ? -1 : 1));
    expect(sorted).toEqual(expected);
  });

  it('C1 the names on a cycle are those that reach themselves', () => {
    const edges = fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 16 });
    fc.assert(
      fc.property(edges, (pairs) => {
        const targets = (from: number): number[] => pairs.filter(([source]) => source === from).map(([, to]) => to);
        const named = Object.fromEntries(
          Array.from({ length: 8 }, (_, name) => [
            name,
            { all: [leaf({}), ...targets(name).map((to) => ref(String(to)))] },
          ]),
        );
        const reach = (from: number, seen = new Set<number>()): Set<number> => {
          for (const to of targets(from)) if (!seen.has(to)) reach(to, seen.add(to));
          return seen;
        };
        const expected = [0, 1, 2, 3, 4, 5, 6, 7]
          .filter((name) => reach(name).has(name))
          .map((name) => `/conditions/${name}`);
        const cyclic = issuesOf({ all: [leaf({})] }, named as never).filter(({ code }) => code === 'CYCLIC_CONDITION');
        expect(cyclic.map(({ pointer }) => pointer).sort()).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });
});

/** Changes one member somewhere into arbitrary JSON. */
function spoil(value: unknown, path: readonly number[], other: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined || typeof value !== 'object' || value === null) return other;
  const keys = Object.keys(value);
  if (keys.length === 0) return other;
  const key = keys[step % keys.length] ?? '';
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [...value] : { ...value };
  (copy as Record<string, unknown>)[key] = spoil((value as Record<string, unknown>)[key], rest, other);
  return copy;
}

describe('C1 fuzz', () => {
  const anything = fc.oneof(
    fc.jsonValue(),
    fc.anything(),
    fc.constantFrom('$.a', 'kind', 'in', 'someFact:equal', { fact: 'kind' }, { condition: 'known' }),
  );

  it('C1 anything is checked without an error, and quickly', () => {
    fc.assert(
      fc.property(anything, (value) => {
        const took = timeOf(() => {
          for (const { pointer, message } of check(value, declared))
            expect(pointer.startsWith('/when') && message !== '').toBe(true);
          checkNamedConditions(value, { attributes: null, named: new Set(), operators }, []);
        });
        expect(took).toBeLessThan(100);
      }),
      { numRuns: 3_000 },
    );
  });

  it('C1 what is accepted can be compiled and answers', () => {
    const vocabulary = { temporal: true, custom: null, wild: 0.3, names: [] };
    let acceptedCount = 0;
    fc.assert(
      fc.property(fc.integer(), fc.array(fc.nat(9), { maxLength: 6 }), anything, (seed, path, other) => {
        const condition = spoil(randomCondition(createRandom(seed), vocabulary), path, other);
        if (issuesOf(condition).some(({ severity }) => severity === 'error')) return;
        acceptedCount += 1;
        const { generated, closures } = compileBoth(condition as Condition);
        const truth = generated.test(plainSubject({ s: 'a' }), NOW, { until: 0 });
        expect([0, 1, 2]).toContain(truth);
        expect(closures.test(plainSubject({ s: 'a' }), NOW, { until: 0 })).toBe(truth);
      }),
      { numRuns: 5_000 },
    );
    expect(acceptedCount).toBeGreaterThan(100);
  });
});
