import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMonths, firstDayOf, monthOf } from '../../src/time/calendar';
import { DAY } from './arbitraries';

/** By the platform's calendar, which knows the years that Date.UTC would take for the 20th century. */
function byDate(year: number, month: number, day: number): number {
  return new Date(0).setUTCFullYear(year, month, day) / DAY;
}

const epochDay = fc.integer({ min: -800_000, max: 4_000_000 });

describe('calendar', () => {
  it('finds the month of a day and the first day of a month as the platform does', () => {
    fc.assert(
      fc.property(epochDay, (day) => {
        const date = new Date(day * DAY);
        const month = monthOf(day);
        expect(month).toBe(date.getUTCFullYear() * 12 + date.getUTCMonth());
        expect(firstDayOf(month)).toBe(byDate(date.getUTCFullYear(), date.getUTCMonth(), 1));
      }),
      { numRuns: 5000 },
    );
  });

  it('T3 adds months, with the last day of a shorter month', () => {
    fc.assert(
      fc.property(epochDay, fc.nat(12_000), (day, months) => {
        const date = new Date(day * DAY);
        const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
        const expected = Math.min(byDate(year, month, date.getUTCDate()), byDate(year, month + 1, 0));
        expect(addMonths(day, months)).toBe(expected);
      }),
      { numRuns: 5000 },
    );
  });

  it('knows every day of four centuries', () => {
    for (let month = 1900 * 12; month < 2300 * 12; month += 1) {
      for (let day = firstDayOf(month); day < firstDayOf(month + 1); day += 1) {
        if (monthOf(day) !== month) expect.fail(`day ${day}`);
      }
    }
    expect(firstDayOf(1970 * 12)).toBe(0);
  });
});
