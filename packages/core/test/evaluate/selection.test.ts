import { describe, expect, it } from 'vitest';
import { aPolicy, aRule, ifTrue, look, restrict, type Scene, warnThenDormant } from './support/scene';

const demand = { requirements: [{ id: 'kyc', require: [{ type: 'ID' }] }] };

const twoRules: Scene = {
  active: '2025-11-01',
  rules: [aRule('first', [restrict('dormant', 'P10D')], { when: ifTrue('external') }), aRule('rest', warnThenDormant)],
};

describe('P2 which rule governs', () => {
  it('P2 the first rule whose condition is true; later ones are not tried', () => {
    const seen = look({ ...twoRules, attributes: { external: true } });
    expect([seen.rule, seen.due]).toEqual(['first', ['p/first/dormant control']]);
  });

  it('P2 a rule whose condition is false is passed over', () => {
    const seen = look({ ...twoRules, attributes: { external: false } });
    expect([seen.rule, seen.due]).toEqual(['rest', ['p/rest/warn notify']]);
  });

  it('P2 a rule without a condition governs everyone', () => {
    const seen = look({ active: '2025-11-01', rules: [aRule('a', warnThenDormant), aRule('b', [])] });
    expect(seen.rule).toBe('a');
  });

  it('P2 no rule governs when none selects: nothing is due, nothing is undecided', () => {
    const rules = [aRule('only', warnThenDormant, { when: ifTrue('external') })];
    const seen = look({ active: '2025-01-01', rules, attributes: { external: false } });
    expect([seen.rule, seen.base, seen.stages, seen.due, seen.undecided]).toEqual([null, null, {}, [], []]);
  });

  it('P2 an unknown condition ends the search: no later rule is tried and no stage acts', () => {
    const seen = look({ ...twoRules, policy: demand });
    expect([seen.rule, seen.base, seen.stages]).toEqual([null, null, {}]);
    expect(seen.undecided).toEqual(['inactivity/first/when: attributes']);
    // Requirement sets go on.
    expect(seen.due).toEqual(['p/kyc/ID open']);
    expect(seen.status).toBe('PENDING');
  });

  it('P2 an unknown condition after the governing rule does not matter', () => {
    const rules = [aRule('all', warnThenDormant), aRule('later', [], { when: ifTrue('external') })];
    const seen = look({ active: '2025-11-01', rules });
    expect([seen.rule, seen.undecided]).toEqual(['all', []]);
  });

  it('P2 every policy that applies contributes, and an undecided one stops no other', () => {
    const seen = look({
      active: '2025-11-01',
      policies: [
        aPolicy('b', [aRule('r', [restrict('dormant', 'P45D')])]),
        aPolicy('a', [aRule('r', [restrict('close', 'P50D', 'CLOSED')], { when: ifTrue('external') })]),
        aPolicy('c', [aRule('r', [restrict('freeze', 'P20D', 'FROZEN')])]),
      ],
    });
    expect(seen.due).toEqual(['b/r/dormant control', 'c/r/freeze control']);
    expect(seen.json.policies.map(({ policyId }) => policyId)).toEqual(['a', 'b', 'c']);
  });
});

describe('P2 whether a policy applies', () => {
  const scene: Scene = {
    active: '2025-11-01',
    stages: warnThenDormant,
    policy: { appliesTo: ifTrue('staff'), ...demand },
  };

  it('P2 without a condition it applies to everyone', () => {
    expect(look({ stages: warnThenDormant }).json.policies[0]).toMatchObject({ applies: 'true' });
  });

  it('P2 one that does not apply says nothing else, and does nothing', () => {
    const { json, due, status } = look({ ...scene, attributes: { staff: false } });
    expect(json.policies).toEqual([{ policyId: 'p', applies: 'false' }]);
    expect([due, status]).toEqual([[], 'APPROVED']);
  });

  it('P2 one that is unknown does nothing at all: no stage acts and nothing is demanded', () => {
    const exemption = { id: 'x', kind: 'EXEMPTION', scope: { policyId: 'p' } };
    const { json, due, status } = look({ ...scene, exemptions: [exemption] });
    expect(json.policies).toEqual([
      {
        policyId: 'p',
        applies: 'unknown',
        ruleId: null,
        undecided: [{ where: 'appliesTo', facts: ['attributes'] }],
        base: null,
        baseFrom: null,
        exempt: ['x'],
        stages: [],
      },
    ]);
    expect([due, status]).toEqual([[], 'APPROVED']);
  });
});

