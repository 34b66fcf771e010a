import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Condition, Leaf } from '../../src/condition/language';
import type { Subject } from '../../src/model/subject';
import { createZone } from '../../src/time/zone';
import { compileBoth, type Named } from '../condition/support/compile-both';
import { jsonFacts } from '../condition/support/json-facts';
import { naiveTruth } from '../condition/support/naive';
import { createRandom, type Random } from '../condition/support/random';
import { randomCondition, randomNames } from '../condition/support/random-condition';
import {
  activity,
  control,
  DAY,
  NOW,
  plainSubject,
  randomSubject,
  requirement,
} from '../condition/support/random-subject';

const vocabulary = { temporal: true, custom: null, wild: 0.15, names: [] };
const asTruth = { false: 0, true: 1, unknown: 2 } as const;

function naive(condition: Condition, named: Named, subject: Subject, at: number): number {
  const seen = { unknownLeaf: false, objectsCompared: false };
  const world = { facts: jsonFacts(subject, at), at, named, operators: {}, seen };
  return asTruth[String(naiveTruth(condition, world)) as 'true'];
}

/** Instants in `[at, until)`: both ends, and some between. */
function instantsWithin(random: Random, at: number, until: number): readonly number[] {
  const end = until === Infinity ? at + 800 * DAY : until;
  const between = Array.from({ length: 4 }, () => at + random.below(end - at));
  return [at, end - 1, ...between];
}

describe('C5 the horizon', () => {
  it('C5 the truth stays the same in [t, until), and both implementations give the same until', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = createRandom(seed);
        const named = randomNames(random, vocabulary);
        const condition = randomCondition(random, { ...vocabulary, names: Object.keys(named) });
        const { generated, closures } = compileBoth(condition, named);
        const subject = randomSubject(random);
        const at = NOW + (random.below(121) - 60) * DAY;
        const horizon = { until: Number.NaN };
        const truth = generated.test(subject, at, horizon);
        const { until } = horizon;
        expect(until).toBeGreaterThan(at);
        if (!generated.readsTime) expect(until).toBe(Infinity);
        horizon.until = Number.NaN;
        expect([closures.test(subject, at, horizon), horizon.until]).toEqual([truth, until]);
        for (const instant of instantsWithin(random, at, until)) {
          expect([instant, naive(condition, named, subject, instant)]).toEqual([instant, truth]);
        }
      }),
      { numRuns: 10_000 },
    );
  });

  it('C5 testing at every horizon meets every flip', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = createRandom(seed);
        const condition = randomCondition(random, vocabulary);
        const { generated } = compileBoth(condition);
        const subject = randomSubject(random);
        const horizon = { until: 0 };
        const end = NOW + 60 * DAY;
        let steps = 0;
        let at = NOW - 60 * DAY;
        while (at < end) {
          const truth = generated.test(subject, at, horizon);
          for (let day = at; day < Math.min(end, horizon.until); day += DAY) {
            expect(naive(condition, {}, subject, day)).toBe(truth);
          }
          at = horizon.until;
          steps += 1;
        }
        // Flips are as many as the facts have changes, never one an instant.
        expect(steps).toBeLessThan(200);
      }),
      { numRuns: 500 },
    );
  });

  const older: Leaf = { fact: 'createdAt', operator: 'olderThan', value: 'P110D' };
  const younger: Leaf = { fact: 'createdAt', operator: 'youngerThan', value: 'P120D' };
  const isUser: Leaf = { fact: 'kind', operator: 'equal', value: 'user' };
  const isRobot: Leaf = { fact: 'kind', operator: 'equal', value: 'robot' };
  const created = NOW - 100 * DAY;

  it.each<[string, Condition, number, number]>([
    ['one leaf that will turn true', { all: [older] }, 0, created + 110 * DAY],
    ['one leaf that will turn false', { all: [younger] }, 1, created + 120 * DAY],
    ['not', { not: { all: [older] } }, 1, created + 110 * DAY],
    ['the earliest of all that are true', { all: [younger, { not: older }] }, 1, created + 110 * DAY],
    ['a false sibling makes the time irrelevant', { all: [older, isRobot] }, 0, Infinity],
    ['a true sibling makes the time irrelevant', { any: [older, isUser] }, 1, Infinity],
    [
      'an unknown sibling does not',
      { any: [older, { fact: 'lastActiveAt', operator: 'equal', value: 1 }] },
      2,
      created + 110 * DAY,
    ],
    [
      'before and after do not see the time',
      { all: [{ fact: 'createdAt', operator: 'before', value: '2026-01-01T00:00:00Z' }] },
      1,
      Infinity,
    ],
    [
      'a duration past the year 9999 never ends',
      { all: [{ fact: 'createdAt', operator: 'youngerThan', value: 'P1000Y' }] },
      1,
      Date.UTC(3025, 8, 23),
    ],
  ])('C5 %s', (_, condition, truth, until) => {
    for (const lane of Object.values(compileBoth(condition))) {
      const horizon = { until: 0 };
      expect([lane.test(plainSubject(), NOW, horizon), horizon.until]).toEqual([truth, until]);
    }
  });

  const subject = plainSubject(
    {},
    {
      activity: [activity('login', NOW - 5 * DAY), activity('token', null)],
      controls: [
        control({ type: 'HELD', expiresAt: NOW + 7 * DAY }),
        control({ type: 'OTHER', expiresAt: NOW + 3 * DAY }),
        control({ type: 'POLICY', setBy: 'POLICY', expiresAt: NOW + DAY }),
        control({ type: 'LATER', createdAt: NOW + 9 * DAY }),
        control({ type: 'VOID', createdAt: NOW + DAY, deletedAt: NOW + DAY }),
      ],
      requirements: [
        requirement({ type: 'KYC', state: 'MET', validUntil: NOW + 4 * DAY }),
        requirement({ type: 'KYC', state: 'PENDING', dueAt: NOW + 6 * DAY }),
        requirement({ type: 'ID', state: 'PENDING', dueAt: NOW + 2 * DAY }),
      ],
    },
  );

  it.each<[string, Leaf, number, number]>([
    ['a control that expires', { fact: 'controls', operator: 'contains', value: 'HELD' }, 1, NOW + 7 * DAY],
    ['a control to come', { fact: 'controls', operator: 'doesNotContain', value: 'LATER' }, 1, NOW + 9 * DAY],
    ['a control of a policy', { fact: 'controls', operator: 'contains', value: 'POLICY' }, 0, Infinity],
    ['a control that never is', { fact: 'controls', operator: 'contains', value: 'VOID' }, 0, Infinity],
    ['all controls', { fact: 'controls', path: '$.length', operator: 'equal', value: 2 }, 1, NOW + 3 * DAY],
    [
      'one type of requirement',
      { fact: 'requirements', path: '$.KYC', operator: 'equal', value: 'PENDING' },
      1,
      NOW + 4 * DAY,
    ],
    ['the other type', { fact: 'requirements', path: '$.ID', operator: 'equal', value: 'OVERDUE' }, 0, NOW + 2 * DAY],
    ['no such requirement', { fact: 'requirements', path: '$.NONE', operator: 'present', value: false }, 1, Infinity],
    ['the last activity', { fact: 'lastActiveAt', operator: 'olderThan', value: 'P7D' }, 0, NOW + 2 * DAY],
    [
      'one type of activity',
      { fact: 'activity', path: '$.login.lastAt', operator: 'olderThan', value: 'P6D' },
      0,
      NOW + DAY,
    ],
    [
      'a type without a success',
      { fact: 'activity', path: '$.token.lastAt', operator: 'olderThan', value: 'P6D' },
      2,
      Infinity,
    ],
  ])('C5 %s', (_, leaf, truth, until) => {
    for (const lane of Object.values(compileBoth({ all: [leaf] }))) {
      const horizon = { until: 0 };
      expect([lane.test(subject, NOW, horizon), horizon.until]).toEqual([truth, until]);
    }
  });
});

