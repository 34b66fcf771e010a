import fc from 'fast-check';
import type { ConditionNode, Json } from './case-types';
import { formatInstant } from './time';

export const day: number = 86_400_000;
export const kinds: readonly string[] = ['user', 'service_id', 'api_key', 'person'];
export const labels: readonly string[] = ['vip', 'user', 'trial', 'legacy'];
export const activityTypes: readonly string[] = ['login', 'token', 'api_call'];
export const requirementTypes: readonly string[] = [
  'ID_VERIFICATION',
  'PROOF_OF_ADDRESS',
  'BANK_STATEMENT',
  'KYC_REFRESH',
];
const controlTypeNames: readonly string[] = ['DORMANT', 'CLOSED', 'SELL_ONLY', 'FROZEN', 'WATCHED', 'SEALED'];
export const leafDurations: readonly string[] = ['PT12H', 'P14D', 'P30D', 'P1M', 'P90D', 'P6M', 'P1Y'];

const states = ['MET', 'PENDING', 'FAILED', 'WAIVED', 'ERROR', 'RENEWAL_DUE', 'OVERDUE'];

/** An instant of the wide neighbourhood of `at`, as text. */
function instantText(at: number): fc.Arbitrary<string> {
  const days = fc.integer({ min: -700, max: 60 }).map((n) => at + n * day);
  const edge = fc.constantFrom(-1, 0, 1).map((ms) => at + ms);
  return fc.oneof({ weight: 4, arbitrary: days }, { weight: 1, arbitrary: edge }).map(formatInstant);
}

interface Leaf {
  readonly fact: string;
  readonly path?: string;
}

/** One leaf of a fact: an operator out of a list with one of its values. */
function leaf(of: Leaf, operators: readonly string[], value: fc.Arbitrary<Json>): fc.Arbitrary<ConditionNode> {
  return fc.record({ operator: fc.constantFrom(...operators), value }).map((rest) => ({ ...of, ...rest }));
}

const attribute = (name: string): Leaf => ({ fact: 'attributes', path: `$.${name}` });
const oneOf = (values: readonly Json[]): fc.Arbitrary<Json> => fc.constantFrom(...values);
const someOf = (values: readonly string[]): fc.Arbitrary<Json> => fc.subarray([...values], { minLength: 1 });
const duration = (): fc.Arbitrary<Json> => fc.constantFrom(...leafDurations);
const flag = (): fc.Arbitrary<Json> => fc.boolean();
const numeric = [
  'lessThan',
  'lessThanInclusive',
  'greaterThan',
  'greaterThanInclusive',
  'not:greaterThan',
  'swap:lessThan',
];
const ages = ['olderThan', 'youngerThan', 'not:olderThan', 'not:youngerThan'];
const order = ['before', 'after', 'not:before'];

function attributeLeaves(at: number): readonly fc.Arbitrary<ConditionNode>[] {
  return [
    leaf(attribute('contract'), ['equal', 'notEqual', 'not:equal'], oneOf(['external', 'internal'])),
    leaf(attribute('contract'), ['in', 'notIn', 'not:in'], someOf(['external', 'internal', 'student'])),
    leaf(attribute('contract'), ['present', 'not:present'], flag()),
    leaf(attribute('risk'), numeric, fc.integer({ min: 0, max: 10 })),
    leaf(attribute('risk'), ['greaterThan', 'lessThan'], fc.constant({ fact: 'attributes', path: '$.limits.max' })),
    leaf(attribute('risk'), ['equal', 'notEqual'], fc.constant({ fact: 'attributes', path: '$.limits.max' })),
    leaf(attribute('limits.list[1]'), ['equal', 'lessThan'], fc.integer({ min: 0, max: 4 })),
    leaf(attribute('joined'), ages, duration()),
    leaf(attribute('joined'), order, instantText(at)),
    leaf(attribute('vip'), ['equal', 'notEqual'], flag()),
    leaf(attribute('tags'), ['contains', 'doesNotContain', 'someFact:equal', 'everyFact:notEqual'], oneOf(['a', 'b'])),
    leaf(attribute('tags'), ['someFact:in', 'everyFact:in', 'not:someFact:in'], someOf(['a', 'b', 'c'])),
    leaf(attribute('scores'), ['someFact:greaterThan', 'everyFact:lessThan'], fc.integer({ min: 0, max: 10 })),
    leaf(attribute('reviews'), ['someFact:olderThan', 'everyFact:youngerThan'], duration()),
  ];
}

function identityLeaves(at: number): readonly fc.Arbitrary<ConditionNode>[] {
  return [
    leaf({ fact: 'kind' }, ['equal', 'notEqual'], oneOf(kinds)),
    leaf({ fact: 'kind' }, ['in', 'notIn', 'swap:contains', 'someValue:equal', 'everyValue:notEqual'], someOf(kinds)),
    leaf({ fact: 'kind' }, ['in', 'notIn'], fc.constant({ fact: 'labels' })),
    leaf({ fact: 'accountId' }, ['equal'], oneOf(['acme', 'other'])),
    leaf({ fact: 'parentId' }, ['equal', 'notEqual'], oneOf([null, 'p-1'])),
    leaf({ fact: 'parentId' }, ['present'], flag()),
    leaf({ fact: 'createdAt' }, ages, duration()),
    leaf({ fact: 'createdAt' }, order, instantText(at)),
    leaf({ fact: 'labels' }, ['contains', 'doesNotContain', 'swap:in'], oneOf(labels)),
    leaf({ fact: 'labels', path: '$[0]' }, ['equal', 'notEqual'], oneOf(labels)),
    leaf({ fact: 'labels' }, ['contains'], fc.constant({ fact: 'kind' })),
  ];
}

