import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Condition, Leaf } from '../../src/condition/language';
import { type CaseRefusal, evaluateCase } from '../../src/evaluate/evaluate-case';
import type { ActivityOfType } from '../../src/model/activity';
import { dayOf, forgetDays } from '../../src/model/activity-days';
import { mergeActivity, noActivity } from '../../src/model/merge-activity';
import { compilePolicies } from '../../src/policy/policy-set';
import { parseDuration } from '../../src/time/duration';
import { addDuration, createZone, utc } from '../../src/time/zone';
import { compileBoth, issuesOf } from '../condition/support/compile-both';
import { DAY, NOW, plainSubject } from '../condition/support/random-subject';

interface Happened {
  readonly type: string;
  readonly at: number;
  readonly failed: boolean;
  readonly times: number;
}

const happened = fc.record({
  type: fc.constantFrom('commit', 'login', '__proto__'),
  at: fc.integer({ min: NOW - 420 * DAY, max: NOW + 2 * DAY }),
  failed: fc.boolean(),
  times: fc.integer({ min: 1, max: 3 }),
});

/** One activity as the engine marks it. */
function markOf({ type, at, failed, times }: Happened): ActivityOfType {
  return {
    type,
    successAt: failed ? null : at,
    successCount: failed ? 0 : times,
    failureAt: failed ? at : null,
    failureCount: failed ? times : 0,
    days: { from: null, counts: [{ day: dayOf(at), successes: failed ? 0 : times, failures: failed ? times : 0 }] },
  };
}

function summaryOf(all: readonly Happened[]): readonly ActivityOfType[] {
  const types = new Map<string, ActivityOfType>();
  for (const one of all) {
    types.set(one.type, mergeActivity(types.get(one.type) ?? noActivity(one.type), markOf(one)));
  }
  return [...types.values()];
}

interface Asked {
  readonly types: readonly string[];
  readonly within: string;
  readonly failures: boolean;
}

const asked: fc.Arbitrary<Asked> = fc.record({
  types: fc.uniqueArray(fc.constantFrom('commit', 'login', '__proto__', 'never'), { minLength: 1 }),
  within: fc.constantFrom('P0D', 'P1D', 'P30D', 'P1M', 'P1Y', 'PT36H', 'P1M1DT1H'),
  failures: fc.boolean(),
});

/** The clause once more: every single activity is asked whether its day is still in the window. */
function naiveCount(all: readonly Happened[], { types, within, failures }: Asked, at: number): number {
  const duration = parseDuration(within);
  if (duration === null) throw new Error('no duration');
  let count = 0;
  for (const one of all) {
    const endOfDay = (Math.floor(one.at / DAY) + 1) * DAY;
    if (types.includes(one.type) && (failures || !one.failed) && at < addDuration(endOfDay, duration, utc)) {
      count += one.times;
    }
  }
  return count;
}

const comparisons: Readonly<Record<string, (count: number, value: number) => boolean>> = {
  lessThan: (count, value) => count < value,
  'not:lessThan': (count, value) => count >= value,
  greaterThan: (count, value) => count > value,
  lessThanInclusive: (count, value) => count <= value,
  equal: (count, value) => count === value,
  notEqual: (count, value) => count !== value,
};

const countLeaf = (params: Asked, operator: string, value: number): Leaf => ({
  fact: 'activityCount',
  params: { ...params },
  operator,
  value,
});

