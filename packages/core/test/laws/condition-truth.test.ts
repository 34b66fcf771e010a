import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Condition, ConditionNode, Leaf } from '../../src/condition/language';
import type { Truth } from '../../src/condition/truth';
import type { Subject } from '../../src/model/subject';
import { type BothLanes, compileBoth, noOperators } from '../condition/support/compile-both';
import { jsonFacts } from '../condition/support/json-facts';
import { naiveTruth } from '../condition/support/naive';
import { createRandom } from '../condition/support/random';
import { randomCondition, randomNames } from '../condition/support/random-condition';
import { control, NOW, plainSubject, randomSubject } from '../condition/support/random-subject';

const seeds = fc.integer();
const vocabulary = { temporal: true, custom: null, wild: 0.15, names: [] };
const asTruth = { false: 0, true: 1, unknown: 2 } as const;

function truthsOf({ generated, closures }: BothLanes, subject: Subject, at = NOW): readonly [Truth, Truth] {
  const horizon = { until: 0 };
  return [generated.test(subject, at, horizon), closures.test(subject, at, horizon)];
}

/** The truth of a condition in both implementations, which must agree. */
function truthOf(condition: Condition, subject: Subject): Truth {
  const [generated, closures] = truthsOf(compileBoth(condition), subject);
  expect(closures).toBe(generated);
  return generated;
}

const leafOf = (more: Partial<Leaf>): Leaf => ({ fact: 'attributes', operator: 'equal', value: 1, ...more });
const single = (more: Partial<Leaf>): Condition => ({ all: [leafOf(more)] });

/** Leaves whose truth is known beforehand, as children of Kleene's connectives. */
const known: Readonly<Record<Truth, Leaf>> = {
  0: leafOf({ path: '$.one', value: 2 }),
  1: leafOf({ path: '$.one', value: 1 }),
  2: leafOf({ path: '$.none', value: 1 }),
};
const one = plainSubject({ one: 1 });
const truths = fc.constantFrom<Truth>(0, 1, 2);
const kleeneAnd = (left: Truth, right: Truth): Truth => (left === 0 || right === 0 ? 0 : left === 2 ? 2 : right);

