import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newEffort } from '../../src/condition/analyse/effort';
import type { Condition } from '../../src/condition/language';
import { unprovedPlaces } from '../../src/evaluate/analyse/prove-none';
import {
  compareVersions,
  compilePolicies,
  evaluate,
  type Issue,
  lintPolicy,
  type PolicyDocument,
} from '../../src/index';
import { scopeOf } from '../../src/policy/lint/policy-scope';
import { compileBoth, type Named } from '../condition/support/compile-both';
import { createRandom, type Random } from '../condition/support/random';
import { randomCondition, randomNames } from '../condition/support/random-condition';
import { DAY, NOW, randomSubject } from '../condition/support/random-subject';

const seeds = fc.integer();

/** Few places, so that conditions meet themselves often. */
const leaves: readonly Condition[] = [
  { fact: 'kind', operator: 'equal', value: 'user' },
  { fact: 'kind', operator: 'in', value: ['a', 'b'] },
  { fact: 'kind', operator: 'notIn', value: ['user', 'a'] },
  { fact: 'attributes', path: '$.s', operator: 'equal', value: 'a' },
  { fact: 'attributes', path: '$.s', operator: 'notEqual', value: 'b' },
  { fact: 'attributes', path: '$.n', operator: 'lessThan', value: 1 },
  { fact: 'attributes', path: '$.n', operator: 'greaterThanInclusive', value: 1 },
  { fact: 'attributes', path: '$.n', operator: 'not:greaterThan', value: 2 },
  { fact: 'attributes', path: '$.n', operator: 'present', value: true },
  { fact: 'attributes', path: '$.l', operator: 'contains', value: 'a' },
  { fact: 'attributes', path: '$.l', operator: 'doesNotContain', value: 'a' },
  { fact: 'labels', operator: 'contains', value: 'b' },
  { fact: 'neverActive', operator: 'equal', value: true },
  { fact: 'parentId', operator: 'present', value: false },
  { fact: 'createdAt', operator: 'olderThan', value: 'P10D' },
  { fact: 'createdAt', operator: 'youngerThan', value: 'P10D' },
  { fact: 'createdAt', operator: 'not:olderThan', value: 'P1Y' },
  { fact: 'attributes', path: '$.at', operator: 'before', value: '2026-01-01T00:00:00Z' },
  { fact: 'attributes', path: '$.at', operator: 'after', value: '2026-01-01T00:00:00Z' },
  { fact: 'lastActiveAt', operator: 'olderThan', value: 'P1M' },
  { fact: 'lastActiveAt', operator: 'youngerThan', value: 'P27D' },
] as unknown as readonly Condition[];

function denseNode(random: Random, depth: number): Condition {
  if (depth === 0 || random.chance(0.25)) return random.pick(leaves);
  if (random.chance(0.2)) return { not: denseNode(random, depth - 1) };
  const children = Array.from({ length: 1 + random.below(3) }, () => denseNode(random, depth - 1));
  return random.chance(0.6) ? { all: children } : { any: children };
}

const dense = (random: Random): Condition => ({ all: [denseNode(random, 3)] });
const vocabulary = { temporal: true, custom: null, wild: 0.15, names: [] };

/** What lint says of one condition: as that of an exemption, so that nothing else is said. */
function claims(when: Condition, conditions: Named): readonly string[] {
  const exempt = [{ id: 'x', when, reason: 'r', owner: 'o', reviewBy: '2030-01-01T00:00:00Z' }];
  return lintPolicy({ id: 'p', conditions, exempt })
    .filter(({ pointer }) => pointer === '/exempt/0/when')
    .map(({ code }) => code);
}

/** How often lint said something of conditions from one source, each time held against many subjects. */
function holdAgainstSubjects(make: (random: Random) => { when: Condition; named: Named }, runs: number): Set<string> {
  const said = new Set<string>();
  fc.assert(
    fc.property(seeds, (seed) => {
      const random = createRandom(seed);
      const { when, named } = make(random);
      const found = claims(when, named);
      for (const code of found) said.add(code);
      if (!found.includes('NEVER_TRUE') && !found.includes('ALWAYS_TRUE')) return;
      const { generated } = compileBoth(when, named);
      for (let count = 0; count < 60; count += 1) {
        const at = NOW + (random.below(800) - 400) * DAY;
        const truth = generated.test(randomSubject(random, 0.2, 0.3), at, { until: 0 });
        if (found.includes(truth === 1 ? 'NEVER_TRUE' : 'ALWAYS_TRUE'))
          throw new Error(JSON.stringify({ found, truth, when, named }));
      }
    }),
    { numRuns: runs },
  );
  return said;
}