describe('A8 counts in a window', () => {
  it('A8 A1 the count is that of the naive counter, in both implementations, and C5 its horizon is the exact flip', () => {
    fc.assert(
      fc.property(
        fc.array(happened, { maxLength: 25 }),
        asked,
        fc.constantFrom(...Object.keys(comparisons)),
        fc.integer({ min: 0, max: 8 }),
        fc.integer({ min: NOW - 60 * DAY, max: NOW + 60 * DAY }),
        (all, params, operator, value, at) => {
          const compare = comparisons[operator] as (count: number, value: number) => boolean;
          const truthAt = (instant: number): number => Number(compare(naiveCount(all, params, instant), value));
          const subject = plainSubject({}, { activity: summaryOf(all) });
          for (const lane of Object.values(compileBoth({ all: [countLeaf(params, operator, value)] }))) {
            const horizon = { until: 0 };
            expect(lane.test(subject, at, horizon)).toBe(truthAt(at));
            const { until } = horizon;
            expect(until).toBeGreaterThan(at);
            if (until !== Infinity)
              expect([truthAt(until - 1), truthAt(until)]).toEqual([truthAt(at), 1 - truthAt(at)]);
            const end = until === Infinity ? at + 500 * DAY : until;
            for (let step = 0; step < 6; step++) expect(truthAt(at + ((end - at) * step) / 6)).toBe(truthAt(at));
          }
        },
      ),
      { numRuns: 3_000 },
    );
  });

  it('A8 an activity is counted for at least `within`, and for less than a day more', () => {
    fc.assert(
      fc.property(happened, fc.constantFrom('P0D', 'P30D', 'PT36H'), (one, within) => {
        const leaf = countLeaf({ types: [one.type], within, failures: true }, 'greaterThan', 0);
        const { closures } = compileBoth({ all: [leaf] });
        const subject = plainSubject({}, { activity: summaryOf([one]) });
        const exact = addDuration(one.at, parseDuration(within) as never, utc);
        const horizon = { until: 0 };
        expect(closures.test(subject, exact - 1, horizon)).toBe(1);
        expect(horizon.until).toBeGreaterThanOrEqual(exact);
        expect(horizon.until).toBeLessThanOrEqual(exact + DAY);
      }),
    );
  });

  it('A8 against another fact the horizon is the day when the count changes', () => {
    const all = [0, 3, 9].map((days) => ({ type: 'commit', at: NOW - days * DAY, failed: false, times: 1 }));
    const leaf: Leaf = {
      ...countLeaf({ types: ['commit'], within: 'P30D', failures: false }, 'lessThan', 0),
      value: { fact: 'attributes', path: '$.wanted' },
    };
    const subject = plainSubject({ wanted: 3 }, { activity: summaryOf(all) });
    for (const lane of Object.values(compileBoth({ all: [leaf] }))) {
      const horizon = { until: 0 };
      expect([lane.test(subject, NOW, horizon), horizon.until]).toEqual([0, NOW - 9 * DAY + 31 * DAY]);
      expect([lane.test(subject, horizon.until, horizon), horizon.until]).toEqual([1, NOW - 3 * DAY + 31 * DAY]);
    }
  });

  it('A8 the window reaches back in days of UTC, whatever the zone of the policy', () => {
    const subject = plainSubject({}, { activity: summaryOf([{ type: 'commit', at: NOW, failed: false, times: 1 }]) });
    const leaf = countLeaf({ types: ['commit'], within: 'P1M', failures: false }, 'greaterThan', 0);
    const untils = ['UTC', 'America/New_York', 'Asia/Tokyo'].map((name) => {
      const horizon = { until: 0 };
      compileBoth({ all: [leaf] }, {}, undefined, createZone(name) ?? utc).generated.test(subject, NOW, horizon);
      return horizon.until;
    });
    expect(new Set(untils).size).toBe(1);
  });

  it('A8 days that nobody counted make the count unknown until they have left the window', () => {
    const uncounted = { type: 'commit', successAt: NOW - 10 * DAY, successCount: 7, failureAt: null, failureCount: 0 };
    const leaf = countLeaf({ types: ['commit'], within: 'P30D', failures: false }, 'lessThan', 5);
    const subject = plainSubject({}, { activity: [uncounted] });
    for (const lane of Object.values(compileBoth({ all: [leaf] }))) {
      const horizon = { until: 0 };
      expect(lane.test(subject, NOW, horizon)).toBe(2);
      expect(horizon.until).toBe(NOW - 10 * DAY + 31 * DAY);
      expect(lane.blame(subject, NOW)).toEqual(['activityCount']);
      expect(lane.test(subject, horizon.until, horizon)).toBe(1);
      expect(horizon.until).toBe(Infinity);
    }
  });

  it('A8 who never did anything has a count of 0', () => {
    const leaf = countLeaf({ types: ['commit'], within: 'P1Y', failures: false }, 'equal', 0);
    const horizon = { until: 0 };
    expect(compileBoth({ all: [leaf] }).generated.test(plainSubject(), NOW, horizon)).toBe(1);
    expect(horizon.until).toBe(Infinity);
  });

  it('A8 S1 it reads activity, and the policy set knows how far its windows reach back', () => {
    const leaf = countLeaf({ types: ['commit'], within: 'P2Y', failures: false }, 'lessThan', 5);
    expect(compileBoth({ all: [leaf] }).closures).toMatchObject({ readsActivity: true, readsTime: true });
    const stages = [{ id: 'dormant', after: 'P45D', control: { type: 'DORMANT', reasonCode: 'INACTIVITY' } }];
    const policy = (when: Condition): object => ({
      id: 'p',
      conditions: { few: when },
      inactivity: [{ id: 'r', stages }],
    });
    const set = compilePolicies({ policies: [policy({ not: { all: [leaf] } })] });
    expect(set.countedDays).toBeGreaterThanOrEqual(732);
    expect(set.countedDays).toBeLessThan(760);
    expect(compilePolicies({ policies: [] }).countedDays).toBe(0);
  });
});

