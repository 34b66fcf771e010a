import { describe, expect, it } from 'vitest';
import { answerTo, caseOf, days, type HostileCase, identity, range, slowSteps } from './support/hostile';

const TEN = 10_000;
const BASE = identity.createdAt;

const control = (index: number, type = 'DORMANT'): object => ({
  id: `s${index}`,
  after: `P${index + 1}D`,
  control: { type, reasonCode: 'INACTIVITY' },
});
const notice = (index: number): object => ({ id: `n${index}`, after: `P${index + 1}D`, notify: 'mail' });
const rule = (stages: readonly object[], more: object = {}): object => ({ id: 'r', stages, ...more });
const policy = (id: string, stages: readonly object[], more: object = {}): object => ({
  id,
  inactivity: [rule(stages)],
  ...more,
});
const simple = policy('p', [notice(0), control(1)]);
const manyPolicies = range(1_000, (i) => policy(`p${i}`, [notice(0), control(1)]));
const servedBy = (policyId: string, stageId: string, at: string): object => {
  return { policyId, ruleId: 'r', stageId, base: BASE, at, outcome: stageId.startsWith('n') ? 'served' : 'acted' };
};
const longName = (index: number): string => `A-TYPE-WITH-A-LONG-NAME-${index}`;
const ownType = (index: number): object => {
  const restricts = range(10, (i) => `capability-${index}-${i}`);
  return { type: longName(index), effect: 'NONE', restricts, terminal: false };
};
const setBy =
  (type: string, at: string, more: object = {}) =>
  (id: number): object => ({
    id: `c${id}`,
    type,
    setBy: 'CLIENT',
    createdAt: at,
    ...more,
  });
const overdue = (index: number, onOverdue: unknown, more: object = {}): object => {
  return { id: `r${index}`, type: `T${index}`, state: 'PENDING', dueAt: days(index - 5_000), onOverdue, ...more };
};
const sets = { control: { type: 'DORMANT', reasonCode: 'COMPLIANCE' } };
const age = (index: number, operator = 'olderThan'): object => {
  return { fact: 'createdAt', operator, value: `P${2_200 + index}D` };
};
const someday = range(2_300, (i) => days(i / 2 - 2_199).replace('.000', ''));
const walks = (operator: string, index: number): object => {
  return { fact: 'attributes', path: '$.dates', operator, value: `P${2_200 + index}D` };
};
const policyWhen = (when: object): object => ({ id: 'p', inactivity: [rule([control(0)], { when })] });

