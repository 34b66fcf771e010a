import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateAt, judge } from '../../src/evaluate/evaluate';
import { nextTransition } from '../../src/evaluate/next-transition';
import { evaluateCase } from '../../src/index';
import { caseArbitrary } from '../oracle/generate';
import { readCase } from './support/read-case';

describe('one answer, whichever way it is asked for', () => {
  it('C1–C5 generated code and closures give the same evaluation', () => {
    fc.assert(
      fc.property(caseArbitrary, fc.integer({ min: -400, max: 400 }), (doc, days) => {
        const generated = readCase(doc, 'auto');
        const closures = readCase(doc, 'never');
        for (const at of [closures.at, closures.at + days * 86_400_000]) {
          const evaluation = evaluateAt(closures.set, closures.subject, at);
          expect(evaluateAt(generated.set, generated.subject, at)).toEqual(evaluation);
          expect(judge(generated.set, generated.subject, at)).toEqual(judge(closures.set, closures.subject, at));
          const next = nextTransition(closures.set, closures.subject, at);
          expect(nextTransition(generated.set, generated.subject, at)).toEqual(next);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('S1 the bare judgement of a sweep is the status, the due list and the horizon of the full evaluation', () => {
    fc.assert(
      fc.property(caseArbitrary, fc.integer({ min: -400, max: 400 }), (doc, days) => {
        const { set, subject, at: now } = readCase(doc);
        for (const at of [now, now + days * 86_400_000]) {
          const { status, due, validUntil } = evaluateAt(set, subject, at);
          expect(judge(set, subject, at)).toEqual({ status, due, validUntil });
        }
      }),
      { numRuns: 120 },
    );
  });

  it('R6 the JSON form holds the status, the horizon and the transition of the TypeScript form', () => {
    fc.assert(
      fc.property(caseArbitrary, (doc) => {
        const { set, subject, at } = readCase(doc);
        const answer = evaluateCase(doc);
        if ('error' in answer) throw new Error(JSON.stringify(answer));
        const evaluation = evaluateAt(set, subject, at);
        const next = nextTransition(set, subject, at);
        const text = (instant: number): string | null =>
          instant === Number.POSITIVE_INFINITY ? null : new Date(instant).toISOString();
        expect(answer.status).toBe(evaluation.status);
        expect(answer.validUntil).toBe(text(evaluation.validUntil));
        expect(answer.statusDetails.nextTransition).toEqual(next === null ? null : { at: text(next.at), to: next.to });
        expect(answer.due).toHaveLength(evaluation.due.length);
      }),
      { numRuns: 100 },
    );
  });
});
