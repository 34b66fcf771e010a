import { Temporal } from '@js-temporal/polyfill';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatInstant } from '../../src/time/instant';
import { addDuration, utc, type Zone } from '../../src/time/zone';
import { DAY, durationOf, durationOfParts, HOUR, instant, type Parts, parts, zone } from '../time/arbitraries';

function addByTemporal(at: number, length: Parts, name: string): number {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(name).add(length).epochMilliseconds;
}

function expectSame(at: number, length: Parts, { name, offsetAt }: Zone): void {
  expect(formatInstant(addDuration(at, durationOfParts(length), { name, offsetAt }))).toBe(
    formatInstant(addByTemporal(at, length, name)),
  );
}

describe('T3 and T6, base + D', () => {
  it('T3 agrees with Temporal on random instants, zones and durations', () => {
    fc.assert(fc.property(instant, parts, zone, expectSame), { numRuns: 3000 });
  });

  it('T3 agrees with Temporal in UTC, whose sums take a shorter way', () => {
    fc.assert(
      fc.property(instant, parts, (at, length) => {
        expect(addDuration(at, durationOfParts(length), utc)).toBe(addByTemporal(at, length, 'UTC'));
      }),
      { numRuns: 2000 },
    );
  });

  it('T6 agrees with Temporal where clocks change: the base, or the end, or both near a change', () => {
    const nearChange = fc.record({
      zone,
      from: instant,
      shift: fc.integer({ min: -30 * HOUR, max: 30 * HOUR }),
      minutesOnly: fc.boolean(),
      days: fc.nat(60),
      months: fc.nat(30),
      atEnd: fc.boolean(),
    });
    fc.assert(
      fc.property(nearChange, ({ zone, from, shift, minutesOnly, days, months, atEnd }) => {
        const start = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone.name);
        const change = start.getTimeZoneTransition('next') ?? start;
        const near = change.epochMilliseconds + (minutesOnly ? Math.trunc(shift / 10) : shift);
        const length = { years: 0, months, weeks: 0, days, hours: 0, minutes: 0, seconds: 0 };
        const local = Temporal.Instant.fromEpochMilliseconds(near).toZonedDateTimeISO(zone.name);
        const base = atEnd ? local.subtract({ months, days }).epochMilliseconds : near;
        expectSame(base, length, zone);
      }),
      { numRuns: 3000 },
    );
  });

  it('T6 without calendar parts the zone does not matter', () => {
    fc.assert(
      fc.property(instant, zone, fc.nat(100_000_000), (at, zone, seconds) => {
        const exact = durationOf(`PT${seconds}S`);
        expect(addDuration(at, exact, zone)).toBe(at + seconds * 1000);
      }),
    );
  });

  it('T3 the offset of every zone agrees with Temporal', () => {
    fc.assert(
      fc.property(instant, zone, (at, zone) => {
        const { offsetNanoseconds } = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone.name);
        expect(zone.offsetAt(at)).toBe(offsetNanoseconds / 1e6);
      }),
      { numRuns: 2000 },
    );
  });

  it('T4 inactive for D means t >= base + D, inclusive, and never a rounded number of days', () => {
    fc.assert(
      fc.property(
        instant,
        fc.nat(4000),
        fc.nat(100_000),
        fc.integer({ min: -DAY, max: DAY }),
        (base, days, seconds, late) => {
          const due = addDuration(base, durationOf(`P${days}DT${seconds}S`), utc);
          const t = due + late;
          expect(t >= due).toBe(t - base >= days * DAY + seconds * 1000);
        },
      ),
    );
  });
});