describe('A8 the daily counters', () => {
  const marks = fc.array(happened, { maxLength: 12 });
  const uncounted = happened.map((one) => {
    const { days: _days, ...rest } = markOf(one);
    return rest;
  });

  it('A1 merging daily counters is commutative and associative, with a type that nobody counted too', () => {
    const part = fc.oneof(
      marks.map((all) =>
        all.map((one) => markOf({ ...one, type: 'commit' })).reduce(mergeActivity, noActivity('commit')),
      ),
      uncounted.map((one) => ({ ...one, type: 'commit' })),
    );
    fc.assert(
      fc.property(part, part, part, (a, b, c) => {
        expect(mergeActivity(a, b)).toEqual(mergeActivity(b, a));
        expect(mergeActivity(mergeActivity(a, b), c)).toEqual(mergeActivity(a, mergeActivity(b, c)));
        expect(mergeActivity(noActivity('commit'), a)).toEqual(a);
      }),
    );
  });

  it('A1 forgetting days before or after a merge leaves the same counters', () => {
    fc.assert(
      fc.property(marks, marks, fc.integer({ min: 0, max: 430 }), (left, right, back) => {
        const from = dayOf(NOW) - back;
        const sum = (all: readonly Happened[]): ActivityOfType =>
          all.map((one) => markOf({ ...one, type: 'commit' })).reduce(mergeActivity, noActivity('commit'));
        const late = forgetDays(mergeActivity(sum(left), sum(right)), from);
        const early = forgetDays(mergeActivity(forgetDays(sum(left), from), sum(right)), from);
        expect(early).toEqual(late);
        for (const { day } of late.days?.counts ?? []) expect(day).toBeGreaterThanOrEqual(from);
      }),
    );
  });

  it('A1 a merge shares nothing with what was merged in, and changes neither side', () => {
    const [one, other] = [
      markOf({ type: 'a', at: NOW, failed: false, times: 1 }),
      markOf({ type: 'a', at: 5, failed: true, times: 2 }),
    ];
    const before = JSON.stringify([one, other]);
    const merged = mergeActivity(one, other);
    expect(JSON.stringify([one, other])).toBe(before);
    expect(merged.days?.counts[0]).not.toBe(other.days?.counts[0]);
    expect(merged.days?.counts).toEqual([
      { day: 0, successes: 0, failures: 2 },
      { day: dayOf(NOW), successes: 1, failures: 0 },
    ]);
  });
});

