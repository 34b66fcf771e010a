import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ascends, type Duration } from '../../src/time/duration';
import { addDuration, utc } from '../../src/time/zone';
import { DAY, duration, durationOf, HOUR, modernInstant, ordinaryZone, some } from '../time/arbitraries';

/** Pairs b <= b', mostly within a few days, where an order can be reversed. */
const pair = fc
  .tuple(
    modernInstant,
    fc.oneof(fc.nat(3 * DAY), fc.nat(2 * HOUR), fc.nat(400 * DAY)),
    fc.option(fc.integer({ min: 28, max: 31 }), { nil: 0 }),
  )
  .map(([at, gap, monthDay]) => {
    // Bases at the end of a month are the ones that clamping brings together.
    const base =
      monthDay === 0 ? at : Date.UTC(new Date(at).getUTCFullYear(), new Date(at).getUTCMonth(), monthDay) + (at % DAY);
    return [base, base + gap] as const;
  });

describe('T5 monotony', () => {
  it("T5 b <= b' implies b + D <= (b' + D) + 25 h", () => {
    fc.assert(
      fc.property(pair, duration, ordinaryZone, ([earlier, later], duration, zone) => {
        expect(addDuration(earlier, duration, zone)).toBeLessThanOrEqual(
          addDuration(later, duration, zone) + 25 * HOUR,
        );
      }),
      { numRuns: 10_000 },
    );
  });

  it("T5 without calendar parts b <= b' implies b + D <= b' + D", () => {
    fc.assert(
      fc.property(pair, fc.nat(1e9), ordinaryZone, ([earlier, later], seconds, zone) => {
        const exact = durationOf(`PT${seconds}S`);
        expect(addDuration(earlier, exact, zone)).toBeLessThanOrEqual(addDuration(later, exact, zone));
      }),
    );
  });

  it('T5 in UTC days and hours keep the order, and months reverse it by less than a day of clamping', () => {
    fc.assert(
      fc.property(pair, duration, ([earlier, later], duration) => {
        const slack = duration.months === 0 ? 0 : DAY - 1;
        expect(addDuration(earlier, duration, utc)).toBeLessThanOrEqual(addDuration(later, duration, utc) + slack);
      }),
      { numRuns: 5000 },
    );
  });
});

/** Two durations of about the same length, in different units: where the answer is hard. */
const rivals = fc
  .record({
    months: some(30),
    more: some(14),
    days: some(40),
    slack: fc.integer({ min: -4, max: 4 }),
    seconds: fc.integer({ min: -30, max: 30 }),
    mean: fc.constantFrom(28, 30.44, 31),
    unit: fc.constantFrom(1, 60, 3600),
    swap: fc.boolean(),
  })
  .map(({ months, more, days, slack, seconds, mean, unit, swap }) => {
    const otherDays = Math.max(0, Math.round(days + more * mean) + slack);
    const time = Math.abs(seconds) * unit;
    const a = `P${months + more}M${days}DT${seconds > 0 ? time : 0}S`;
    const b = `P${months}M${otherDays}DT${seconds > 0 ? 0 : time}S`;
    return (swap ? [b, a] : [a, b]).map(durationOf) as [Duration, Duration];
  });

describe('P3 ascending for every base', () => {
  it('P3 ascends(a, b) implies base + a < base + b', () => {
    let held = 0;
    fc.assert(
      fc.property(rivals, fc.array(pair, { minLength: 20, maxLength: 20 }), ordinaryZone, ([a, b], bases, zone) => {
        fc.pre(ascends(a, b, zone === utc));
        held += 1;
        for (const base of bases.flat()) {
          expect(addDuration(base, a, zone)).toBeLessThan(addDuration(base, b, zone));
        }
      }),
      { numRuns: 2000 },
    );
    expect(held).toBeGreaterThanOrEqual(2000);
  });

  it('P3 of two durations at most one ascends, and none ascends over itself', () => {
    fc.assert(
      fc.property(rivals, fc.boolean(), ([a, b], exactDays) => {
        expect(ascends(a, b, exactDays) && ascends(b, a, exactDays)).toBe(false);
        expect(ascends(a, a, exactDays)).toBe(false);
        if (ascends(a, b, false)) expect(ascends(a, b, true)).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  it('P3 is transitive', () => {
    fc.assert(
      fc.property(duration, duration, duration, fc.boolean(), (a, b, c, exactDays) => {
        if (ascends(a, b, exactDays) && ascends(b, c, exactDays)) expect(ascends(a, c, exactDays)).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });

  it('P3 months or days alone: refused only when some base disproves it', () => {
    const bases = Array.from({ length: 4 * 366 }, (_, day) => Date.UTC(2023, 0, 1) + day * DAY);
    const everyBase = (a: Duration, b: Duration): boolean =>
      bases.every((base) => addDuration(base, a, utc) < addDuration(base, b, utc));
    for (let days = 0; days <= 32; days += 1) {
      const [month, length] = [durationOf('P1M'), durationOf(`P${days}D`)];
      expect(ascends(length, month, true)).toBe(everyBase(length, month));
      expect(ascends(month, length, true)).toBe(everyBase(month, length));
    }
    for (let days = 360; days <= 370; days += 1) {
      const [year, length] = [durationOf('P1Y'), durationOf(`P${days}D`)];
      expect(ascends(length, year, true)).toBe(everyBase(length, year));
      expect(ascends(year, length, true)).toBe(everyBase(year, length));
    }
  });
});
