/** A day of 24 hours, in milliseconds. */
export const MS_PER_DAY = 86_400_000;

const DAYS_PER_ERA = 146_097;

/**
 * The month that holds a day: year × 12 + month, January being 0. `epochDay` counts days from 1970-01-01 in the
 * proleptic Gregorian calendar. Years count from March inside, so that the leap day comes last.
 */
export function monthOf(epochDay: number): number {
  const day = epochDay + 719_468;
  const era = Math.floor(day / DAYS_PER_ERA);
  const dayOfEra = day - era * DAYS_PER_ERA;
  const leapDays = quotient(dayOfEra, 1460) - quotient(dayOfEra, 36_524) + quotient(dayOfEra, 146_096);
  const yearOfEra = quotient(dayOfEra - leapDays, 365);
  const dayOfYear = dayOfEra - daysBeforeYear(yearOfEra);
  return (era * 400 + yearOfEra) * 12 + quotient(5 * dayOfYear + 2, 153) + 2;
}

/** The first day of a month as `monthOf` counts them, in days from 1970-01-01. */
export function firstDayOf(month: number): number {
  const year = Math.floor((month - 2) / 12);
  const monthOfYear = month - 2 - year * 12;
  const era = Math.floor(year / 400);
  return era * DAYS_PER_ERA + daysBeforeYear(year - era * 400) + quotient(153 * monthOfYear + 2, 5) - 719_468;
}

/** The same day of the month so many months later; past the end of a shorter month, that month's last day (T3). */
export function addMonths(epochDay: number, months: number): number {
  const from = monthOf(epochDay);
  const target = firstDayOf(from + months);
  const daysAfterFirst = epochDay - firstDayOf(from);
  // Every month has 28 days, so most days need no look at the month's end.
  if (daysAfterFirst < 28) return target + daysAfterFirst;
  return Math.min(target + daysAfterFirst, firstDayOf(from + months + 1) - 1);
}

/** The days from the start of an era of 400 years to one of its years. */
function daysBeforeYear(yearOfEra: number): number {
  return yearOfEra * 365 + quotient(yearOfEra, 4) - quotient(yearOfEra, 100);
}

/** The whole part of a quotient of small non-negative integers; in this form it stays an integer operation. */
function quotient(dividend: number, divisor: number): number {
  return (dividend / divisor) | 0;
}
