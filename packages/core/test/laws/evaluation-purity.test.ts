import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateAt, judge } from '../../src/evaluate/evaluate';
import { evaluateCase, explain } from '../../src/index';
import type { CaseDoc } from '../oracle/case-types';
import { caseArbitrary } from '../oracle/generate';
import { deepFreeze, readCase, shuffled } from './support/read-case';

const order = fc.array(fc.integer(), { minLength: 7, maxLength: 7 });

/** The same case with every list whose order carries no meaning in another order. */
function reordered(doc: CaseDoc, keys: readonly number[]): CaseDoc {
  const { subject } = doc;
  return {
    ...doc,
    policies: shuffled(doc.policies, keys),
    subject: {
      ...subject,
      activity: Object.fromEntries(shuffled(Object.entries(subject.activity ?? {}), keys)),
      controls: shuffled(subject.controls, keys),
      requirements: shuffled(subject.requirements, keys),
      exemptions: shuffled(subject.exemptions, keys),
      progress: shuffled(subject.progress, keys),
    },
  };
}

/** The same case with a second, earlier entry for each stage, and one of an episode before. */
function withMoreProgress(doc: CaseDoc): CaseDoc {
  const earlier = (text: string): string => new Date(Date.parse(text) - 3_600_000).toISOString();
  const progress = (doc.subject.progress ?? []).flatMap((entry) => [
    entry,
    { ...entry, at: earlier(entry.at) },
    { ...entry, base: earlier(entry.base), at: earlier(earlier(entry.at)) },
  ]);
  return { ...doc, subject: { ...doc.subject, progress } };
}

const crowdedCase = caseArbitrary.map(withMoreProgress);

describe('L1, L2 an evaluation is a function of what is known', () => {
  it('L1 the same subject, policies and instant give the same answer, and frozen arguments are not changed', () => {
    fc.assert(
      fc.property(caseArbitrary, (doc) => {
        const before = JSON.stringify(doc);
        const { set, subject, at } = readCase(deepFreeze(doc));
        deepFreeze(subject);
        const first = evaluateAt(set, subject, at);
        expect(evaluateAt(set, subject, at)).toEqual(first);
        // Answers at other instants in between leave no trace.
        judge(set, subject, at + 1);
        evaluateAt(set, subject, at - 1);
        expect(evaluateAt(set, subject, at)).toEqual(first);
        const again = readCase(doc);
        expect(evaluateAt(again.set, again.subject, at)).toEqual(first);
        expect(evaluateCase(doc)).toEqual(evaluateCase(structuredClone(doc)));
        expect(JSON.stringify(doc)).toBe(before);
      }),
      { numRuns: 100 },
    );
  });

  it('L1 an answer does not share memory with what a later change of the policy document touches', () => {
    fc.assert(
      fc.property(caseArbitrary, (doc) => {
        const own = structuredClone(doc);
        const { set, subject, at } = readCase(own);
        const first = evaluateAt(set, subject, at);
        for (const policy of own.policies as unknown as { inactivity?: { stages: unknown[] }[] }[]) {
          for (const rule of policy.inactivity ?? []) rule.stages.length = 0;
          policy.inactivity = [];
        }
        expect(evaluateAt(set, subject, at)).toEqual(first);
      }),
      { numRuns: 50 },
    );
  });

  it('L2 the order of policies, controls, requirements, exemptions, progress and activity carries no meaning', () => {
    fc.assert(
      fc.property(crowdedCase, order, (doc, keys) => {
        const other = reordered(doc, keys);
        expect(evaluateCase(other)).toEqual(evaluateCase(doc));
        const { set, subject, at } = readCase(doc);
        const changed = readCase(other);
        expect(evaluateAt(changed.set, changed.subject, at)).toEqual(evaluateAt(set, subject, at));
      }),
      { numRuns: 120 },
    );
  });

  it('L2 the words of an explanation do not depend on the order of the records either', () => {
    fc.assert(
      fc.property(crowdedCase, order, (doc, keys) => {
        const here = readCase(doc);
        const there = readCase(reordered(doc, keys));
        const at = new Date(here.at);
        expect(explain(there.set, there.subject, at).text).toBe(explain(here.set, here.subject, at).text);
      }),
      { numRuns: 60 },
    );
  });
});
