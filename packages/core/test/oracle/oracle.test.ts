import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseDoc } from './case-types';
import { evaluateAt, lastingParts, type Snapshot } from './evaluate-at';
import { evaluateCase } from './evaluate-case';
import { caseArbitrary } from './generate';
import { candidates, validUntil } from './horizon';
import { nextTransition, settle } from './next-transition';
import { readCase, type Situation } from './situation';
import { addDuration, formatInstant, instantOf, never, parseInstant } from './time';
import { worked, workedResult } from './worked-example';

const years = 3 * 365 * 86_400_000;

/** Instants in `(t, until)`: all candidates and one millisecond beside them, and some that lie anywhere. */
function between(of: Situation, t: number, until: number, anywhere: readonly number[]): readonly number[] {
  const end = until === never ? t + years : until;
  const beside = candidates(of, t).flatMap((at) => [at - 1, at, at + 1]);
  const spread = anywhere.map((part) => Math.round(t + (end - t) * part));
  return [t + 1, until - 1, ...beside, ...spread].filter((at) => at > t && at < until).sort((a, b) => a - b);
}

const parts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 5, maxLength: 5 });

function shuffled<T>(list: readonly T[] | null | undefined, order: readonly number[]): T[] {
  return [...(list ?? [])]
    .map((item, i) => ({ item, key: order[i % order.length] ?? 0 }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

/** The same case with every list whose order carries no meaning in another order. */
function reordered(doc: CaseDoc, order: readonly number[]): CaseDoc {
  const { subject } = doc;
  const activity = Object.fromEntries(shuffled(Object.entries(subject.activity ?? {}), order));
  return {
    ...doc,
    policies: shuffled(doc.policies, order),
    subject: {
      ...subject,
      activity,
      controls: shuffled(subject.controls, order),
      requirements: shuffled(subject.requirements, order),
      exemptions: shuffled(subject.exemptions, order),
      progress: shuffled(subject.progress, order),
    },
  };
}

/** `nextTransition` with many more sweeps in between (L10). */
function finerTransition(of: Situation, t: number, status: string, until: number, anywhere: readonly number[]) {
  let { situation, after } = settle(of, t);
  if (after.status !== status) return { at: t, to: after.status };
  for (let at = t; at < until; ) {
    const next: number = Math.min(validUntil(situation, after), until);
    const stops: readonly number[] = [...between(situation, at, next, anywhere).slice(0, 12), next];
    for (const stop of stops) {
      if (stop === never) return null;
      ({ situation, after } = settle(situation, stop));
      if (after.status !== status) return { at: stop, to: after.status };
    }
    at = next;
  }
  return null;
}

describe('the oracle', () => {
  it('gives the documented result of the worked example', () => {
    expect(evaluateCase(worked)).toEqual(workedResult);
  });

  it('T1 reads RFC 3339 and nothing else', () => {
    expect(parseInstant('2026-01-01T00:00:00.9999999Z')).toBe(Date.UTC(2026, 0, 1, 0, 0, 0, 999));
    expect(parseInstant('2026-01-01T01:00+01:00')).toBe(Date.UTC(2026, 0, 1));
    for (const bad of ['2026-02-30T00:00:00Z', '2026-01-01', '2026-01-01T00:00:00', 'soon', '2026-01-01T24:00:00Z']) {
      expect(parseInstant(bad)).toBeNull();
    }
  });

  it('T3, T6 add durations on the wall clock', () => {
    const add = (base: string, duration: string, zone = 'UTC') =>
      formatInstant(addDuration(instantOf(base), duration, zone));
    expect(add('2024-02-29T00:00:00Z', 'P1Y')).toBe('2025-02-28T00:00:00.000Z');
    expect(add('2026-01-31T00:00:00Z', 'P1M')).toBe('2026-02-28T00:00:00.000Z');
    // The gap moves forward, the repeated hour takes its earlier pass, and nothing to add changes nothing.
    expect(add('2026-03-28T01:30:00Z', 'P1D', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
    expect(add('2026-10-24T00:30:00Z', 'P1D', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
    expect(add('2026-10-25T01:30:00Z', 'P0D', 'Europe/Berlin')).toBe('2026-10-25T01:30:00.000Z');
    expect(add('2026-03-28T12:00:00Z', 'PT24H', 'Europe/Berlin')).toBe('2026-03-29T12:00:00.000Z');
    expect(addDuration(instantOf('9000-01-01T00:00:00Z'), 'P1000Y', 'UTC')).toBe(never);
  });

  it('L4 validUntil is the first instant at which anything differs', () => {
    fc.assert(
      fc.property(caseArbitrary, parts, (doc, anywhere) => {
        const situation = readCase(doc);
        const now: Snapshot = evaluateAt(situation, instantOf(doc.at));
        const until = validUntil(situation, now);
        const lasting = lastingParts(now);
        for (const at of between(situation, now.t, until, anywhere)) {
          expect(lastingParts(evaluateAt(situation, at)), formatInstant(at)).toBe(lasting);
        }
        if (until !== never) expect(lastingParts(evaluateAt(situation, until))).not.toBe(lasting);
      }),
      { numRuns: 300 },
    );
  });

  it('L2 does not depend on the order of anything', () => {
    fc.assert(
      fc.property(caseArbitrary, fc.array(fc.integer(), { minLength: 5, maxLength: 5 }), (doc, order) => {
        expect(evaluateCase(reordered(doc, order))).toEqual(evaluateCase(doc));
      }),
      { numRuns: 150 },
    );
  });

  it('L3 nothing is due once everything due is done', () => {
    fc.assert(
      fc.property(caseArbitrary, (doc) => {
        const { after } = settle(readCase(doc), instantOf(doc.at));
        expect(after.due).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('L10 further sweeps lead to the same next transition', () => {
    fc.assert(
      fc.property(caseArbitrary, parts, (doc, anywhere) => {
        const situation = readCase(doc);
        const t = instantOf(doc.at);
        const { status } = evaluateAt(situation, t);
        const next = nextTransition(situation, t, status);
        const until = next?.at ?? t + years;
        expect(finerTransition(situation, t, status, until, anywhere)).toEqual(next);
      }),
      { numRuns: 150 },
    );
  });
});
