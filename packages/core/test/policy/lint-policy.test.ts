import { describe, expect, it } from 'vitest';
import { isDormouseError, type LintOptions, lintPolicy } from '../../src/index';
import { LIMIT, milliseconds, range } from '../laws/support/hostile';

const dormant = { type: 'DORMANT', reasonCode: 'INACTIVITY' };
const closed = { type: 'CLOSED', reasonCode: 'INACTIVITY' };
const warn = { id: 'warn', after: 'P60D', notify: 'mail' };
const disable = { id: 'dormant', after: 'P90D', control: dormant };
const close = { id: 'close', after: 'P1Y', control: closed };
const everyone = { id: 'everyone', stages: [warn, disable] };

const kind = (...kinds: string[]) => ({ all: [{ fact: 'kind', operator: 'in', value: kinds }] });
const attribute = (path: string, operator: string, value: unknown) => ({
  all: [{ fact: 'attributes', path, operator, value }],
});
const reviewed = { reason: 'r', owner: 'o', reviewBy: '2026-06-01T00:00:00Z' };

/** `CODE /pointer`, in the order given. */
function advice(policy: object, options?: LintOptions): readonly string[] {
  return lintPolicy({ id: 'p', ...policy }, options).map(({ code, pointer }) => `${code} ${pointer}`);
}

const limits = [
  { regulation: 'pci-dss-4.0.1', clause: 'PCI DSS 4.0.1, 8.2.6', maxInactivity: 'P90D' },
  { regulation: 'escheat', clause: 'Escheat Act', minInactivity: 'P7Y', minNotice: 'P60D' },
  { regulation: 'two-dates', clause: 'Two Dates Act', about: 'dormant', minInactivity: 'P90D' },
  { regulation: 'two-dates', clause: 'Two Dates Act', about: 'close', minInactivity: 'P2Y', maxInactivity: 'P3Y' },
  { regulation: 'unused', clause: 'Unused Act', maxInactivity: 'P90D' },
  { regulation: 'unused', clause: 'Unused Act', maxNeverUsed: 'P30D' },
  { regulation: 'over', clause: 'Over Act', overInactivity: 'P2Y' },
  { regulation: 'kyc', clause: 'KYC Act', about: 'KYC', maxCycle: 'P2Y' },
];