describe('P2 what else cannot be decided', () => {
  const exempt = [{ id: 'own', when: ifTrue('vip') }];

  it('P2 an unknown exemption holds the stages and is reported', () => {
    const seen = look({ active: '2025-11-01', stages: warnThenDormant, policy: { exempt } });
    expect(seen.stages).toEqual({ warn: 'held 2025-12-01', dormant: 'held 2026-01-16' });
    expect([seen.due, seen.exempt, seen.undecided]).toEqual([[], [], ['exempt/own/when: attributes']]);
  });

  it('Forms an unknown exemption is left out when another is in force', () => {
    const exemptions = [{ id: 'x', kind: 'EXEMPTION' }];
    const seen = look({ active: '2025-11-01', stages: warnThenDormant, policy: { exempt }, exemptions });
    expect([seen.exempt, seen.undecided, seen.due]).toEqual([['x'], [], []]);
    const both = [...exempt, { id: 'sure', when: { all: [{ fact: 'kind', operator: 'equal', value: 'user' }] } }];
    const own = look({ active: '2025-11-01', stages: warnThenDormant, policy: { exempt: both } });
    expect([own.exempt, own.undecided]).toEqual([['sure'], []]);
  });

  it('P2 a requirement set whose condition is unknown opens nothing, and is reported', () => {
    const requirements = [{ id: 'kyc', when: ifTrue('resident'), require: [{ type: 'ID' }] }];
    const seen = look({ active: '2025-12-20', stages: warnThenDormant, policy: { requirements } });
    expect([seen.due, seen.status, seen.undecided]).toEqual([[], 'APPROVED', ['requirements/kyc/when: attributes']]);
    const no = look({
      stages: warnThenDormant,
      active: '2025-12-20',
      policy: { requirements },
      attributes: { resident: false },
    });
    expect([no.due, no.undecided]).toEqual([[], []]);
  });

  it('Forms undecided ones come in the order rules, exempt, requirements; facts sorted, each once', () => {
    const when = {
      all: [
        { fact: 'attributes', path: '$.b', operator: 'equal', value: 1 },
        { fact: 'activity', path: '$.login.count', operator: 'greaterThan', value: 1 },
        { fact: 'attributes', path: '$.a', operator: 'equal', value: 1 },
      ],
    };
    const seen = look({
      rules: [aRule('r', warnThenDormant, { when })],
      policy: { exempt, requirements: [{ id: 'kyc', when: ifTrue('resident'), require: [{ type: 'ID' }] }] },
    });
    expect(seen.undecided).toEqual([
      'inactivity/r/when: activity,attributes',
      'exempt/own/when: attributes',
      'requirements/kyc/when: attributes',
    ]);
  });

  it('L4 what becomes known by time alone is a horizon', () => {
    const when = { any: [{ fact: 'createdAt', operator: 'olderThan', value: 'P3Y' }] };
    const seen = look({ rules: [aRule('old', [], { when }), aRule('rest', warnThenDormant)], active: '2025-12-31' });
    // Created on 2024-01-01: three years old on 2027-01-01; the warning is due before that, on 2026-01-30.
    expect([seen.rule, seen.until]).toEqual(['rest', '2026-01-30']);
    const late = look({ rules: [aRule('old', [], { when }), aRule('rest', [])], active: '2025-12-31' });
    expect([late.rule, late.until]).toEqual(['rest', '2027-01-01']);
  });
});
