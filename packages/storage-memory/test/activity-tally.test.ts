import { type ActivityDays, type ActivityOfType, forgetDays, mergeActivity, noActivity } from '@dormouse/core';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { addTo, newTally, tallyOf, viewOf } from '../src/activity-tally';

const day = fc.integer({ min: -3, max: 12 });
const times = fc.integer({ min: 0, max: 5 });

/** Few days, so that they often meet; in order, each once, none before the first complete one. */
const days: fc.Arbitrary<ActivityDays> = fc
  .record({
    from: fc.option(day),
    counts: fc.uniqueArray(fc.record({ day, successes: times, failures: times }, { noNullPrototype: true }), {
      maxLength: 3,
      selector: (count) => count.day,
    }),
  })
  .map(({ from, counts }) => ({
    from,
    counts: counts.filter((count) => from === null || count.day >= from).sort((left, right) => left.day - right.day),
  }));

const instant = fc.option(fc.integer({ min: -3 * 86_400_000, max: 13 * 86_400_000 }));
const sums = { type: fc.constant('login'), successAt: instant, successCount: times, failureAt: instant };
const mark: fc.Arbitrary<ActivityOfType> = fc.oneof(
  fc.record({ ...sums, failureCount: times, days }, { noNullPrototype: true }),
  fc.record({ ...sums, failureCount: times }, { noNullPrototype: true }),
  // What recording gives: one day.
  fc.record({ ...sums, failureCount: times, day }).map(({ day: on, ...rest }) => ({
    ...rest,
    days: { from: null, counts: [{ day: on, successes: rest.successCount, failures: rest.failureCount }] },
  })),
);
const step = fc.record({ mark, daysFrom: fc.option(day, { nil: undefined }), isRead: fc.boolean() });

it('A1, A8 adding in place gives what merging gives, and nothing that was read changes', () => {
  fc.assert(
    fc.property(fc.option(mark), fc.array(step, { maxLength: 12 }), (stored, steps) => {
      let merged = stored ?? noActivity('login');
      const tally = stored === null ? newTally('login') : tallyOf(merged);
      const read: [shown: ActivityOfType, copy: ActivityOfType][] = [];
      for (const { mark: added, daysFrom, isRead } of steps) {
        const before = structuredClone(added);
        addTo(tally, added, daysFrom);
        expect(added).toEqual(before);
        const whole = mergeActivity(merged, added);
        merged = daysFrom === undefined ? whole : forgetDays(whole, daysFrom);
        if (isRead) read.push([viewOf(tally), structuredClone(viewOf(tally))]);
      }
      expect(viewOf(tally)).toStrictEqual(merged);
      for (const [shown, copy] of read) {
        expect(shown).toStrictEqual(copy);
        expect(isDeeplyFrozen(shown)).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});

function isDeeplyFrozen(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return Object.isFrozen(value) && Object.values(value).every(isDeeplyFrozen);
}