describe('lint says nothing wrong', () => {
  it('P3 a condition said never true is never true, one said always true always is: conditions that meet themselves', () => {
    const said = holdAgainstSubjects((random) => ({ when: dense(random), named: {} }), 3_000);
    expect([...said]).toContain('NEVER_TRUE');
    expect([...said]).toContain('ALWAYS_TRUE');
  });

  it('P3 a condition said never true is never true, one said always true always is: the whole language', () => {
    holdAgainstSubjects((random) => {
      const named = randomNames(random, vocabulary);
      return { when: randomCondition(random, { ...vocabulary, names: Object.keys(named) }), named };
    }, 1_500);
  });

  it('P3 a rule said never to govern never governs', () => {
    let shadowed = 0;
    fc.assert(
      fc.property(seeds, (seed) => {
        const random = createRandom(seed);
        const inactivity = Array.from({ length: 4 }, (_, index) => ({
          id: `r${index}`,
          when: dense(random),
          stages: [],
        }));
        const policy: PolicyDocument = { id: 'p', appliesTo: dense(random), inactivity };
        const never = neverGoverning(policy, lintPolicy(policy));
        if (never.length === 0) return;
        shadowed += 1;
        const controlType = { type: 'a', effect: 'NONE', restricts: [], terminal: false };
        const set = compilePolicies({ policies: [policy], settings: { controlTypes: [controlType] } });
        for (let count = 0; count < 40; count += 1) {
          const at = NOW + (random.below(800) - 400) * DAY;
          const [outcome] = evaluate(set, randomSubject(random, 0.2, 0.2), new Date(at)).policies;
          if (outcome?.applies === 'true') expect(never).not.toContain(outcome.ruleId);
        }
      }),
      { numRuns: 500 },
    );
    expect(shadowed).toBeGreaterThan(20);
  });
});

/** A version, and another that differs from it a little. */
function twoVersions(random: Random): readonly [PolicyDocument, PolicyDocument] {
  const stages = (after: string) => [
    { id: 'warn', after: 'P30D', notify: 'mail' },
    { id: 'dormant', after, control: { type: 'DORMANT', reasonCode: 'INACTIVITY' } },
  ];
  const [first, second, exempt] = [dense(random), dense(random), dense(random)];
  const before = {
    id: 'p',
    appliesTo: random.chance(0.5) ? dense(random) : null,
    inactivity: [
      { id: 'one', when: first, stages: stages('P45D') },
      { id: 'two', when: second, stages: stages('P60D') },
    ],
    exempt: [{ id: 'x', when: exempt }],
  };
  const after = {
    ...before,
    appliesTo: random.chance(0.3) ? dense(random) : before.appliesTo,
    inactivity: [
      { id: 'one', when: random.chance(0.4) ? { all: [first, dense(random)] } : first, stages: stages('P45D') },
      { id: 'two', when: second, stages: stages(random.pick(['P60D', 'P90D', 'P50D'])) },
    ],
    exempt: random.chance(0.3)
      ? []
      : [{ id: 'x', when: random.chance(0.5) ? { any: [exempt, dense(random)] } : exempt }],
  };
  return [before, after];
}

describe('a comparison of versions says nothing wrong', () => {
  it('P7 of versions that are proved to restrict nobody anew, no example is ever found', () => {
    const verdicts = new Map<string, number>();
    let proved = 0;
    fc.assert(
      fc.property(seeds, (seed) => {
        const random = createRandom(seed);
        const [before, after] = twoVersions(random);
        const version = (policy: PolicyDocument) => ({ policy, scope: scopeOf(policy, new Map()) });
        const isProved = unprovedPlaces(version(before), version(after), newEffort()).length === 0;
        const result = compareVersions(before, after, { seed, tries: 20 });
        verdicts.set(result.verdict, (verdicts.get(result.verdict) ?? 0) + 1);
        proved += Number(isProved);
        expect([isProved, result.verdict]).not.toEqual([true, 'restricts']);
      }),
      { numRuns: 120 },
    );
    expect(proved).toBeGreaterThan(5);
    expect(verdicts.get('restricts') ?? 0).toBeGreaterThan(5);
  });
});

function neverGoverning(policy: PolicyDocument, issues: readonly Issue[]): readonly string[] {
  return issues
    .filter(
      ({ code, pointer }) => (code === 'NEVER_TRUE' || code === 'SHADOWED_RULE') && pointer.startsWith('/inactivity/'),
    )
    .map(({ pointer }) => policy.inactivity?.[Number(pointer.split('/')[2])]?.id ?? '');
}