/** Each attack is a valid case, or one that is refused: both within the limit. */
const attacks: Readonly<Record<string, HostileCase>> = {
  '10,000 controls in force': { policies: [simple], subject: { controls: range(TEN, setBy('DORMANT', days(-100))) } },
  '10,000 controls of the rule, with activity under them': {
    policies: [simple],
    subject: {
      activity: { login: { success: { lastAt: days(-1), count: 1 } } },
      controls: range(TEN, (i) => {
        const cause = { policyId: 'p', ruleId: 'r', stageId: 's1' };
        return { ...setBy('DORMANT', days(i / 1_000 - 100))(i), setBy: 'POLICY', cause };
      }),
    },
  },
  '10,000 expired DORMANT controls, each in a spell of its own': {
    policies: [simple],
    subject: {
      controls: range(TEN, (i) => setBy('DORMANT', days(-i - 2), { expiresAt: days(-i - 1.5) })(i)),
    },
  },
  '10,000 controls that begin and end later': {
    policies: [simple],
    subject: { controls: range(TEN, (i) => setBy('DORMANT', days(2 * i + 1), { expiresAt: days(2 * i + 2) })(i)) },
  },
  '10,000 controls of 1,000 types of the host': {
    policies: [simple],
    settings: { controlTypes: range(1_000, ownType) },
    subject: { controls: range(TEN, (i) => setBy(longName(i % 1_000), days(-1))(i)) },
  },
  '10,000 requirements that wait': { subject: { requirements: range(TEN, (i) => overdue(i, 'WAIT')) } },
  '10,000 requirements in one group': {
    policies: [simple],
    subject: { requirements: range(TEN, (i) => overdue(i, 'WAIT', { group: 'g' })) },
  },
  '10,000 requirements in 1,000 groups, with grace': {
    subject: {
      requirements: range(TEN, (i) => {
        return {
          id: `r${i}`,
          type: `T${i}`,
          state: 'MET',
          validUntil: days(i),
          renewalGrace: 'P1M',
          group: `g${i % 1_000}`,
        };
      }),
    },
  },
  '10,000 requirements that set controls': {
    policies: [simple],
    subject: { requirements: range(TEN, (i) => overdue(i, sets)) },
  },
  '10,000 requirements, all named by 10 controls': {
    subject: {
      requirements: range(TEN, (i) => overdue(i, sets)),
      controls: range(10, (i) => ({
        ...setBy('DORMANT', days(-9_000), { deletedAt: days(-8_000 + i) })(i),
        setBy: 'POLICY',
        requirementIds: range(TEN, (j) => `r${j}`),
      })),
    },
  },
  '10,000 ended exemptions': {
    policies: [simple],
    subject: {
      exemptions: range(TEN, (i) => ({ id: `x${i}`, kind: 'EXEMPTION', from: days(-i - 2), until: days(-i - 1) })),
    },
  },
  '10,000 exemptions in force under many policies': {
    policies: manyPolicies.slice(0, 50),
    subject: { exemptions: range(TEN, (i) => ({ id: `x${i}`, kind: 'EXEMPTION', from: days(-1) })) },
  },
  '10,000 later legal holds that cover nothing': {
    policies: [simple],
    subject: {
      exemptions: range(TEN, (i) => {
        return {
          id: `x${i}`,
          kind: 'LEGAL_HOLD',
          scope: { policyId: 'none' },
          from: days(2 * i + 1),
          until: days(2 * i + 2),
        };
      }),
    },
  },
  '10,000 exemptions of 1,000 policies': {
    policies: manyPolicies,
    subject: {
      exemptions: range(TEN, (i) => {
        return {
          id: `x${i}`,
          kind: 'EXEMPTION',
          scope: { policyId: `p${i % 1_000}` },
          from: days(-i - 2),
          until: days(-i - 1),
        };
      }),
    },
  },
  '10,000 entries of progress of 1,000 policies': {
    policies: manyPolicies,
    subject: { progress: range(TEN, (i) => servedBy(`p${i % 1_000}`, 'n0', days(-i / 1_000))) },
  },
  '100 stages and 10,000 entries of progress of them': {
    policies: [policy('p', [...range(50, notice), ...range(50, (i) => control(50 + i))])],
    subject: { progress: range(TEN, (i) => servedBy('p', i % 100 < 50 ? `n${i % 100}` : `s${i % 100}`, days(-1))) },
  },
  '100 stages and 10,000 entries of progress that come later': {
    policies: [policy('p', [...range(99, notice), control(99)])],
    subject: { progress: range(TEN, (i) => servedBy('p', `n${i % 100}`, days(i + 1))) },
  },
  '100 policies with 100 stages and progress': {
    policies: range(100, (p) => policy(`p${p}`, [...range(50, notice), ...range(50, (i) => control(50 + i))])),
    subject: {
      progress: range(TEN, (i) =>
        servedBy(`p${Math.floor(i / 100)}`, i % 100 < 50 ? `n${i % 100}` : `s${i % 100}`, days(-1)),
      ),
    },
  },
  '50 policies with 100 notices that are all due': { policies: range(50, (p) => policy(`p${p}`, range(100, notice))) },
  '10 policies with 100 stages of 1,000 control types': {
    settings: { controlTypes: range(1_000, ownType) },
    policies: range(10, (p) =>
      policy(
        `p${p}`,
        range(100, (i) => control(i, longName(p * 100 + i))),
      ),
    ),
  },
  '1,000 policies': { policies: manyPolicies },
  '1,000 policies with an age each': {
    policies: range(1_000, (i) => policy(`p${i}`, [notice(0), control(1)], { appliesTo: { any: [age(i)] } })),
  },
  '1,000 rules': {
    policies: [
      { id: 'p', inactivity: range(1_000, (i) => ({ id: `r${i}`, when: { all: [age(i)] }, stages: [control(0)] })) },
    ],
  },
  '1,000 rules with 10 stages in a zone': {
    policies: [
      {
        id: 'p',
        timeZone: 'Europe/Berlin',
        inactivity: range(1_000, (i) => ({ id: `r${i}`, stages: range(10, control) })),
      },
    ],
  },
  '5,000 flips in one any, all false': { policies: [policyWhen({ any: range(5_000, (i) => age(i)) })] },
  '5,000 flips in one any, all true': { policies: [policyWhen({ any: range(5_000, (i) => age(i, 'youngerThan')) })] },
  '5,000 flips that do not show': {
    policies: [
      policyWhen({
        any: [...range(2_400, (i) => ({ all: [age(2 * i), { not: age(2 * i + 1) }] })), { not: age(9_000) }],
      }),
    ],
  },
  '10,000 nodes': { policies: [policyWhen({ all: range(9_999, (i) => age(i, 'youngerThan')) })] },
  'lists of 2,300 dates under many comparisons': {
    policies: [
      policyWhen({
        any: range(20, (i) => ({ all: [walks('everyFact:olderThan', i), walks('someFact:youngerThan', i)] })),
      }),
    ],
    subject: { identity: { ...identity, attributes: { dates: someday } } },
  },
  '1,000 labels, types of activity and counted types': {
    policies: range(100, (p) => ({
      id: `p${p}`,
      inactivity: [rule([control(0)], { counts: { types: range(1_000, (i) => `t${i + p}`) } })],
    })),
    subject: {
      identity: { ...identity, labels: range(1_000, (i) => `l${i}`) },
      activity: Object.fromEntries(range(1_000, (i) => [`t${i}`, { success: { lastAt: days(-i), count: 1 } }])),
    },
  },
  '1,000 sets that demand 10 types each': {
    policies: [
      {
        id: 'p',
        requirements: range(1_000, (s) => ({ id: `s${s}`, require: range(10, (i) => ({ type: `T${s}-${i}` })) })),
      },
    ],
  },
  '1,000 sets that demand 1,000 types each': {
    policies: [
      {
        id: 'p',
        requirements: range(1_000, (s) => ({ id: `s${s}`, require: range(1_000, (i) => ({ type: `T${i}` })) })),
      },
    ],
  },
  '1,000 policies that demand types each': {
    policies: range(1_000, (p) => ({
      id: `p${p}`,
      requirements: [{ id: 's', require: range(9, (i) => ({ type: `T${p}-${i}` })) }],
    })),
  },
};

