import { Operator } from 'json-rules-engine';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { type CustomOperator, type OperatorLike, operatorTable } from '../../src/condition/custom-operator';
import type { Condition, Leaf } from '../../src/condition/language';
import { isDormouseError } from '../../src/model/errors';
import { compileBoth, issuesOf } from '../condition/support/compile-both';
import { NOW, plainSubject } from '../condition/support/random-subject';

function operator(name: string, evaluate: (fact: unknown, value: unknown) => unknown): CustomOperator {
  return { name, evaluate: evaluate as CustomOperator['evaluate'] };
}

const condition = (more: Partial<Leaf>): Condition => ({
  all: [{ fact: 'attributes', path: '$.x', operator: 'own', value: 1, ...more }],
});

function truthOf(made: Condition, evaluate: (fact: unknown, value: unknown) => unknown, x: unknown): number {
  const lanes = compileBoth(made, {}, operatorTable([operator('own', evaluate)]));
  const subject = plainSubject(x === undefined ? {} : { x: x as string });
  const truths = Object.values(lanes).map((lane) => lane.test(subject, NOW, { until: 0 }));
  expect(truths[0]).toBe(truths[1]);
  return truths[0] ?? -1;
}

describe('C6 custom operators', () => {
  it('C6 an Operator of json-rules-engine is one, by type and by deed', () => {
    expectTypeOf<Operator>().toExtend<OperatorLike>();
    expectTypeOf<CustomOperator>().toExtend<OperatorLike>();
    const longer = new Operator<string, number>(
      'longer',
      (fact, value) => fact.length > value,
      (fact) => typeof fact === 'string',
    );
    const table = operatorTable([longer]);
    const lanes = compileBoth(condition({ operator: 'not:longer', value: 2 }), {}, table);
    expect(lanes.generated.test(plainSubject({ x: 'abc' }), NOW, { until: 0 })).toBe(0);
    expect(lanes.generated.test(plainSubject({ x: 'a' }), NOW, { until: 0 })).toBe(1);
    // Its own validator answers false, which upstream's `not` turns round; so does ours.
    expect(lanes.generated.test(plainSubject({ x: 5 }), NOW, { until: 0 })).toBe(1);
  });

  it.each<[string, unknown, number]>([
    ['true', true, 1],
    ['false', false, 0],
    ['1', 1, 2],
    ['a text', 'yes', 2],
    ['undefined', undefined, 2],
    ['a promise', Promise.resolve(true), 2],
  ])('C2 an answer of %s', (_, answer, expected) => {
    expect(truthOf(condition({}), () => answer, 5)).toBe(expected);
  });

  it('C2 an operator that throws is unknown, and its fact is to blame', () => {
    const fail = (): never => {
      throw new Error('broken');
    };
    expect(truthOf(condition({}), fail, 5)).toBe(2);
    const { generated } = compileBoth(condition({}), {}, operatorTable([operator('own', fail)]));
    expect(generated.blame(plainSubject({ x: 5 }), NOW)).toEqual(['attributes']);
    const both = compileBoth(condition({ value: { fact: 'kind' } }), {}, operatorTable([operator('own', fail)]));
    expect(both.generated.blame(plainSubject({ x: 5 }), NOW)).toEqual(['attributes', 'kind']);
  });

  it('C2 an operator is not asked about a missing fact', () => {
    let calls = 0;
    const count = (): boolean => {
      calls += 1;
      return true;
    };
    expect(truthOf(condition({}), count, undefined)).toBe(2);
    expect(truthOf(condition({ value: { fact: 'lastActiveAt' } }), count, 1)).toBe(2);
    expect(calls).toBe(0);
    expect(truthOf(condition({}), count, null)).toBe(1);
    expect(calls).toBe(2);
  });

  it('C6 the value reaches the operator as it stands in the policy', () => {
    const seen: unknown[] = [];
    const keep = (fact: unknown, value: unknown): boolean => {
      seen.push([fact, value]);
      return true;
    };
    truthOf(condition({ value: { a: [1, null] } }), keep, [5]);
    expect(seen[0]).toEqual([[5], { a: [1, null] }]);
  });

  it('C6 an operator that is not given is refused', () => {
    expect(issuesOf(condition({})).map(({ code }) => code)).toEqual(['UNKNOWN_OPERATOR']);
  });

  it.each<[string, readonly unknown[]]>([
    ['an empty name', [operator('', () => true)]],
    ['a colon', [operator('a:b', () => true)]],
    ['a built-in name', [operator('equal', () => true)]],
    ['a temporal name', [operator('olderThan', () => true)]],
    ['a long name', [operator('x'.repeat(257), () => true)]],
    ['twice the same', [operator('a', () => true), operator('a', () => false)]],
    ['no evaluate', [{ name: 'a' }]],
    ['no name', [{ evaluate: () => true }]],
  ])('C6 refuses %s', (_, operators) => {
    try {
      operatorTable(operators as readonly OperatorLike[]);
      expect.unreachable();
    } catch (error) {
      expect(isDormouseError(error, 'INVALID_ARGUMENT')).toBe(true);
    }
  });
});