describe('conditions', () => {
  const rule = (when: object) => ({ inactivity: [{ ...everyone, when }] });

  it.each([
    ['two texts', { all: [...kind('user').all, ...kind('service_id').all] }],
    [
      'numbers that leave no gap',
      { all: [...attribute('$.n', 'lessThan', 5).all, ...attribute('$.n', 'greaterThanInclusive', 5).all] },
    ],
    [
      'a type that cannot be both',
      { all: [...attribute('$.n', 'lessThan', 5).all, ...attribute('$.n', 'equal', 'five').all] },
    ],
    ['there and not there', { all: [...attribute('$.n', 'present', false).all, ...attribute('$.n', 'equal', 1).all] }],
    [
      'in a list and not in it',
      { all: [...attribute('$.l', 'contains', 'a').all, ...attribute('$.l', 'doesNotContain', 'a').all] },
    ],
    [
      'ages',
      {
        all: [
          { fact: 'createdAt', operator: 'olderThan', value: 'P90D' },
          { fact: 'createdAt', operator: 'youngerThan', value: 'P1M' },
        ],
      },
    ],
    [
      'instants',
      {
        all: [
          ...attribute('$.at', 'before', '2026-01-01T00:00:00Z').all,
          ...attribute('$.at', 'after', '2026-02-01T00:00:00Z').all,
        ],
      },
    ],
    [
      'a custom comparison and its opposite',
      {
        all: [
          { not: { fact: 'labels', operator: 'someFact:equal', value: 'a' } },
          { fact: 'labels', operator: 'someFact:equal', value: 'a' },
        ],
      },
    ],
    ['every way of an any', { all: [...kind('user').all, { any: [...kind('a').all, ...kind('b').all] }] }],
  ])('P3 never true: %s', (_, when) => {
    expect(advice(rule(when))).toEqual(['NEVER_TRUE /inactivity/0/when']);
  });

  it.each([
    ['a number between', { all: [...attribute('$.n', 'lessThan', 5).all, ...attribute('$.n', 'greaterThan', 4).all] }],
    [
      'a large number between',
      {
        all: [
          ...attribute('$.n', 'greaterThan', 9007199254740992).all,
          ...attribute('$.n', 'lessThan', 9007199254740996).all,
        ],
      },
    ],
    [
      'another spelling of the instant',
      {
        all: [
          ...attribute('$.at', 'notEqual', '2026-01-01T00:00:00Z').all,
          ...attribute('$.at', 'not:after', '2026-01-01T00:00:00Z').all,
          ...attribute('$.at', 'not:before', '2026-01-01T00:00:00Z').all,
        ],
      },
    ],
    [
      'months that may be shorter than days',
      {
        all: [
          { fact: 'createdAt', operator: 'olderThan', value: 'P30D' },
          { fact: 'createdAt', operator: 'youngerThan', value: 'P1M' },
        ],
      },
    ],
    ['two elements', { all: [...attribute('$.l', 'contains', 'a').all, ...attribute('$.l', 'contains', 'b').all] }],
    [
      'unknown is not false',
      {
        any: [
          ...kind('user').all,
          ...attribute('$.n', 'lessThan', 5).all,
          ...attribute('$.n', 'greaterThanInclusive', 5).all,
        ],
      },
    ],
  ])('P3 nothing to say: %s', (_, when) => {
    expect(advice(rule(when))).toEqual([]);
  });

  it('P3 always true, and the exemption that exempts everybody', () => {
    const when = {
      any: [
        { fact: 'parentId', operator: 'present', value: true },
        { fact: 'parentId', operator: 'equal', value: null },
      ],
    };
    expect(advice({ ...rule(when), exempt: [{ id: 'x', when, ...reviewed }] })).toEqual([
      'ALWAYS_TRUE /inactivity/0/when',
      'ALWAYS_TRUE /exempt/0/when',
    ]);
  });

  it('P3 never true of those to whom the policy applies', () => {
    const policy = { appliesTo: kind('user'), inactivity: [{ ...everyone, when: kind('service_id') }] };
    expect(lintPolicy({ id: 'p', ...policy })).toMatchObject([
      {
        code: 'NEVER_TRUE',
        severity: 'warning',
        message: 'this condition is true of nobody to whom the policy applies',
      },
    ]);
  });

  it('P3 a policy that applies to nobody is told once', () => {
    const appliesTo = { all: [...kind('a').all, ...kind('b').all] };
    expect(advice({ appliesTo, inactivity: [{ ...everyone, when: kind('c') }] })).toEqual(['NEVER_TRUE /appliesTo']);
  });

  it('P3 names that nobody uses, through other names too', () => {
    const conditions = { used: { condition: 'inner' }, inner: kind('user'), unused: kind('user') };
    const policy = { conditions, appliesTo: { condition: 'used' }, inactivity: [everyone] };
    expect(advice(policy)).toEqual(['UNUSED_CONDITION /conditions/unused']);
  });
});

describe('rules', () => {
  const shadow = (...whens: (object | null)[]) =>
    lintPolicy({ id: 'p', inactivity: whens.map((when, index) => ({ ...everyone, id: `r${index}`, when })) }).map(
      ({ code, pointer, message }) => `${code} ${pointer} ${message}`,
    );

  it('P3 a rule after one for everybody', () => {
    expect(shadow(null, kind('user'))).toEqual([
      'SHADOWED_RULE /inactivity/1 this rule never governs: whom it selects, "r0" governs',
    ]);
  });

  it('P3 a rule that an earlier one implies, and one that several cover together', () => {
    expect(shadow(kind('x'), kind('user', 'person'), kind('user'))).toEqual([
      'SHADOWED_RULE /inactivity/2 this rule never governs: whom it selects, "r1" governs',
    ]);
    expect(shadow(kind('user'), kind('person'), kind('user', 'person'))).toEqual([
      'SHADOWED_RULE /inactivity/2 this rule never governs: whom it selects, one of the rules before it governs',
    ]);
  });

  it('P3 a wider rule after a narrower one is none', () => {
    expect(shadow(kind('user'), kind('user', 'person'), null)).toEqual([]);
  });
});

