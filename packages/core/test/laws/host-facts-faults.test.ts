import { describe, expect, it } from 'vitest';
import { readHostValue } from '../../src/condition/host-facts/host-value';
import type { AttributeType } from '../../src/condition/language';
import { type HostFactDeclaration, hostFactsLane } from '../../src/host-facts';
import { type Issue, isDormouseError } from '../../src/model/errors';
import { checkPolicy } from '../../src/policy/check-policy';
import { createWorld } from '../engine/support';

const timers = { setTimeout: (): number => 0, clearTimeout: (): void => {} };
const resolve = (): number => 1;
const fine: HostFactDeclaration = { resolve, maxAge: 'PT1H' };

describe('C7 declarations', () => {
  it.each<[string, Record<string, unknown>]>([
    ['a name of a built-in fact', { kind: fine }],
    ['a forbidden name', { constructor: fine }],
    ['a name with a dot', { 'a.b': fine }],
    ['an empty name', { '': fine }],
    ['no declaration', { a: null }],
    ['no function', { a: { maxAge: 'PT1H' } }],
    ['two functions', { a: { ...fine, resolveMany: resolve } }],
    ['no function but something else', { a: { ...fine, resolve: 7 } }],
    ['no maxAge', { a: { resolve } }],
    ['a maxAge that is none', { a: { ...fine, maxAge: 'soon' } }],
    ['a maxAge under a minute', { a: { ...fine, maxAge: 'PT59S' } }],
    ['a retryAfter under a minute', { a: { ...fine, retryAfter: 'PT0S' } }],
    ['a timeLimit of 0', { a: { ...fine, timeLimit: 0 } }],
    ['a timeLimit without end', { a: { ...fine, timeLimit: Infinity } }],
    ['an unknown type', { a: { ...fine, type: 'date' } }],
  ])('C7 %s is refused with the name', (_, facts) => {
    try {
      hostFactsLane({ facts: facts as never, timers });
      expect.unreachable();
    } catch (error) {
      expect(isDormouseError(error, 'INVALID_ARGUMENT')).toBe(true);
      expect(isDormouseError(error) && error.data.fact).toBe(Object.keys(facts)[0]);
    }
  });

  it('C7 timers and most are checked too', () => {
    for (const more of [{ timers: null }, { timers: {} }, { timers, most: 0 }]) {
      expect(() => hostFactsLane({ facts: {}, ...more } as never)).toThrow();
    }
  });
});

describe('C7 values of a host', () => {
  const date = new Date('2026-01-01T00:00:00Z');
  const cyclic: unknown[] = [];
  cyclic.push(cyclic);
  const trap = new Proxy({}, { ownKeys: () => expect.unreachable() });

  it.each<[string, unknown]>([
    ['a function', () => 1],
    ['a promise', Promise.resolve(1)],
    ['an instance of a class', new (class Score {})()],
    ['a map', new Map()],
    ['an error', new Error('no')],
    ['NaN', Number.NaN],
    ['a bigint', 1n],
    ['a symbol', Symbol('s')],
    ['an invalid date', new Date(Number.NaN)],
    ['a cycle', cyclic],
    [
      'a getter that throws',
      {
        get score() {
          throw new Error('no');
        },
      },
    ],
    ['a proxy that throws', trap],
    ['a list with a hole', new Array(2)],
    ['very many values', Array.from({ length: 100_001 }, () => 0)],
  ])('C7 %s is no value', (_, value) => {
    expect(readHostValue(value, null)).toEqual({ state: 'failed' });
  });

  it('C7 values are copied into own, plain properties; a date becomes a number, or a text where an instant is declared', () => {
    const given = JSON.parse('{"__proto__":{"a":1},"l":[null,true,"x"]}');
    const read = readHostValue(given, null);
    expect(read).toEqual({ state: 'value', value: given });
    expect(read.state === 'value' && Object.keys(read.value as object)).toEqual(['__proto__', 'l']);
    expect(readHostValue({ at: date }, null)).toEqual({ state: 'value', value: { at: date.getTime() } });
    expect(readHostValue(date, 'instant')).toEqual({ state: 'value', value: '2026-01-01T00:00:00.000Z' });
    expect(readHostValue(undefined, 'number')).toEqual({ state: 'absent' });
    expect(readHostValue(null, 'number')).toEqual({ state: 'value', value: null });
  });

  it.each<[AttributeType, unknown, unknown]>([
    ['number', 1, '1'],
    ['string', 'a', 1],
    ['boolean', true, 'true'],
    ['list', [], {}],
    ['instant', '2026-01-01T00:00:00Z', '2026-01-01'],
  ])('C7 a value that is not of its declared type %s is no value', (type, good, bad) => {
    expect(readHostValue(good, type).state).toBe('value');
    expect(readHostValue(bad, type)).toEqual({ state: 'failed' });
  });
});

