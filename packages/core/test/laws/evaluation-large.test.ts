import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateCase } from '../../src/index';
import type { CaseDoc, ControlDoc, ExemptionDoc, ProgressDoc } from '../oracle/case-types';
import { evaluateWithReadings } from '../oracle/evaluate-case';
import { caseArbitrary } from '../oracle/generate';
import { DAY } from './support/read-case';

const MANY = 20;
const range = <T>(make: (index: number) => T): T[] => Array.from({ length: MANY }, (_, index) => make(index));

/** What a case is filled up with: which lists become long, and how far from now their records lie. */
const filling = fc.record({
  progress: fc.boolean(),
  controls: fc.boolean(),
  exemptions: fc.boolean(),
  counted: fc.boolean(),
  days: fc.array(fc.integer({ min: -400, max: 40 }), { minLength: MANY, maxLength: MANY }),
  kinds: fc.array(fc.constantFrom<ExemptionDoc['kind']>('EXEMPTION', 'POSTPONEMENT', 'LEGAL_HOLD'), {
    minLength: MANY,
    maxLength: MANY,
  }),
  scopes: fc.array(fc.nat(), { minLength: MANY, maxLength: MANY }),
  own: fc.array(fc.boolean(), { minLength: MANY, maxLength: MANY }),
});

type Filling = typeof filling extends fc.Arbitrary<infer T> ? T : never;

/** Every list of records that a subject has becomes longer than the evaluation simply walks through. */
function filled(doc: CaseDoc, { progress, controls, exemptions, counted, days, kinds, scopes, own }: Filling): CaseDoc {
  const now = Date.parse(doc.at);
  const at = (index: number): string => new Date(now + (days[index] ?? 0) * DAY).toISOString();
  const rules = doc.policies.flatMap((policy) => (policy.inactivity ?? []).map((rule) => ({ policy, rule })));
  const ruleAt = (index: number) => rules[(scopes[index] ?? 0) % rules.length] as (typeof rules)[number];
  const moreTypes = range((index) => ({
    type: `X${index}`,
    effect: 'NONE' as const,
    restricts: [`c${index}`],
    terminal: false,
  }));
  const moreProgress = range((index): ProgressDoc => {
    const { policy, rule } = ruleAt(index);
    const known = (doc.subject.progress ?? [])[index % Math.max(doc.subject.progress?.length ?? 0, 1)];
    // Two controls of one stage set at one instant from two bases are not something that sweeps leave.
    if (own[index] === true && known !== undefined && known.outcome !== 'acted') return { ...known, base: at(index) };
    const policyId = own[index] === true ? policy.id : 'elsewhere';
    return { policyId, ruleId: rule.id, stageId: 's0', base: at(index), at: at(index), outcome: 'served' };
  });
  const moreControls = range((index): ControlDoc => {
    const { policy, rule } = ruleAt(index);
    const cause = { policyId: policy.id, ruleId: rule.id, stageId: rule.stages[0]?.id ?? 's0' };
    return { id: `x${index}`, type: `X${index}`, setBy: 'POLICY', createdAt: at(index), cause };
  });
  const moreExemptions = range((index): ExemptionDoc => {
    const { policy, rule } = ruleAt(index);
    const scope = own[index] === true ? { policyId: policy.id, ruleId: rule.id } : { policyId: null, ruleId: null };
    return { id: `y${index}`, kind: kinds[index] ?? 'EXEMPTION', scope, from: null, until: at(index) };
  });
  const types = ['login', 'token', ...range((index) => `t${index}`)];
  return {
    ...doc,
    policies: counted
      ? doc.policies.map((policy) => ({
          ...policy,
          inactivity: (policy.inactivity ?? []).map((rule) => ({ ...rule, counts: { ...rule.counts, types } })),
        }))
      : doc.policies,
    settings: { ...doc.settings, controlTypes: [...(doc.settings?.controlTypes ?? []), ...moreTypes] },
    subject: {
      ...doc.subject,
      progress: [...(doc.subject.progress ?? []), ...(progress ? moreProgress : [])],
      controls: [...(doc.subject.controls ?? []), ...(controls ? moreControls : [])],
      exemptions: [...(doc.subject.exemptions ?? []), ...(exemptions ? moreExemptions : [])],
    },
  };
}

describe('large subjects', () => {
  it('§13 a subject with many records is judged like one with few: the second evaluator says the same', () => {
    fc.assert(
      fc.property(caseArbitrary, filling, (doc, more) => {
        const large = filled(doc, more);
        expect(evaluateCase(large)).toEqual(evaluateWithReadings(large).result);
      }),
      { numRuns: 100 },
    );
  });
});