describe('stages', () => {
  const stages = (...list: object[]) => advice({ inactivity: [{ id: 'r', stages: list }] });

  it('K5 the same control twice adds nothing', () => {
    expect(stages(disable, { ...disable, id: 'again', after: 'P120D' })).toEqual([
      'UNREACHABLE_STAGE /inactivity/0/stages/1',
    ]);
  });

  it('P4 one without notice can overtake one that waits for its notice', () => {
    expect(stages(warn, disable, { ...disable, id: 'law', after: 'P120D', notice: 'none' })).toEqual([]);
  });

  it('P3 close before dormant, in the list for identities that were never active too', () => {
    const late = { ...disable, after: 'P2Y' };
    expect(stages(close, late)).toEqual(['CLOSE_BEFORE_DORMANT /inactivity/0/stages/1']);
    const neverActive = { stages: [close, late].map((stage) => ({ ...stage, id: `never-${stage.id}` })) };
    expect(advice({ inactivity: [{ ...everyone, neverActive }] })).toEqual([
      'CLOSE_BEFORE_DORMANT /inactivity/0/neverActive/stages/1',
    ]);
  });

  it('A4 stages that nobody reaches, since no activity counts', () => {
    const rule = { ...everyone, counts: { types: [] }, neverActive: 'ignore' };
    expect(advice({ inactivity: [rule] })).toEqual([
      'NOTHING_COUNTS /inactivity/0/counts/types',
      'UNREACHABLE_STAGE /inactivity/0/stages',
    ]);
  });
});

describe('exemptions', () => {
  const exempt = (more: object) => ({
    inactivity: [everyone],
    exempt: [{ id: 'x', when: kind('user'), reason: 'r', owner: 'o', ...more }],
  });

  it('X1 one that nothing ends', () => {
    expect(advice(exempt({}))).toEqual(['EXEMPTION_INCOMPLETE /exempt/0/reviewBy', 'EXEMPTION_INDEFINITE /exempt/0']);
    const young = { all: [{ fact: 'createdAt', operator: 'not:someFact:youngerThan', value: 'P30D' }] };
    expect(advice(exempt({ when: young }))).not.toContain('EXEMPTION_INDEFINITE /exempt/0');
    const named = { ...exempt({ when: { condition: 'a' } }), conditions: { a: { condition: 'b' }, b: young } };
    expect(advice(named)).not.toContain('EXEMPTION_INDEFINITE /exempt/0');
  });

  it('X1 a review that is overdue, when an instant is given', () => {
    const policy = exempt({ reviewBy: '2026-06-01T00:00:00Z' });
    expect(advice(policy)).toEqual([]);
    expect(advice(policy, { at: '2026-05-31T23:59:59Z' })).toEqual([]);
    expect(advice(policy, { at: '2026-06-01T00:00:00Z' })).toEqual(['REVIEW_OVERDUE /exempt/0/reviewBy']);
  });
});