describe('C7 the known faults of json-rules-engine cannot be reached', () => {
  const leaf = { fact: 'score', operator: 'equal', value: 1 };
  const issuesOf = (appliesTo: unknown, conditions: object = {}): readonly string[] => {
    const issues: Issue[] = [];
    const hostFacts = new Map([['score', null]]);
    const environment = { controlTypes: new Set<string>(), operators: new Map(), hostFacts };
    checkPolicy({ id: 'p', appliesTo, conditions }, '', environment, issues);
    return issues.map(({ code }) => code);
  };

  it.each<[string, unknown, string]>([
    ['code in a path', { all: [{ ...leaf, path: "$..[?(@.constructor('return 1')())]" }] }, 'INVALID_PATH'],
    ['a path to the machinery of objects', { all: [{ ...leaf, path: '$.constructor' }] }, 'FORBIDDEN_KEY'],
    ['a sibling that throws at once', { all: [leaf, { condition: 'nobody' }] }, 'UNKNOWN_CONDITION'],
    ['an operator that is no text', { all: [{ ...leaf, operator: 5 }] }, 'INVALID_OPERATOR'],
    ['a list that is none', { all: [{ ...leaf, operator: 'in', value: 7 }] }, 'INVALID_VALUE'],
    ['a priority that is none', { all: [{ ...leaf, priority: 'abc' }] }, 'INVALID_PRIORITY'],
    ['an empty any', { any: [] }, 'EMPTY_GROUP'],
    ['a fact that was not declared', { all: [{ ...leaf, fact: 'toString' }] }, 'UNKNOWN_FACT'],
  ])('C7 C1 %s is refused when the policy is loaded', (_, condition, code) => {
    expect(issuesOf(condition)).toContain(code);
  });

  it('C7 C1 names that never end are refused', () => {
    const cycle = { a: { all: [leaf, { condition: 'b' }] }, b: { any: [{ condition: 'a' }, leaf] } };
    expect(issuesOf({ condition: 'a' }, cycle)).toEqual(['CYCLIC_CONDITION', 'CYCLIC_CONDITION']);
  });

  it('C7 overlapping runs lose no leaf: a hundred identities at once, five leaves of five priorities', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const facts = names.map((name, index): [string, HostFactDeclaration] => [
      name,
      { resolve: ({ id }) => Number(id.slice(2)) % (index + 2), maxAge: 'PT1H' },
    ]);
    const hostFacts = hostFactsLane({ facts: Object.fromEntries(facts), timers });
    const { dormouse, clock } = createWorld({ hostFacts });
    const leaves = names.map((fact, index) => ({ fact, operator: 'equal', value: 0, priority: 5 - index }));
    const document = { id: 'p', appliesTo: { all: [{ all: [leaves[0]] }, { any: leaves.slice(1) }] } };
    await dormouse.policies.activate({ accountId: 'acme', document, reason: 'test' });
    const ids = Array.from({ length: 100 }, (_, index) => `u-${index}`);
    await dormouse.identities.register({ accountId: 'acme', identities: ids.map((id) => ({ id, kind: 'user' })) });
    clock.now += 3_600_000;
    const found = await Promise.all(ids.map((id) => dormouse.evaluate('acme', id)));
    const wanted = ids.map((_, n) => String(n % 2 === 0 && [3, 4, 5, 6].some((divisor) => n % divisor === 0)));
    expect(found.map(({ policies }) => policies[0]?.applies)).toEqual(wanted);
  });

  it('C7 C3 a list of a host is never equal to itself', async () => {
    const hostFacts = hostFactsLane({ facts: { tags: { resolve: () => [1], maxAge: 'PT1H' } }, timers });
    const { dormouse } = createWorld({ hostFacts });
    const document = { id: 'p', appliesTo: { all: [{ fact: 'tags', operator: 'equal', value: { fact: 'tags' } }] } };
    await dormouse.policies.activate({ accountId: 'acme', document, reason: 'test' });
    await dormouse.identities.register({ accountId: 'acme', identities: [{ id: 'a', kind: 'user' }] });
    expect((await dormouse.evaluate('acme', 'a')).policies[0]?.applies).toBe('false');
  });
});
