import { describe, expect, it } from 'vitest';
import type { Condition, ConditionNode, Leaf } from '../../src/condition/language';
import type { JsonValue } from '../../src/model/json';
import type { Subject } from '../../src/model/subject';
import { type BothLanes, compileBoth, issuesOf, type Named } from '../condition/support/compile-both';
import { control, DAY, NOW, plainSubject } from '../condition/support/random-subject';
import { timeOf } from '../support/time-of';

/** Milliseconds that no step may take, whatever the input (semantics §13). */
const LIMIT = 100;

const isUser: Leaf = { fact: 'kind', operator: 'equal', value: 'user' };
const isYoung: Leaf = { fact: 'createdAt', operator: 'youngerThan', value: 'P101D' };
const isUnknown: Leaf = { fact: 'lastActiveAt', operator: 'equal', value: 'x' };
const ref = (condition: string): Condition => ({ condition });

/** Checks, compiles, tests and blames, each within the limit. Returns the truth and the horizon. */
function judge(condition: Condition, named: Named, subject: Subject): readonly [number, number] {
  expect(timeOf(() => issuesOf(condition, named))).toBeLessThan(LIMIT);
  let lanes: BothLanes | undefined;
  // Both implementations, and the check once more.
  expect(
    timeOf(() => {
      lanes = compileBoth(condition, named);
    }),
  ).toBeLessThan(3 * LIMIT);
  const horizon = { until: 0 };
  const answers = Object.values(lanes ?? {}).map((lane) => {
    expect(timeOf(() => lane.test(subject, NOW, horizon))).toBeLessThan(LIMIT);
    expect(timeOf(() => lane.blame(subject, NOW))).toBeLessThan(LIMIT);
    return [lane.test(subject, NOW, horizon), horizon.until] as const;
  });
  expect(answers[0]).toEqual(answers[1]);
  return answers[0] ?? [-1, 0];
}

/** `c0` is the leaf; each next name refers twice to the one before: written out, 2 ** levels leaves. */
function doubling(levels: number, leaf: Leaf): Named {
  const named: Record<string, Condition> = { c0: { all: [leaf] } };
  for (let level = 1; level <= levels; level += 1) {
    const before = ref(`c${level - 1}`);
    named[`c${level}`] = level % 2 === 0 ? { all: [before, before] } : { any: [before, before] };
  }
  return named;
}

function chain(length: number, leaf: Leaf, link: (before: Condition) => Condition): Named {
  const named: Record<string, Condition> = { c0: { all: [leaf] } };
  for (let index = 1; index < length; index += 1) named[`c${index}`] = link(ref(`c${index - 1}`));
  return named;
}

describe('C1 hostile conditions', () => {
  it('C1 100,000 levels are refused', () => {
    let deep: unknown = isUser;
    for (let level = 0; level < 100_000; level += 1) deep = level % 2 === 0 ? { all: [deep] } : { not: deep };
    expect(timeOf(() => issuesOf(deep))).toBeLessThan(LIMIT);
    expect(issuesOf({ not: deep }).map(({ code, pointer }) => [code, pointer])).toEqual([['TOO_DEEP', '/when']]);
    let list: JsonValue = [];
    for (let level = 0; level < 100_000; level += 1) list = [list];
    const within = { all: [{ ...isUser, value: list }] };
    expect(timeOf(() => issuesOf(within))).toBeLessThan(LIMIT);
    expect(issuesOf(within).map(({ code }) => code)).toEqual(['VALUE_TOO_DEEP']);
  });

  it('C1 a million nodes, keys, values or decorators are refused', () => {
    const million = 1_000_000;
    const cases: readonly unknown[] = [
      { all: new Array(million).fill(isUser) },
      { all: [Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`k${index}`, 1]))] },
      { all: [{ ...isUser, operator: 'in', value: new Array(million).fill('x') }] },
      { all: [{ ...isUser, operator: `${'not:'.repeat(million)}equal` }] },
      { all: [{ ...isUser, path: `$${'.a'.repeat(million)}` }] },
      { all: [{ ...isUser, fact: 'x'.repeat(million) }] },
    ];
    for (const condition of cases) {
      expect(timeOf(() => issuesOf(condition))).toBeLessThan(LIMIT);
      const issues = issuesOf(condition);
      expect(issues.some(({ severity }) => severity === 'error')).toBe(true);
      expect(JSON.stringify(issues).length).toBeLessThan(500_000);
    }
  });

  it('C1 a value that shares its parts a billion times is refused', () => {
    let bomb: JsonValue = ['x'];
    for (let level = 0; level < 14; level += 1) bomb = new Array(10).fill(bomb);
    const condition = {
      all: [
        { ...isUser, value: bomb },
        { ...isUser, params: { bomb } },
      ],
    };
    expect(timeOf(() => issuesOf(condition))).toBeLessThan(LIMIT);
    expect(issuesOf(condition).map(({ code, pointer }) => [code, pointer])).toEqual([['TOO_MANY_VALUES', '/when']]);
  });

  it.each<[string, Leaf, number, number]>([
    ['true', isYoung, 1, NOW + DAY],
    ['false', { ...isUser, value: 'robot' }, 0, Infinity],
    ['unknown', isUnknown, 2, Infinity],
  ])('C1 names that double 40 times: %s', (_, leaf, truth, until) => {
    expect(judge({ all: [ref('c40'), ref('c40')] }, doubling(40, leaf), plainSubject())).toEqual([truth, until]);
  });

  it.each<[string, Leaf, number, number]>([
    ['true', isYoung, 1, NOW + DAY],
    ['unknown', isUnknown, 2, Infinity],
  ])('C1 a chain of 10,000 names: %s', (_, leaf, truth, until) => {
    const plain = chain(10_000, leaf, (before) => before);
    expect(judge(ref('c9999'), plain, plainSubject())).toEqual([truth, until]);
    const negating = chain(10_000, leaf, (not) => ({ not }));
    const flipped = truth === 2 ? 2 : 1 - truth;
    expect(judge(ref('c9999'), negating, plainSubject())).toEqual([flipped, until]);
  });

  it('C1 a cycle of 10,000 names is found', () => {
    const named = { ...chain(10_000, isUser, (before) => before), c0: ref('c9999') };
    expect(timeOf(() => issuesOf(ref('c0'), named))).toBeLessThan(LIMIT);
    // The list is cut.
    expect(issuesOf(ref('c0'), named).filter(({ code }) => code === 'CYCLIC_CONDITION')).toHaveLength(999);
  });

  it('C2 names that are blamed are blamed through slots', () => {
    const named = doubling(40, isUnknown);
    const { closures } = compileBoth(ref('c40'), named);
    expect(closures.blame(plainSubject(), NOW)).toEqual(['lastActiveAt']);
    expect([closures.readsActivity, closures.readsTime]).toEqual([true, false]);
  });
});