describe('limits', () => {
  const named = (regulations: unknown, ...rules: object[]) => ({ inactivity: rules, meta: { regulations } });
  const pci = (rule: object) => advice(named(['pci-dss-4.0.1'], rule), { limits });

  it('P3 a threshold beyond a named regulation', () => {
    expect(pci(everyone)).toEqual([]);
    expect(pci({ ...everyone, stages: [{ ...disable, after: 'P91D' }] })).toEqual([
      'LIMIT_EXCEEDED /inactivity/0/stages/0/after',
    ]);
    expect(pci({ ...everyone, stages: [{ ...disable, after: 'P3M' }] })).toEqual([
      'LIMIT_EXCEEDED /inactivity/0/stages/0/after',
    ]);
    expect(pci({ ...everyone, stages: [warn] })).toEqual(['LIMIT_EXCEEDED /inactivity/0/stages']);
    expect(pci({ ...everyone, neverActive: 'ignore' })).toEqual(['LIMIT_EXCEEDED /inactivity/0/neverActive']);
  });

  it('P3 the message names the source', () => {
    const policy = { id: 'p', ...named(['pci-dss-4.0.1'], { ...everyone, stages: [close] }) };
    expect(lintPolicy(policy, { limits })[0]?.message).toBe(
      'PCI DSS 4.0.1, 8.2.6 restricts within P90D, and P1Y can be later',
    );
  });

  it('P3 a threshold before a named regulation, and a notice longer than the gap', () => {
    const at = (after: string, told: string) => ({
      id: 'r',
      stages: [
        { ...warn, after: told },
        { ...close, after },
      ],
    });
    const law = (rule: object) => advice(named(['escheat'], rule), { limits });
    expect(law(at('P7Y', 'P6Y9M'))).toEqual([]);
    expect(law(at('P6Y11M', 'P6Y'))).toEqual(['LIMIT_UNDERCUT /inactivity/0/stages/1/after']);
    expect(law(at('P7Y', 'P6Y11M'))).toEqual(['NOTICE_LONGER_THAN_GAP /inactivity/0/stages/1']);
    expect(law({ id: 'r', stages: [{ ...close, after: 'P7Y' }] })).toEqual([
      'NOTICE_LONGER_THAN_GAP /inactivity/0/stages/0',
    ]);
  });

  it('P3 limits about stages by their ids', () => {
    const law = (...stages: object[]) => advice(named(['two-dates'], { id: 'r', stages }), { limits });
    expect(law(disable, { ...close, after: 'P2Y' })).toEqual([]);
    expect(law({ ...disable, after: 'P89D' }, { ...close, after: 'P4Y' })).toEqual([
      'LIMIT_UNDERCUT /inactivity/0/stages/0/after',
      'LIMIT_EXCEEDED /inactivity/0/stages/1/after',
    ]);
    expect(law({ ...disable, id: 'off', after: 'P10D' })).toEqual([]);
  });

  it('P3 more than a date is later than it', () => {
    const law = (after: string) => advice(named(['over'], { id: 'r', stages: [{ ...close, after }] }), { limits });
    expect(law('P2Y')).toEqual(['LIMIT_UNDERCUT /inactivity/0/stages/0/after']);
    expect(law('P2Y1D')).toEqual([]);
  });

  it('P3 a limit of their own for those who were never active', () => {
    const law = (rule: object) => advice(named(['unused'], { ...everyone, ...rule }), { limits });
    const own = (after: string) => ({ neverActive: { stages: [{ ...disable, id: 'unused', after }] } });
    expect(law({})).toEqual(['LIMIT_EXCEEDED /inactivity/0/stages/1/after']);
    expect(law(own('P30D'))).toEqual([]);
    expect(law(own('P31D'))).toEqual(['LIMIT_EXCEEDED /inactivity/0/neverActive/stages/0/after']);
    expect(law({ neverActive: 'ignore' })).toEqual(['LIMIT_EXCEEDED /inactivity/0/neverActive']);
  });

  it('P3 a requirement that must be met again within a cycle', () => {
    const law = (item: object) =>
      advice({ requirements: [{ id: 's', require: [item] }], meta: { regulations: ['kyc'] } }, { limits });
    expect(law({ type: 'KYC', validFor: 'P23M', renewalGrace: 'P1M' })).toEqual([]);
    expect(law({ type: 'KYC:people', validFor: 'P2Y' })).toEqual([]);
    expect(law({ oneOf: [{ type: 'KYC', validFor: 'P2Y', renewalGrace: 'P1D' }] })).toEqual([
      'LIMIT_EXCEEDED /requirements/0/require/0/oneOf/0/validFor',
    ]);
    expect(law({ type: 'KYC' })).toEqual(['LIMIT_EXCEEDED /requirements/0/require/0/validFor']);
    expect(law({ type: 'NDA' })).toEqual(['LIMIT_EXCEEDED /requirements']);
  });

  it('P3 a notice that the caller asks for', () => {
    const policy = { inactivity: [everyone] };
    expect(advice(policy, { minimumNotice: 'P30D' })).toEqual([]);
    expect(advice(policy, { minimumNotice: 'P31D' })).toEqual(['NOTICE_LONGER_THAN_GAP /inactivity/0/stages/1']);
  });

  it('P3 names that are not known, or no names', () => {
    expect(advice(named(['sox', 7, 'toString']), { limits })).toEqual([
      'UNKNOWN_REGULATION /meta/regulations/0',
      'UNKNOWN_REGULATION /meta/regulations/1',
      'UNKNOWN_REGULATION /meta/regulations/2',
    ]);
    expect(advice(named('pci-dss-4.0.1'), { limits })).toEqual(['UNKNOWN_REGULATION /meta/regulations']);
    expect(advice(named(['sox']))).toEqual([]);
  });
});

