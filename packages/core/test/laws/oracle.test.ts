import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateCase } from '../../src/index';
import { evaluateWithReadings } from '../oracle/evaluate-case';
import { caseArbitrary } from '../oracle/generate';

const numRuns = Number(process.env['ORACLE_RUNS'] ?? 1_000);

describe('the evaluation against a second, naive evaluator', () => {
  it('L4 and the stage dates: every part of the answer is the same on random cases', { timeout: 600_000 }, () => {
    fc.assert(
      fc.property(caseArbitrary, (doc) => {
        expect(evaluateCase(doc)).toEqual(evaluateWithReadings(doc).result);
      }),
      { numRuns },
    );
  });
});