describe('semantics §13 hostile facts', () => {
  it('names of the prototype are missing attributes', () => {
    for (const name of ['toString', 'valueOf', 'hasOwnProperty', '__defineGetter__', 'map', 'indexOf']) {
      const path = `$.${name}`;
      const condition: Condition = { all: [{ fact: 'attributes', path, operator: 'notEqual', value: 1 }] };
      expect(judge(condition, {}, plainSubject())[0]).toBe(2);
      const deep: Condition = {
        all: [{ fact: 'attributes', path: `$.list${path.slice(1)}`, operator: 'notEqual', value: 1 }],
      };
      expect(judge(deep, {}, plainSubject({ list: [] }))[0]).toBe(2);
      const present: Condition = { all: [{ fact: 'attributes', path, operator: 'equal', value: 1 }] };
      expect(judge(present, {}, plainSubject({ [name]: 1 }))[0]).toBe(1);
    }
  });

  it('types that are called __proto__ are types like any other', () => {
    const subject = plainSubject(
      {},
      {
        activity: [{ type: '__proto__', successAt: NOW, successCount: 1, failureAt: null, failureCount: 0 }],
        controls: [control({ type: '__proto__' })],
      },
    );
    expect(judge({ all: [{ fact: 'controls', operator: 'contains', value: '__proto__' }] }, {}, subject)[0]).toBe(1);
    expect(
      judge({ all: [{ fact: 'activity', path: '$.toString', operator: 'present', value: true }] }, {}, subject)[0],
    ).toBe(0);
    expect(judge({ all: [{ fact: 'activity', operator: 'equal', value: 1 }] }, {}, subject)[0]).toBe(0);
  });

  const long = Array.from({ length: 30_000 }, (_, index) => index);
  const a = { fact: 'attributes', path: '$.a' } as const;
  const b = { fact: 'attributes', path: '$.b' } as const;

  it.each<[string, ConditionNode]>([
    ['each element with each', { ...a, operator: 'someFact:someValue:equal', value: b }],
    ['each element in a list', { ...a, operator: 'someFact:in', value: b }],
    ['each element in a list, swapped', { ...a, operator: 'everyValue:swap:not:in', value: b }],
    [
      'each element with each literal',
      {
        ...a,
        operator: 'someFact:someValue:greaterThan',
        value: Array.from({ length: 1_000 }, (_, index) => 40_000 + index),
      },
    ],
  ])('two long lists are unknown, not slow: %s', (_, leaf) => {
    expect(judge({ all: [leaf] }, {}, plainSubject({ a: long, b: long.map((value) => -1 - value) }))[0]).toBe(2);
    expect(judge({ all: [leaf] }, {}, plainSubject({ a: [1, 2], b: [-1] }))[0]).not.toBe(2);
  });

  it('one long list is judged', () => {
    const subject = plainSubject({ a: long });
    expect(judge({ all: [{ ...a, operator: 'contains', value: 29_999 }] }, {}, subject)[0]).toBe(1);
    expect(judge({ all: [{ ...a, operator: 'someFact:greaterThan', value: 29_998 }] }, {}, subject)[0]).toBe(1);
    expect(judge({ all: [{ ...a, operator: 'everyFact:in', value: long }] }, {}, subject)[0]).toBe(1);
  });

  it.each(['contains', 'someFact:equal'])('10,000 leaves that go through a long list: %s', (operator) => {
    const any = Array.from({ length: 9_999 }, (_, index): Leaf => ({ ...a, operator, value: -1 - index }));
    expect(judge({ any }, {}, plainSubject({ a: long }))[0]).toBe(2);
    expect(judge({ any }, {}, plainSubject({ a: long.slice(0, 100) }))[0]).toBe(0);
  });

  it('10,000 temporal leaves', () => {
    const all = Array.from({ length: 9_999 }, (_, index): Leaf => ({ ...isYoung, value: `P${101 + index}D` }));
    expect(judge({ all }, {}, plainSubject())).toEqual([1, NOW + DAY]);
  });
});