describe('C4 temporal operators', () => {
  const at = (operator: string, value: string): Condition => ({
    all: [{ fact: 'attributes', path: '$.at', operator, value }],
  });
  const instant = '2026-01-01T00:00:00Z';
  const truthOf = (condition: Condition, attribute: unknown, now = NOW): number =>
    compileBoth(condition).generated.test(plainSubject({ at: attribute as string }), now, { until: 0 });

  it('C4 olderThan D holds from fact + D on, youngerThan before it', () => {
    fc.assert(
      fc.property(fc.integer({ min: -3, max: 3 }), (offset) => {
        const now = NOW + 90 * DAY + offset;
        expect(truthOf(at('olderThan', 'P90D'), instant, now)).toBe(offset >= 0 ? 1 : 0);
        expect(truthOf(at('youngerThan', 'P90D'), instant, now)).toBe(offset >= 0 ? 0 : 1);
      }),
    );
  });

  it('C4 before and after are strict', () => {
    for (const [shift, before, after] of [
      [-1, 1, 0],
      [0, 0, 0],
      [1, 0, 1],
    ] as const) {
      const fact = new Date(NOW + shift).toISOString();
      expect([truthOf(at('before', instant), fact), truthOf(at('after', instant), fact)]).toEqual([before, after]);
    }
  });

  it('C4 an instant may have any offset', () => {
    expect(truthOf(at('after', '2026-01-01T01:00:00+02:00'), '2026-01-01T00:00:00Z')).toBe(1);
  });

  it('C4 calendar parts are added in the zone of the policy', () => {
    const zone = createZone('America/New_York');
    if (zone === null) throw new Error('no zone');
    // Clocks went forward on 2026-03-08, so these 24 local hours have 23.
    const { generated } = compileBoth(at('olderThan', 'P1D'), {}, undefined, zone);
    const horizon = { until: 0 };
    generated.test(plainSubject({ at: '2026-03-07T12:00:00-05:00' }), NOW, horizon);
    expect(new Date(horizon.until).toISOString()).toBe('2026-03-08T16:00:00.000Z');
  });

  it('C4 present is true of everything but a missing fact and null', () => {
    const present = (value: boolean): Condition => ({
      all: [{ fact: 'attributes', path: '$.at', operator: 'present', value }],
    });
    for (const value of ['', 0, false, [], {}])
      expect([truthOf(present(true), value), truthOf(present(false), value)]).toEqual([1, 0]);
    for (const value of [null, undefined])
      expect([truthOf(present(true), value), truthOf(present(false), value)]).toEqual([0, 1]);
  });
});
