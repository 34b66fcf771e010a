import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge } from '../../src/evaluate/evaluate';
import type { DueAction, Exemption, ExemptionKind, Subject } from '../../src/index';
import type { CaseDoc } from '../oracle/case-types';
import { caseArbitrary } from '../oracle/generate';
import { DAY, type ReadCase, readCase } from './support/read-case';
import { sweepUntil } from './support/sweeps';

const kinds = fc.constantFrom<ExemptionKind>('EXEMPTION', 'POSTPONEMENT', 'LEGAL_HOLD');
const choice = fc.nat(1_000);
const LENGTH = 400 * DAY;

function exempted(subject: Subject, exemption: Partial<Exemption> & Pick<Exemption, 'kind' | 'scope'>): Subject {
  const whole: Exemption = {
    id: 'more',
    reason: 'r',
    owner: 'o',
    reviewBy: null,
    from: null,
    until: null,
    ...exemption,
  };
  return { ...subject, exemptions: [...subject.exemptions, whole] };
}

function scopesOf(doc: CaseDoc): readonly { policyId: string; ruleId: string | null }[] {
  return doc.policies.flatMap(({ id, inactivity }) => [
    { policyId: id, ruleId: null },
    ...(inactivity ?? []).map((rule) => ({ policyId: id, ruleId: rule.id })),
  ]);
}

/** Everything that sweeps set from `at` on, for some time, while nobody else acts. */
function setByPolicies({ set, subject, at }: ReadCase): ReturnType<typeof sweepUntil> {
  return sweepUntil(set, subject, at, at + LENGTH);
}

const isStage = (action: DueAction): action is Extract<DueAction, { stageId: string }> => 'stageId' in action;

describe('L8 exempt and held identities', () => {
  it('L8, X2 under an exemption from everything no stage acts and no overdue requirement sets a control', () => {
    fc.assert(
      fc.property(caseArbitrary, kinds, (doc, kind) => {
        const read = readCase(doc);
        const subject = exempted(read.subject, { kind, scope: { policyId: null, ruleId: null } });
        expect(judge(read.set, subject, read.at).due.filter(({ action }) => action !== 'open')).toEqual([]);
        const history = setByPolicies({ ...read, subject });
        expect(history.progress).toEqual([]);
        expect(history.controls).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });

  it('L8, X2 under an exemption from a policy or a rule no stage of it acts, and it changes nothing elsewhere', () => {
    fc.assert(
      fc.property(caseArbitrary, kinds, choice, (doc, kind, which) => {
        const scopes = scopesOf(doc);
        const scope = scopes[which % scopes.length] ?? { policyId: 'none', ruleId: null };
        const read = readCase(doc);
        const subject = exempted(read.subject, { kind, scope });
        const history = setByPolicies({ ...read, subject });
        const covered = history.progress.filter(
          ({ policyId, ruleId }) => policyId === scope.policyId && (scope.ruleId === null || scope.ruleId === ruleId),
        );
        expect(covered).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });

  it('L8 an exemption with an end holds every stage of its scope until then', () => {
    fc.assert(
      fc.property(caseArbitrary, kinds, fc.integer({ min: 1, max: 300 }), (doc, kind, days) => {
        const read = readCase(doc);
        const until = read.at + days * DAY;
        const subject = exempted(read.subject, { kind, scope: { policyId: null, ruleId: null }, until });
        const history = setByPolicies({ ...read, subject });
        for (const { at } of history.progress) expect(at).toBeGreaterThanOrEqual(until);
        for (const { createdAt } of history.controls) expect(createdAt).toBeGreaterThanOrEqual(until);
      }),
      { numRuns: 80 },
    );
  });

  it('L8, X3 under a legal hold of any scope nothing of a policy sets a terminal control', () => {
    fc.assert(
      fc.property(caseArbitrary, choice, (doc, which) => {
        const scopes = [{ policyId: 'of another policy', ruleId: null }, ...scopesOf(doc)];
        const scope = scopes[which % scopes.length] ?? { policyId: null, ruleId: null };
        const read = readCase(doc);
        const subject = exempted(read.subject, { kind: 'LEGAL_HOLD', scope });
        const terminal = (type: string): boolean => read.set.controlTypes.get(type)?.terminal === true;
        for (const action of judge(read.set, subject, read.at).due) {
          if (action.action === 'control') expect(terminal(action.controlType)).toBe(false);
        }
        for (const { type } of setByPolicies({ ...read, subject }).controls) expect(terminal(type)).toBe(false);
      }),
      { numRuns: 80 },
    );
  });

  it('P2 no stage of a policy acts while it is not known whether the policy applies', () => {
    fc.assert(
      fc.property(caseArbitrary, (doc) => {
        const read = readCase(doc);
        const { set, subject, at } = read;
        const undecided = set.policies.filter(
          ({ appliesTo }) => appliesTo !== null && appliesTo.test(subject, at, { until: 0 }) === 2,
        );
        const ids = new Set(undecided.map(({ id }) => id));
        const due = judge(set, subject, at).due.filter(isStage);
        expect(due.filter(({ policyId }) => ids.has(policyId))).toEqual([]);
      }),
      { numRuns: 80 },
    );
  });
});
