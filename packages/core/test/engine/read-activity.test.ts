import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ActivitySummary } from '../../src/engine/activity-summary';
import { readActivity, readPlainActivity } from '../../src/engine/read-activity';
import { dayOf } from '../../src/model/activity-days';
import { isDormouseError } from '../../src/model/errors';
import { mergeActivity, noActivity } from '../../src/model/merge-activity';

const NOW = Date.UTC(2026, 0, 1);

const odd = fc.constantFrom<unknown>(undefined, null, '', 'a\u0000', '\ud800', 0, -1, 1.5, 2 ** 53, Number.NaN, {}, []);
const text = fc.constantFrom('a', 'login', 'failure', '2026-01-01T00:00:00Z', '2026-01-01T00:05:00.001Z', '2026-01-01');
const date = fc.constantFrom(NOW, NOW + 300_000, NOW + 300_001, -(10 ** 15), Number.NaN).map((at) => new Date(at));
const value = fc.oneof(odd, text, date, fc.constantFrom<unknown>('success', 'failure', 1, 7));
const likely = fc.record({
  identityId: fc.constant('a'),
  type: fc.constant('login'),
  at: fc.oneof(date, text),
  outcome: fc.constantFrom('success', 'failure', null, undefined),
  count: fc.constantFrom(1, 3, null, undefined),
});
const anything = fc.oneof(
  likely,
  fc.record(
    { identityId: value, type: value, at: value, outcome: value, count: value, more: value },
    { requiredKeys: [] },
  ),
  likely.map((activity) => Object.create(activity) as unknown),
  likely.map((activity) => Object.assign(Object.create({ type: 'inherited' }), activity) as unknown),
  value,
);

it('A1 what is read quickly is read with care just the same, and nothing wrong is read quickly', () => {
  fc.assert(
    fc.property(anything, (given) => {
      const plain = readPlainActivity(given, NOW);
      const careful = tryRead(given);
      if (plain !== null) expect(careful).toEqual(plain);
      if (careful === null) expect(plain).toBeNull();
    }),
    { numRuns: 2_000 },
  );
  expect(readPlainActivity({ identityId: 'a', type: 'login', at: new Date(NOW) }, NOW)).not.toBeNull();
});

function tryRead(given: unknown): unknown {
  try {
    return readActivity(given, '/0', NOW);
  } catch (error) {
    if (!isDormouseError(error)) throw error;
    return null;
  }
}

const read = fc.record({
  identityId: fc.constantFrom('a', 'b'),
  type: fc.constantFrom('login', 'api_call'),
  at: fc.integer({ min: -3, max: 3 }).map((days) => days * 40_000_000),
  failed: fc.boolean(),
  times: fc.integer({ min: 1, max: 3 }),
});

it('A1 a batch that is summed up in place gives what merging one by one gives', () => {
  fc.assert(
    fc.property(fc.array(read, { maxLength: 20 }), (activities) => {
      const summary = new ActivitySummary();
      activities.forEach((activity, index) => {
        summary.add(2 * index, activity);
      });
      for (const { identityId, activity } of summary.marks) {
        const own = activities.filter((each) => each.identityId === identityId && each.type === activity.type);
        const merged = own.reduce((sum, each) => mergeActivity(sum, markOf(each)), noActivity(activity.type));
        expect(activity).toEqual(merged);
      }
      const marked = summary.marks.map(({ identityId, activity }) => `${identityId} ${activity.type}`);
      expect(marked).toEqual([...new Set(activities.map(({ identityId, type }) => `${identityId} ${type}`))]);
      const places = activities.flatMap(({ identityId }, index) => (identityId === 'b' ? [[2 * index, 'b']] : []));
      expect(summary.placesOf(['b', 'c'])).toEqual(places);
    }),
  );
});

function markOf({ type, at, failed, times }: { type: string; at: number; failed: boolean; times: number }) {
  const successes = failed ? 0 : times;
  const failures = failed ? times : 0;
  return {
    type,
    successAt: failed ? null : at,
    successCount: successes,
    failureAt: failed ? at : null,
    failureCount: failures,
    days: { from: null, counts: [{ day: dayOf(at), successes, failures }] },
  };
}
