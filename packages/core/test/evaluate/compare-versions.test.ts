import { describe, expect, it } from 'vitest';
import {
  type CompareOptions,
  compareVersions,
  compilePolicies,
  evaluate,
  isDormouseError,
  parseSubject,
} from '../../src/index';

const dormant = { type: 'DORMANT', reasonCode: 'INACTIVITY' };
const warn = { id: 'warn', after: 'P30D', notify: 'mail' };
const disable = { id: 'dormant', after: 'P45D', control: dormant };
const close = { id: 'close', after: 'P1Y', control: { type: 'CLOSED', reasonCode: 'INACTIVITY' } };
const kind = (...kinds: string[]) => ({ all: [{ fact: 'kind', operator: 'in', value: kinds }] });
const rule = (more: object = {}) => ({ id: 'r', stages: [warn, disable, close], ...more });
const policy = (more: object = {}) => ({ id: 'p', inactivity: [rule()], ...more });

const compare = (before: object, after: object, options?: CompareOptions) => compareVersions(before, after, options);
const verdict = (before: object, after: object, options?: CompareOptions) => compare(before, after, options).verdict;

describe('a version that restricts nobody anew', () => {
  it.each([
    ['the same', {}, {}],
    ['fewer identities', {}, { appliesTo: kind('user') }],
    ['fewer of two kinds', { appliesTo: kind('user', 'person') }, { appliesTo: kind('person') }],
    ['later', {}, { inactivity: [rule({ stages: [warn, { ...disable, after: 'P60D' }, close] })] }],
    ['fewer stages', {}, { inactivity: [rule({ stages: [warn, disable] })] }],
    [
      'one more notice',
      { inactivity: [rule({ stages: [disable] })] },
      { inactivity: [rule({ stages: [warn, disable] })] },
    ],
    ['one more exemption', {}, { exempt: [{ id: 'x', when: kind('user') }] }],
    ['a wider exemption', { exempt: [{ id: 'x', when: kind('a') }] }, { exempt: [{ id: 'x', when: kind('a', 'b') }] }],
    ['no rules', {}, { inactivity: [] }],
    ['a rule that governs nobody', {}, { inactivity: [rule(), rule({ id: 'never' })] }],
  ])('proved: %s', (_, before, after) => {
    expect(compare(policy(before), policy(after))).toMatchObject({ verdict: 'proved-none' });
  });
});

describe('a version that restricts somebody anew', () => {
  it.each([
    ['more identities', { appliesTo: kind('user') }, {}, 'control DORMANT'],
    ['sooner', {}, { inactivity: [rule({ stages: [warn, { ...disable, after: 'P40D' }] })] }, 'control DORMANT'],
    [
      'a later notice leaves those found late less time',
      {},
      { inactivity: [rule({ stages: [{ ...warn, after: 'P40D' }, disable] })] },
      'control DORMANT',
    ],
    ['no notice', {}, { inactivity: [rule({ stages: [disable] })] }, 'control DORMANT'],
    ['an exemption less', { exempt: [{ id: 'x', when: kind('vault') }] }, {}, 'control DORMANT'],
    ['other activity counts', {}, { inactivity: [rule({ counts: { types: ['login'] } })] }, 'control DORMANT'],
    ['those who were never active', { inactivity: [rule({ neverActive: 'ignore' })] }, {}, 'control DORMANT'],
    ['a requirement', {}, { requirements: [{ id: 's', require: [{ type: 'KYC' }] }] }, 'requirement KYC'],
    [
      'one value of an attribute',
      {
        inactivity: [
          rule({ when: { all: [{ fact: 'attributes', path: '$.a.b[0]', operator: 'lessThan', value: 7 }] } }),
        ],
      },
      {
        inactivity: [
          rule({ when: { all: [{ fact: 'attributes', path: '$.a.b[0]', operator: 'lessThanInclusive', value: 7 }] } }),
        ],
      },
      'control DORMANT',
    ],
  ])('found: %s', (_, before, after, what) => {
    const result = compare(policy(before), policy(after), { tries: 0 });
    expect(result).toMatchObject({ verdict: 'restricts' });
    const example = result.verdict === 'restricts' ? result.examples.find((one) => one.what === what) : undefined;
    expect(example).toBeDefined();
  });

  it('shows an identity, and dates that an evaluation confirms', () => {
    const [before, after] = [policy({ appliesTo: kind('user') }), policy()];
    const result = compare(before, after);
    if (result.verdict !== 'restricts') throw new Error(result.verdict);
    const [example] = result.examples;
    expect(example).toMatchObject({ what: 'control DORMANT', before: null });
    const stages = { inactivity: [rule({ stages: [disable] })] };
    const dueIn = (more: object) =>
      evaluate(
        compilePolicies({ policies: [policy({ ...more, ...stages })] }),
        parseSubject(example?.subject),
        example?.at ?? '',
      ).due;
    expect(dueIn({})).toMatchObject([{ action: 'control', controlType: 'DORMANT' }]);
    expect(dueIn({ appliesTo: kind('user') })).toEqual([]);
  });

  it('the same seed gives the same answer', () => {
    const [before, after] = [policy({ appliesTo: kind('user') }), policy()];
    expect(compare(before, after, { seed: 7 })).toEqual(compare(before, after, { seed: 7 }));
  });
});