describe('§13 attacks on one evaluation', () => {
  it.each(Object.entries(attacks))('§13 no step takes 100 ms: %s', (_, attack) => {
    expect(slowSteps(attack)).toEqual([]);
  });

  it('§13 what is too large is refused as a whole, with the place', () => {
    const answer = answerTo(caseOf(attacks['1,000 sets that demand 1,000 types each'] as HostileCase));
    expect(answer).toMatchObject({
      error: { code: 'INVALID_CASE', issues: [{ code: 'POLICY_TOO_LARGE', pointer: '/policies' }] },
    });
  });

  it('§13 what is large and valid is answered', () => {
    const refused = Object.entries(attacks).filter(([, attack]) => 'error' in answerTo(caseOf(attack)));
    expect(refused.map(([name]) => name)).toEqual(['1,000 sets that demand 1,000 types each']);
  });

  it('L4 the horizon of a subject with very many records is exact where each change shows', () => {
    const answer = answerTo(caseOf(attacks['10,000 controls that begin and end later'] as HostileCase));
    expect(answer).toMatchObject({ status: 'APPROVED', validUntil: days(1) });
    const flips = answerTo(caseOf(attacks['5,000 flips in one any, all false'] as HostileCase));
    // Created 2020-01-01, which is 2,192 days before: the first of the ages, P2200D, comes after 8 days.
    expect(flips).toMatchObject({ validUntil: days(8) });
  });
});
