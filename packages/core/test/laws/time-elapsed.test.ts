import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDuration } from '../../src/time/duration';
import { elapsedBetween } from '../../src/time/elapsed';
import { parseInstant } from '../../src/time/instant';
import { addDuration, createZone, utc } from '../../src/time/zone';

const at = (text: string): number => parseInstant(text) ?? Number.NaN;
const names = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Pacific/Apia'];
const years1970to2100 = fc.integer({ min: 0, max: 4_102_444_800_000 });

describe('how long it is between two instants', () => {
  it('T3/V2: added to the first it gives the second, to the second, in every zone', () => {
    fc.assert(
      fc.property(years1970to2100, years1970to2100, fc.constantFrom(...names), (a, b, name) => {
        const zone = createZone(name) ?? utc;
        const [from, to] = a < b ? [a, b] : [b, a];
        const elapsed = elapsedBetween(from, to, zone);
        const reached = addDuration(from, elapsed, zone);
        expect(reached).toBeLessThanOrEqual(to);
        expect(to - reached).toBeLessThan(1000);
        expect(parseDuration(elapsed.text)).toEqual(elapsed);
      }),
      { numRuns: 2_000 },
    );
  });

  it('T3/V2: no whole month and no whole day more would fit', () => {
    fc.assert(
      fc.property(years1970to2100, years1970to2100, fc.constantFrom(...names), (a, b, name) => {
        const zone = createZone(name) ?? utc;
        const [from, to] = a < b ? [a, b] : [b, a];
        const { months, days } = elapsedBetween(from, to, zone);
        const reach = (m: number, d: number) =>
          addDuration(from, { text: '', months: m, days: d, milliseconds: 0 }, zone);
        expect(reach(months + 1, 0)).toBeGreaterThan(to);
        expect(reach(months, days + 1)).toBeGreaterThan(to);
      }),
      { numRuns: 2_000 },
    );
  });

  it('T3: counts on the calendar, where a division by days would be wrong', () => {
    const berlin = createZone('Europe/Berlin') ?? utc;
    const text = (from: string, to: string, zone = utc) => elapsedBetween(at(from), at(to), zone).text;
    expect(text('2024-02-29T00:00:00Z', '2025-02-28T00:00:00Z')).toBe('P1Y');
    expect(text('2025-01-31T00:00:00Z', '2025-03-01T00:00:00Z')).toBe('P1M1D');
    expect(text('2026-01-01T00:00:00Z', '2027-03-04T05:06:07.999Z')).toBe('P1Y2M3DT5H6M7S');
    // The day of the change to summer time has 23 hours, and is a day all the same.
    expect(text('2026-03-28T12:00:00+01:00', '2026-03-29T12:00:00+02:00', berlin)).toBe('P1D');
    expect(text('2026-03-28T12:00:00+01:00', '2026-03-29T12:00:00+02:00')).toBe('PT23H');
    expect(text('2026-01-01T00:00:00Z', '2026-01-01T00:00:00.999Z')).toBe('PT0S');
    expect(text('2026-01-02T00:00:00Z', '2026-01-01T00:00:00Z')).toBe('PT0S');
  });
});