function movingLeaves(at: number): readonly fc.Arbitrary<ConditionNode>[] {
  const requirement = fc.constantFrom(...requirementTypes);
  const ofRequirement = (operators: readonly string[], value: fc.Arbitrary<Json>): fc.Arbitrary<ConditionNode> =>
    requirement.chain((type) => leaf({ fact: 'requirements', path: `$.${type}` }, operators, value));
  const ofActivity = (
    name: string,
    operators: readonly string[],
    value: fc.Arbitrary<Json>,
  ): fc.Arbitrary<ConditionNode> =>
    fc
      .constantFrom(...activityTypes)
      .chain((type) => leaf({ fact: 'activity', path: `$.${type}.${name}` }, operators, value));
  return [
    leaf({ fact: 'lastActiveAt' }, ages, duration()),
    leaf({ fact: 'lastActiveAt' }, order, instantText(at)),
    leaf({ fact: 'lastActiveAt' }, ['present'], flag()),
    leaf({ fact: 'lastActiveAt' }, ['equal', 'notEqual'], fc.constant({ fact: 'createdAt' })),
    leaf({ fact: 'neverActive' }, ['equal', 'notEqual'], flag()),
    leaf({ fact: 'controls' }, ['contains', 'doesNotContain', 'someFact:equal'], oneOf(controlTypeNames)),
    ofRequirement(['equal', 'notEqual'], oneOf(states)),
    ofRequirement(['in', 'notIn'], someOf(states)),
    ofRequirement(['present', 'not:present'], flag()),
    ofActivity('lastAt', ages, duration()),
    ofActivity('count', ['greaterThan', 'lessThan'], fc.integer({ min: 0, max: 20 })),
    ofActivity('count', ['greaterThan'], fc.constant({ fact: 'activity', path: '$.token.count' })),
  ];
}

function tree(
  leaves: fc.Arbitrary<ConditionNode>,
  names: readonly string[],
  depth: number,
): fc.Arbitrary<ConditionNode> {
  const below =
    depth <= 1
      ? leaves
      : fc.oneof({ weight: 3, arbitrary: leaves }, { weight: 1, arbitrary: tree(leaves, names, depth - 1) });
  const children = fc.array(below, { minLength: 1, maxLength: 3 });
  const plain = [
    { weight: 3, arbitrary: children.map((all) => ({ all })) },
    { weight: 2, arbitrary: children.map((any) => ({ any })) },
    { weight: 1, arbitrary: below.map((not) => ({ not })) },
  ];
  if (names.length === 0) return fc.oneof(...plain);
  return fc.oneof(...plain, { weight: 1, arbitrary: fc.constantFrom(...names).map((condition) => ({ condition })) });
}

/** A condition about any of the built-in facts, with the named conditions that may be used. */
export function conditionArbitrary(at: number, names: readonly string[]): fc.Arbitrary<ConditionNode> {
  const leaves = fc.oneof(
    { weight: 4, arbitrary: fc.oneof(...attributeLeaves(at)) },
    { weight: 4, arbitrary: fc.oneof(...identityLeaves(at)) },
    { weight: 4, arbitrary: fc.oneof(...movingLeaves(at)) },
  );
  return tree(leaves, names, 2);
}

/** The attributes of a subject: any may be missing, null, or of a type that its operators cannot judge. */
export function attributesArbitrary(at: number): fc.Arbitrary<{ readonly [key: string]: Json }> {
  const usually = (good: fc.Arbitrary<Json>, ...bad: readonly Json[]): fc.Arbitrary<Json | undefined> =>
    fc.oneof(
      { weight: 12, arbitrary: good },
      { weight: 1, arbitrary: fc.constantFrom<Json>(null, ...bad) },
      { weight: 2, arbitrary: fc.constant(undefined) },
    );
  const all = fc.record({
    contract: usually(oneOf(['external', 'internal']), 7),
    risk: usually(fc.integer({ min: 0, max: 10 }), 'high'),
    limits: usually(
      fc.record({ max: fc.integer({ min: 0, max: 10 }), list: fc.array(fc.nat(4), { maxLength: 2 }) }),
      5,
    ),
    joined: usually(instantText(at), 'soon', '2026-02-30T00:00:00Z', 12),
    vip: usually(flag(), 'yes'),
    tags: usually(fc.subarray(['a', 'b', 'c']), 'a'),
    scores: usually(fc.array(fc.oneof(fc.integer({ min: 0, max: 10 }), fc.constant('n/a')), { maxLength: 3 })),
    reviews: usually(fc.array(instantText(at), { maxLength: 3 }), []),
  });
  return all.map((record) => {
    const present = Object.entries(record).filter(([, value]) => value !== undefined);
    return Object.fromEntries(present) as { readonly [key: string]: Json };
  });
}