describe('what is neither proved nor shown', () => {
  it('says where the proof fails', () => {
    const opaque = (value: string) => ({
      all: [
        { fact: 'labels', operator: 'everyFact:equal', value },
        { fact: 'labels', path: '$[30]', operator: 'equal', value },
      ],
    });
    const before = policy({ inactivity: [rule({ when: opaque('a') })] });
    const after = policy({ inactivity: [rule({ when: opaque('b') })] });
    expect(compare(before, after)).toMatchObject({ verdict: 'none-found', unproved: ['/inactivity/0'] });
    expect(verdict(policy({ timeZone: 'Europe/Berlin', inactivity: [] }), policy({ inactivity: [] }))).toBe(
      'none-found',
    );
  });

  it('a return that lifts no more is not proved to do nothing new', () => {
    const before = policy({ inactivity: [rule({ onReturn: 'lift' })] });
    expect(compare(before, policy())).toMatchObject({ verdict: 'none-found', unproved: ['/inactivity/0'] });
  });
});

describe('bad input', () => {
  it('names the faulty version', () => {
    for (const [place, pair] of [
      [0, [{ id: 5 }, policy()]],
      [1, [policy(), { id: 5 }]],
    ] as const) {
      try {
        compareVersions(...(pair as [unknown, unknown]));
        expect.unreachable();
      } catch (error) {
        expect(isDormouseError(error, 'INVALID_POLICY') && error.data.issues?.[0]?.pointer).toBe(
          `/policies/${place}/id`,
        );
      }
    }
  });

  it.each([{ seed: 0.5 }, { tries: -1 }, { tries: 1e9 }, { from: 'today' }])('refuses %j', (options) => {
    expect(() => compare(policy(), policy(), options)).toThrow(/seed|ISO-8601/);
  });

  it('§13 large policies end the search, and not the process', () => {
    const rules = Array.from({ length: 400 }, (_, index) =>
      rule({ id: `r${index}`, when: kind(`k${index}`, `l${index}`) }),
    );
    const more = rules.map((one) => ({ ...one, stages: [disable] }));
    const result = compare(policy({ inactivity: rules }), policy({ inactivity: more }), { tries: 10_000 });
    expect(result.verdict).toBe('restricts');
    expect(result.tried).toBeLessThan(10_000);
  });

  it('a kind that no identity can have is no example', () => {
    const odd = kind('\u0000', 'x'.repeat(300));
    expect(verdict(policy({ appliesTo: odd }), policy({ appliesTo: odd }))).toBe('proved-none');
  });
});
