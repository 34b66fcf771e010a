import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateAt, judge } from '../../src/evaluate/evaluate';
import { caseArbitrary } from '../oracle/generate';
import { DAY, lastingAt, readCase } from './support/read-case';

const parts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 });
const YEARS = 3 * 365 * DAY;

/** Instants in `(at, until)`: the ends, and some that lie anywhere. */
function within(at: number, until: number, anywhere: readonly number[]): readonly number[] {
  const end = until === Number.POSITIVE_INFINITY ? at + YEARS : until;
  return [at + 1, until - 1, ...anywhere.map((part) => Math.floor(at + (end - at) * part))].filter(
    (instant) => instant > at && instant < until,
  );
}

describe('L4 horizon soundness', () => {
  it('L4 nothing of the answer changes before validUntil, and something does at it', () => {
    fc.assert(
      fc.property(caseArbitrary, parts, (doc, anywhere) => {
        const read = readCase(doc);
        let at = read.at;
        // Three answers in a row: the later ones begin where a horizon ended.
        for (let step = 0; step < 3; step += 1) {
          const now = lastingAt(read, at);
          const { validUntil } = evaluateAt(read.set, read.subject, at);
          expect(validUntil).toBeGreaterThan(at);
          for (const instant of within(at, validUntil, anywhere)) {
            expect(lastingAt(read, instant), new Date(instant).toISOString()).toBe(now);
          }
          if (validUntil === Number.POSITIVE_INFINITY) return;
          expect(lastingAt(read, validUntil), new Date(validUntil).toISOString()).not.toBe(now);
          at = validUntil;
        }
      }),
      { numRuns: 200 },
    );
  });

  it('L4 every instant before validUntil has the same validUntil', () => {
    fc.assert(
      fc.property(caseArbitrary, parts, (doc, anywhere) => {
        const { set, subject, at } = readCase(doc);
        const { validUntil } = judge(set, subject, at);
        for (const instant of within(at, validUntil, anywhere)) {
          expect(judge(set, subject, instant).validUntil).toBe(validUntil);
        }
      }),
      { numRuns: 100 },
    );
  });
});