describe('C2 three values', () => {
  it('C2 random conditions give what a naive evaluation gives, in both implementations', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const random = createRandom(seed);
        const named = randomNames(random, vocabulary);
        const condition = randomCondition(random, { ...vocabulary, names: Object.keys(named) });
        const lanes = compileBoth(condition, named);
        for (let index = 0; index < 5; index += 1) {
          const subject = randomSubject(random);
          const seen = { unknownLeaf: false, objectsCompared: false };
          const world = { facts: jsonFacts(subject, NOW), at: NOW, named, operators: {}, seen };
          const expected = asTruth[String(naiveTruth(condition, world)) as 'true'];
          expect(truthsOf(lanes, subject)).toEqual([expected, expected]);
        }
      }),
      { numRuns: 10_000 },
    );
  });

  it('C2 all, any and not follow Kleene', () => {
    fc.assert(
      fc.property(fc.array(truths, { minLength: 1, maxLength: 5 }), (children) => {
        const nodes = children.map((truth) => known[truth]);
        const all = children.reduce(kleeneAnd, 1);
        const flip = (truth: Truth): Truth => (truth === 2 ? 2 : truth === 1 ? 0 : 1);
        expect(truthOf({ all: nodes }, one)).toBe(all);
        expect(truthOf({ not: { all: nodes } }, one)).toBe(flip(all));
        // De Morgan
        expect(truthOf({ any: nodes.map((not) => ({ not })) }, one)).toBe(flip(all));
        expect(truthOf({ not: { any: nodes.map((not) => ({ not })) } }, one)).toBe(all);
      }),
    );
  });

  it('C2 the order of children carries no meaning', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const random = createRandom(seed);
        const condition = randomCondition(random, vocabulary);
        const subject = randomSubject(random);
        expect(truthOf(reversed(condition) as Condition, subject)).toBe(truthOf(condition, subject));
      }),
      { numRuns: 1_000 },
    );
  });

  it.each<[string, Condition, Truth]>([
    ['a missing fact', single({ path: '$.none' }), 2],
    ['a text for greaterThan', single({ path: '$.text', operator: 'greaterThan' }), 2],
    ['null for greaterThan', single({ path: '$.nul', operator: 'greaterThan' }), 2],
    ['null is a value for equal', single({ path: '$.nul', value: null }), 1],
    ['another type is not equal', single({ path: '$.text', value: 5 }), 0],
    ['another type is notEqual', single({ path: '$.text', operator: 'notEqual', value: 5 }), 1],
    ['a non-list for contains', single({ path: '$.text', operator: 'contains', value: '5' }), 2],
    ['a non-list for doesNotContain', single({ path: '$.text', operator: 'doesNotContain', value: '5' }), 2],
    ['a non-list for someFact', single({ path: '$.text', operator: 'someFact:equal', value: '5' }), 2],
    ['everyFact on an empty list', single({ path: '$.empty', operator: 'everyFact:equal' }), 1],
    ['someFact on an empty list', single({ path: '$.empty', operator: 'someFact:equal' }), 0],
    ['some decides before unknown', single({ path: '$.mixed', operator: 'someFact:greaterThan', value: 4 }), 1],
    ['some without a decision', single({ path: '$.mixed', operator: 'someFact:greaterThan', value: 5 }), 2],
    ['every decides before unknown', single({ path: '$.mixed', operator: 'everyFact:greaterThan', value: 5 }), 0],
    ['every without a decision', single({ path: '$.mixed', operator: 'everyFact:greaterThan', value: 0 }), 2],
    ['not of unknown', single({ path: '$.text', operator: 'not:greaterThan' }), 2],
    ['in with null', single({ path: '$.nul', operator: 'in', value: [null] }), 1],
    ['in is never a substring', single({ path: '$.text', operator: 'in', value: ['5x'] }), 0],
    ['a path into a text', single({ path: '$.text.length' }), 2],
    ['the length of a list', single({ path: '$.one.length', value: 1 }), 1],
    ['an inherited property', single({ path: '$.toString', operator: 'notEqual' }), 2],
    ['an inherited property of a list', single({ path: '$.one.map', operator: 'notEqual' }), 2],
    ['an index into an object', single({ path: '$.object[0]', value: 7 }), 1],
    ['a list is never equal', single({ path: '$.one', value: [1] }), 0],
    ['a list is not an element', single({ path: '$.one', operator: 'in', value: [[1]] }), 0],
    ['a text that is no instant', single({ path: '$.text', operator: 'before', value: '2026-01-01T00:00:00Z' }), 2],
    ['a number that is no instant', single({ path: '$.number', operator: 'olderThan', value: 'P1D' }), 2],
    ['a reference to a missing fact', single({ fact: 'kind', value: { fact: 'attributes', path: '$.none' } }), 2],
    ['two equal facts', single({ path: '$.text', value: { fact: 'attributes', path: '$.text' } }), 1],
    ['a list with itself', single({ path: '$.one', value: { fact: 'attributes', path: '$.one' } }), 0],
    [
      'a list differs from itself',
      single({ path: '$.one', operator: 'notEqual', value: { fact: 'attributes', path: '$.one' } }),
      1,
    ],
    ['in a fact that is no list', single({ operator: 'in', fact: 'kind', value: { fact: 'kind' } }), 2],
    ['in a fact', single({ operator: 'in', path: '$.number', value: { fact: 'attributes', path: '$.one' } }), 0],
    ['greaterThan a text', single({ operator: 'lessThan', path: '$.number', value: { fact: 'kind' } }), 2],
  ])('C2 %s', (_, condition, expected) => {
    const attributes = { text: '5', nul: null, empty: [], mixed: [1, null, 5], one: [1], number: 5, object: { 0: 7 } };
    expect(truthOf(condition, plainSubject(attributes))).toBe(expected);
  });
});

function reversed(node: ConditionNode): ConditionNode {
  if ('all' in node) return { all: node.all.map(reversed).reverse() };
  if ('any' in node) return { any: node.any.map(reversed).reverse() };
  return 'not' in node ? { not: reversed(node.not) } : node;
}

function blameOf(condition: Condition, subject: Subject): readonly string[] {
  const { generated, closures } = compileBoth(condition, {}, noOperators);
  expect(closures.blame(subject, NOW)).toEqual(generated.blame(subject, NOW));
  return generated.blame(subject, NOW);
}