describe('bad input', () => {
  it('C1 a policy with faults has its issues, and no advice', () => {
    expect(advice({ inactivity: [{ ...everyone, stages: [] }, { id: 'everyone' }] })).toEqual([
      'MISSING_KEY /inactivity/1/stages',
      'DUPLICATE_ID /inactivity/1/id',
    ]);
    for (const document of [null, 5, [], 'p']) expect(lintPolicy(document)[0]?.code).toBe('NOT_AN_OBJECT');
  });

  it.each([
    [{ limits: 5 }, 'INVALID_ARGUMENT'],
    [{ limits: [{ regulation: 'x', clause: 'c', maxInactivity: '90 days' }] }, 'INVALID_ARGUMENT'],
    [{ limits: [{ regulation: 'x', clause: 'c', within: 'P90D' }] }, 'INVALID_ARGUMENT'],
    [{ minimumNotice: 'soon' }, 'INVALID_ARGUMENT'],
    [{ settings: { controlTypes: 5 } }, 'INVALID_ARGUMENT'],
    [{ operators: [{ name: 'equal' }] }, 'INVALID_ARGUMENT'],
    [{ at: '2026-01-01' }, 'INVALID_INSTANT'],
  ])('refuses the options %j with %s', (options, code) => {
    const attempt = () => lintPolicy({ id: 'p' }, options as LintOptions);
    expect(attempt).toThrow();
    try {
      attempt();
    } catch (error) {
      expect(isDormouseError(error) && error.code).toBe(code);
    }
  });

  const leaf = (index: number) => ({ fact: 'attributes', path: `$.a${index % 50}`, operator: 'equal', value: index });
  const choices = (count: number) => ({ all: range(count, (i) => ({ any: range(10, (j) => leaf(i * 7 + j)) })) });
  it.each([
    [
      'a thousand rules on one fact',
      true,
      { inactivity: range(1_000, (i) => ({ id: `r${i}`, when: kind(`k${i}`), stages: [] })) },
    ],
    ['choices without end', true, { inactivity: range(8, (i) => ({ id: `r${i}`, when: choices(400), stages: [] })) }],
    [
      'nine hundred choices in a row',
      true,
      { appliesTo: { all: range(900, (i) => ({ any: [leaf(i), leaf(i + 1)] })) } },
    ],
    [
      'long lists',
      false,
      {
        exempt: range(20, (i) => ({
          id: `x${i}`,
          when: { all: [{ fact: 'kind', operator: 'in', value: range(9_000, (j) => `k${j}`) }] },
          ...reviewed,
        })),
      },
    ],
    [
      'names that double',
      true,
      {
        conditions: Object.fromEntries(
          range(500, (i) => [
            `n${i}`,
            i === 0 ? kind('a') : { all: [{ condition: `n${i - 1}` }, { condition: `n${i - 1}` }] },
          ]),
        ),
        appliesTo: { condition: 'n499' },
      },
    ],
  ])('§13 %s: bounded, and LINT_CUT says where it was cut: %s', (_, isCut, policy) => {
    const issues = lintPolicy({ id: 'p', ...policy });
    expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(issues.some(({ code }) => code === 'LINT_CUT')).toBe(isCut);
    expect(milliseconds(() => lintPolicy({ id: 'p', ...policy }))).toBeLessThan(LIMIT);
  });
});