describe('A8 the check of a count', () => {
  const good = { types: ['commit'], within: 'P1Y' };
  const issuesWith = (params: unknown, more: object = {}): readonly string[] =>
    issuesOf({
      all: [
        { fact: 'activityCount', operator: 'lessThan', value: 5, ...(params === undefined ? {} : { params }), ...more },
      ],
    }).map(({ code, pointer }) => `${code} ${pointer}`);

  it.each<[string, unknown, object, readonly string[]]>([
    ['a sound one', good, {}, []],
    ['with failures', { ...good, failures: true }, {}, []],
    ['no params', undefined, {}, ['MISSING_KEY /when/all/0/params']],
    ['params of another type', 7, {}, ['INVALID_PARAMS /when/all/0/params']],
    ['empty params', {}, {}, ['MISSING_KEY /when/all/0/params/types', 'MISSING_KEY /when/all/0/params/within']],
    ['no types', { ...good, types: [] }, {}, ['INVALID_PARAMS /when/all/0/params/types']],
    ['a type that is no text', { ...good, types: ['a', 7] }, {}, ['INVALID_PARAMS /when/all/0/params/types/1']],
    ['no duration', { ...good, within: '1 year' }, {}, ['INVALID_PARAMS /when/all/0/params/within']],
    ['failures that are no boolean', { ...good, failures: 1 }, {}, ['INVALID_PARAMS /when/all/0/params/failures']],
    ['another key', { ...good, since: 1 }, {}, ['UNKNOWN_KEY /when/all/0/params/since']],
    ['a value of another type', good, { value: '5' }, ['INVALID_VALUE /when/all/0/value']],
    ['a path', good, { path: '$.a' }, ['NEVER_JUDGED /when/all/0/operator']],
    [
      'as the other fact',
      good,
      { value: { fact: 'activityCount', params: { types: ['a'] } } },
      ['MISSING_KEY /when/all/0/value/params/within'],
    ],
  ])('A8 %s', (_, params, more, issues) => {
    expect(issuesWith(params, more)).toEqual(issues);
  });
});

describe('A8 in a case', () => {
  const caseWith = (days: unknown): unknown => ({
    id: 'c',
    at: '2026-01-01T00:00:00Z',
    policies: [
      {
        id: 'p',
        appliesTo: {
          all: [
            { fact: 'activityCount', params: { types: ['commit'], within: 'P1Y' }, operator: 'lessThan', value: 5 },
          ],
        },
      },
    ],
    subject: {
      identity: { accountId: 'acme', id: 'u-1', kind: 'user', createdAt: '2020-01-01T00:00:00Z' },
      activity: { commit: { success: { lastAt: '2025-09-01T08:00:00Z', count: 9 }, days } },
    },
  });

  it('A8 daily counters of a case are counted, and say until when', () => {
    expect(
      evaluateCase(caseWith({ '2025-09-01': { success: 3 }, '2025-03-01': { success: 2, failure: 9 } })),
    ).toMatchObject({
      policies: [{ applies: 'false' }],
      validUntil: '2026-03-02T00:00:00.000Z',
    });
  });

  it('A8 without them the count is unknown', () => {
    expect(evaluateCase(caseWith(null))).toMatchObject({
      policies: [{ applies: 'unknown', undecided: [{ where: 'appliesTo', facts: ['activityCount'] }] }],
    });
  });

  it('A8 wrong ones are refused with their place', () => {
    const refused = evaluateCase(caseWith({ '2025-02-30': { success: 1 }, '2025-09-01': { success: -1, other: 1 } }));
    expect(refused).toMatchObject({ error: { code: 'INVALID_CASE' } });
    expect((refused as CaseRefusal).error.issues.map(({ pointer }) => pointer)).toEqual([
      '/subject/activity/commit/days/2025-02-30',
      '/subject/activity/commit/days/2025-09-01/success',
      '/subject/activity/commit/days/2025-09-01/other',
    ]);
  });
});
