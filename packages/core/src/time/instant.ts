import { firstDayOf, MS_PER_DAY } from './calendar';

/** An instant: UTC milliseconds since 1970-01-01T00:00:00.000Z (T1). `Infinity` stands for never. */
export type Instant = number;

/** The instant that never comes. */
export const NEVER: Instant = Number.POSITIVE_INFINITY;

/** 0001-01-01T00:00:00.000Z, the first instant that can be written (T1). */
export const MIN_INSTANT: Instant = -62_135_596_800_000;

/** 9999-12-31T23:59:59.999Z, the last instant that can be written; whatever lies after it counts as never (T3). */
export const MAX_INSTANT: Instant = 253_402_300_799_999;

const LONGEST = '2026-01-01T00:00:00.000000000+00:00'.length;
const MINUS = 45;
const PLUS = 43;
const DASH = 45;
const DOT = 46;
const COLON = 58;
const UPPER_T = 84;
const UPPER_Z = 90;

/**
 * Reads an RFC 3339 text, as T1 narrows it: an existing date of the years 1 to 9999, `T`, hours and minutes, optional
 * seconds with up to nine fraction digits (cut to milliseconds), then `Z` or ±hh:mm. Null for anything else, such as
 * hour 24, second 60, lower case, or an instant outside the years 1 to 9999 in UTC.
 */
export function parseInstant(text: string): Instant | null {
  if (text.length > LONGEST || text.charCodeAt(10) !== UPPER_T || text.charCodeAt(13) !== COLON) return null;
  const day = readDay(text);
  const hour = readDigits(text, 11, 2);
  const minute = readDigits(text, 14, 2);
  if (!(hour <= 23 && minute <= 59)) return null;
  let end = 16;
  let milliseconds = 0;
  if (text.charCodeAt(end) === COLON) {
    const second = readDigits(text, 17, 2);
    if (!(second <= 59)) return null;
    milliseconds = second * 1000;
    end = 19;
    if (text.charCodeAt(end) === DOT) {
      end = endOfDigits(text, 20);
      if (end === 20 || end > 29) return null;
      milliseconds += readFraction(text, end);
    }
  }
  const offset = readOffset(text, end);
  const at = day * MS_PER_DAY + (hour * 60 + minute - offset) * 60_000 + milliseconds;
  return at >= MIN_INSTANT && at <= MAX_INSTANT ? at : null;
}

/**
 * Writes an instant as `2026-01-01T00:00:00.000Z`. The instant must lie within the years 1 to 9999; never has no such
 * text (a RangeError), so write null for it.
 */
export function formatInstant(at: Instant): string {
  return new Date(at).toISOString();
}

/** The date at the start of the text, in days from 1970-01-01; NaN when there is no such date. */
function readDay(text: string): number {
  const year = readDigits(text, 0, 4);
  const month = readDigits(text, 5, 2);
  const day = readDigits(text, 8, 2);
  if (text.charCodeAt(4) !== DASH || text.charCodeAt(7) !== DASH) return Number.NaN;
  if (!(year >= 1 && month >= 1 && month <= 12 && day >= 1)) return Number.NaN;
  const index = year * 12 + month - 1;
  const first = firstDayOf(index);
  // The calendar is asked for the month's length only where it matters.
  if (day > 28 && first + day > firstDayOf(index + 1)) return Number.NaN;
  return first + day - 1;
}

/** The offset that the rest of the text consists of, in minutes; NaN when it is anything else. */
function readOffset(text: string, from: number): number {
  const sign = text.charCodeAt(from);
  if (sign === UPPER_Z) return text.length === from + 1 ? 0 : Number.NaN;
  if (sign !== PLUS && sign !== MINUS) return Number.NaN;
  if (text.length !== from + 6 || text.charCodeAt(from + 3) !== COLON) return Number.NaN;
  const hours = readDigits(text, from + 1, 2);
  const minutes = readDigits(text, from + 4, 2);
  if (!(hours <= 23 && minutes <= 59)) return Number.NaN;
  return sign === PLUS ? hours * 60 + minutes : -(hours * 60 + minutes);
}

/** So many decimal digits as a number; NaN when one of them is something else. */
function readDigits(text: string, from: number, count: number): number {
  let value = 0;
  for (let index = from; index < from + count; index += 1) {
    if (!isDigit(text, index)) return Number.NaN;
    value = value * 10 + text.charCodeAt(index) - 48;
  }
  return value;
}

/** The milliseconds of a fraction whose digits stand at [20, end). */
function readFraction(text: string, end: number): number {
  const count = Math.min(end - 20, 3);
  const value = readDigits(text, 20, count);
  return count === 3 ? value : count === 2 ? value * 10 : value * 100;
}

function endOfDigits(text: string, from: number): number {
  let index = from;
  while (isDigit(text, index)) index += 1;
  return index;
}

function isDigit(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  return code >= 48 && code <= 57;
}
