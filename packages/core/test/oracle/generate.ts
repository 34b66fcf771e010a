import { Temporal } from '@js-temporal/polyfill';
import fc from 'fast-check';
import type { CaseDoc, PolicyDoc } from './case-types';
import { leafDurations } from './generate-conditions';
import { policiesArbitrary, settingsArbitrary } from './generate-policies';
import { addProgress, progressPlan } from './generate-progress';
import { buildSubject, subjectPlan } from './generate-subject';
import { formatInstant } from './time';

/** Ends of years and months, the leap day, and the hours in which clocks change. */
const awkward: readonly string[] = [
  '2026-01-01T00:00:00.000Z',
  '2024-02-29T12:00:00.000Z',
  '2026-03-31T22:30:00.000Z',
  '2026-03-29T01:00:00.000Z',
  '2026-03-08T07:30:00.000Z',
  '2026-10-25T00:30:00.000Z',
  '2026-10-25T01:30:00.000Z',
  '2026-11-01T06:30:00.000Z',
];

const atArbitrary: fc.Arbitrary<number> = fc.oneof(
  fc.constantFrom(...awkward).map((text) => Date.parse(text)),
  fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2027, 0, 1) }),
);

function durationsOf(policies: readonly PolicyDoc[]): ReadonlySet<string> {
  const rules = policies.flatMap((policy) => policy.inactivity ?? []);
  const own = rules.flatMap((rule) => (typeof rule.neverActive === 'object' ? (rule.neverActive?.stages ?? []) : []));
  return new Set([...rules.flatMap((rule) => rule.stages), ...own].map((stage) => stage.after));
}

/** The instants from which a duration of the policies ends just before, at, just after, or some days around `at`. */
function edgesOf(policies: readonly PolicyDoc[], at: number): readonly number[] {
  const zones = [...new Set(policies.map((policy) => policy.timeZone ?? 'UTC'))];
  const days = 86_400_000;
  const ends = [at, at, at, at - 1, at + 1, at - 86_400_000, at + 5 * days, at - 20 * days, at + 3_600_000];
  const durations = [...durationsOf(policies), ...leafDurations.slice(0, 3)];
  return zones.flatMap((zone) =>
    durations.flatMap((duration) =>
      ends.map((end) => {
        const local = Temporal.Instant.fromEpochMilliseconds(end).toZonedDateTimeISO(zone);
        return local.subtract(Temporal.Duration.from(duration)).epochMilliseconds;
      }),
    ),
  );
}

/**
 * Random valid cases in which much happens: instants are drawn near `at` and at the edges of what the policies say,
 * and progress mostly belongs to the present episode. Cases may go through contested readings (READINGS.md).
 */
export const caseArbitrary: fc.Arbitrary<CaseDoc> = atArbitrary.chain((at) =>
  fc
    .record({
      policies: policiesArbitrary(at),
      settings: settingsArbitrary(at),
      plan: subjectPlan(at),
      progress: fc.oneof(
        { weight: 1, arbitrary: fc.constant([]) },
        { weight: 3, arbitrary: fc.array(progressPlan, { minLength: 1, maxLength: 4 }) },
      ),
    })
    .map(({ policies, settings, plan, progress }) => {
      const edges = edgesOf(policies, at);
      const subject = buildSubject(plan, { at, edges, policies });
      return addProgress({ id: 'case', at: formatInstant(at), policies, settings, subject }, progress);
    }),
);