describe('C2 the facts to blame', () => {
  const unknownKind: Leaf = { fact: 'kind', operator: 'greaterThan', value: 1 };
  const never: Leaf = { fact: 'lastActiveAt', operator: 'olderThan', value: 'P1D' };

  it.each<[string, Condition, readonly string[]]>([
    ['nothing when the answer is known', { any: [unknownKind, known[1]] }, []],
    [
      'all unknown children, sorted, each once',
      { all: [never, unknownKind, unknownKind, known[1]] },
      ['kind', 'lastActiveAt'],
    ],
    ['no child that is known', { all: [{ any: [unknownKind, known[1]] }, never] }, ['lastActiveAt']],
    ['the missing right side', single({ fact: 'kind', value: { fact: 'lastActiveAt' } }), ['lastActiveAt']],
    [
      'both sides',
      single({ fact: 'lastActiveAt', value: { fact: 'attributes', path: '$.x' } }),
      ['attributes', 'lastActiveAt'],
    ],
    [
      'the side that cannot be judged',
      single({ path: '$.one', operator: 'lessThan', value: { fact: 'kind' } }),
      ['kind'],
    ],
    ['the same after swap', single({ path: '$.one', operator: 'swap:lessThan', value: { fact: 'kind' } }), ['kind']],
    [
      'an element',
      single({ fact: 'labels', operator: 'someFact:lessThan', value: { fact: 'attributes', path: '$.one' } }),
      ['labels'],
    ],
    [
      'a right side that is no list',
      single({ fact: 'kind', operator: 'not:in', value: { fact: 'accountId' } }),
      ['accountId'],
    ],
    ['through not', { not: { all: [unknownKind] } }, ['kind']],
  ])('C2 %s', (_, condition, expected) => {
    const subject = plainSubject({ one: 1 });
    expect(blameOf(condition, { ...subject, identity: { ...subject.identity, labels: ['a'] } })).toEqual(expected);
  });

  it('C2 something is to blame exactly when the answer is unknown', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const random = createRandom(seed);
        const condition = randomCondition(random, vocabulary);
        const subject = randomSubject(random, 0.3, 0.3);
        const blamed = blameOf(condition, subject);
        expect(blamed.length > 0).toBe(truthOf(condition, subject) === 2);
        expect([...new Set(blamed)].sort()).toEqual(blamed);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('C8 built-in facts', () => {
  const subject = plainSubject(
    {},
    {
      controls: [
        control({ type: 'Z' }),
        control({ type: 'A' }),
        control({ type: 'A', setBy: 'OPERATOR' }),
        control({ type: 'P', setBy: 'POLICY' }),
        control({ type: 'OLD', deletedAt: NOW }),
        control({ type: 'SOON', createdAt: NOW + 1 }),
      ],
    },
  );

  it.each<[string, Condition, Truth]>([
    [
      'controls are sorted and each once',
      { all: [{ fact: 'controls', path: '$[1]', operator: 'equal', value: 'Z' }] },
      1,
    ],
    ['and only the active ones', { all: [{ fact: 'controls', path: '$.length', operator: 'equal', value: 2 }] }, 1],
    ['no control of a policy is shown', { all: [{ fact: 'controls', operator: 'contains', value: 'P' }] }, 0],
    ['parentId is null without a parent', { all: [{ fact: 'parentId', operator: 'equal', value: null }] }, 1],
    ['lastActiveAt is missing when never', { all: [{ fact: 'lastActiveAt', operator: 'present', value: true }] }, 0],
    ['neverActive', { all: [{ fact: 'neverActive', operator: 'equal', value: true }] }, 1],
    ['createdAt is text', { all: [{ fact: 'createdAt', operator: 'equal', value: '2025-09-23T00:00:00.000Z' }] }, 1],
  ])('C8 %s', (_, condition, expected) => {
    expect(truthOf(condition, subject)).toBe(expected);
  });

  it('C8 tells which conditions read activity', () => {
    const reads = (fact: string): boolean =>
      compileBoth({ all: [{ fact, operator: 'present', value: true }] }).generated.readsActivity;
    expect(['lastActiveAt', 'neverActive', 'activity'].map(reads)).toEqual([true, true, true]);
    expect(['kind', 'createdAt', 'attributes', 'controls'].map(reads)).toEqual([false, false, false, false]);
  });
});
