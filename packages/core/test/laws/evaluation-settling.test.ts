import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateAt, judge } from '../../src/evaluate/evaluate';
import { settle } from '../../src/evaluate/next-transition';
import type { Evaluation } from '../../src/index';
import { caseArbitrary } from '../oracle/generate';
import { DAY, readCase } from './support/read-case';
import { comparable, sweepUntil } from './support/sweeps';

const parts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 6, maxLength: 6 });
const YEARS = 2 * 366 * DAY;

interface Place {
  readonly key: string;
  readonly state: string;
}

/** Every stage with the episode that it belongs to: policy, rule, base. */
function places(evaluation: Evaluation): readonly Place[] {
  return evaluation.policies.flatMap((policy) =>
    policy.applies !== 'true' || policy.ruleId === null
      ? []
      : policy.stages.map(({ stageId, state }) => ({
          key: [policy.policyId, policy.ruleId, policy.base, stageId].join(' '),
          state,
        })),
  );
}

describe('L3, L5, L6, L10 acting on what is due', () => {
  it('L3 once everything due is done, nothing is due and deciding again changes nothing', () => {
    fc.assert(
      fc.property(caseArbitrary, (doc) => {
        const { set, subject, at } = readCase(doc);
        const settled = settle(set, subject, at);
        expect(judge(set, settled.subject, at).due).toEqual([]);
        const again = settle(set, settled.subject, at);
        expect(again).toEqual(settled);
        expect(again.subject).toBe(settled.subject);
      }),
      { numRuns: 120 },
    );
  });

  it('L5 the horizon lies after the instant, before and after acting', () => {
    fc.assert(
      fc.property(caseArbitrary, (doc) => {
        const { set, subject, at } = readCase(doc);
        expect(judge(set, subject, at).validUntil).toBeGreaterThan(at);
        expect(settle(set, subject, at).validUntil).toBeGreaterThan(at);
      }),
      { numRuns: 100 },
    );
  });

  it('L5 sweeping at every horizon comes to an end: only so many things can happen', () => {
    fc.assert(
      fc.property(caseArbitrary, (doc) => {
        const { set, subject, at } = readCase(doc);
        const { sweptAt, validUntil } = sweepUntil(set, subject, at, Number.POSITIVE_INFINITY);
        expect(validUntil).toBe(Number.POSITIVE_INFINITY);
        expect(sweptAt.length).toBeLessThan(100);
      }),
      { numRuns: 100 },
    );
  });

  it('L6 what is done stays done, and nothing that was set is taken back', () => {
    fc.assert(
      fc.property(caseArbitrary, parts, (doc, anywhere) => {
        const { set, subject, at } = readCase(doc);
        const also = anywhere.map((part) => Math.floor(at + part * YEARS));
        let done = new Set<string>();
        let state = subject;
        for (const instant of [at, ...also.sort((a, b) => a - b)]) {
          state = settle(set, state, instant).subject;
          const now = places(evaluateAt(set, state, instant));
          for (const { key, state: reached } of now) if (done.has(key)) expect(reached, key).toBe('done');
          const doneNow = now.filter((place) => place.state === 'done').map(({ key }) => key);
          done = new Set([...done, ...doneNow]);
          expect(state.controls.slice(0, subject.controls.length)).toEqual(subject.controls);
          expect(state.requirements.slice(0, subject.requirements.length)).toEqual(subject.requirements);
        }
      }),
      { numRuns: 120 },
    );
  });

  it('L6 while nobody acts and no control begins or ends, a stage that is due stays due or is stopped', () => {
    fc.assert(
      fc.property(caseArbitrary, parts, (doc, anywhere) => {
        const { set, subject, at } = readCase({ ...doc, subject: { ...doc.subject, controls: [] } });
        const reached = new Map<string, string>();
        for (const instant of [at, ...anywhere.map((part) => Math.floor(at + part * YEARS))].sort((a, b) => a - b)) {
          for (const { key, state } of places(evaluateAt(set, subject, instant))) {
            // Without anyone acting a stage goes from waiting to due; `held` may come and go.
            if (reached.get(key) === 'due') expect(state, key).not.toBe('waiting');
            if (reached.get(key) === 'done') expect(state, key).toBe('done');
            if (reached.get(key) !== 'due' || state !== 'held') reached.set(key, state);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('L10 sweeping at every horizon does the same at the same instants as any finer schedule', () => {
    fc.assert(
      fc.property(caseArbitrary, parts, (doc, anywhere) => {
        const { set, subject, at } = readCase(doc);
        const until = at + YEARS;
        const also = anywhere.flatMap((part) => {
          const instant = Math.floor(at + part * YEARS);
          return [instant, instant + 1];
        });
        const coarse = sweepUntil(set, subject, at, until);
        const beside = coarse.sweptAt.flatMap((instant) => [instant - 1, instant + 1]);
        const finer = sweepUntil(set, subject, at, until, [...also, ...beside]);
        expect(comparable(finer)).toEqual(comparable(coarse));
        expect(finer.validUntil).toBe(coarse.validUntil);
      }),
      { numRuns: 150 },
    );
  });

  it('L10 a coarser schedule does nothing earlier', () => {
    fc.assert(
      fc.property(caseArbitrary, fc.integer({ min: 1, max: 90 }), (doc, days) => {
        const { set, subject, at } = readCase(doc);
        const until = at + YEARS / 2;
        const exact = sweepUntil(set, subject, at, until);
        const late = new Map<string, number>();
        let state = subject;
        for (let instant = at; instant < until; instant += days * DAY) {
          const settled = settle(set, state, instant).subject;
          for (const entry of settled.progress) {
            if (state.progress.includes(entry)) continue;
            late.set([entry.policyId, entry.ruleId, entry.stageId, entry.base].join(' '), entry.at);
          }
          state = settled;
        }
        for (const entry of exact.progress) {
          const sweptLate = late.get([entry.policyId, entry.ruleId, entry.stageId, entry.base].join(' '));
          if (sweptLate !== undefined) expect(sweptLate).toBeGreaterThanOrEqual(entry.at);
        }
      }),
      { numRuns: 60 },
    );
  });
});
