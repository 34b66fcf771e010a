import { firstDayOf, MS_PER_DAY } from './calendar';
import type { Instant } from './instant';

/** What to add to UTC to get the local time at an instant, in milliseconds. */
export type OffsetAt = (at: Instant) => number;

/**
 * Reads the offsets of a time zone from the platform's own zone data, exact to the second, historic local mean time
 * included. Null when the platform does not know the name. Slow (microseconds a call): see `rememberOffsets`.
 */
export function readOffsets(name: string): OffsetAt | null {
  const format = createFormat(name);
  if (format === null) return null;
  return (at) => {
    // Offsets are whole seconds, and the formatter shows no smaller part.
    const second = Math.floor(at / 1000) * 1000;
    return localTime(format.formatToParts(second)) - second;
  };
}

function createFormat(timeZone: string): Intl.DateTimeFormat | null {
  try {
    return new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
      timeZone,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch {
    return null;
  }
}

/** The wall clock of the parts, as milliseconds from 1970-01-01T00:00 on that same clock. */
function localTime(parts: readonly Intl.DateTimeFormatPart[]): number {
  const shown = { year: 0, month: 0, day: 0, hour: 0, minute: 0, second: 0 };
  let beforeChrist = false;
  for (const { type, value } of parts) {
    if (type === 'era') beforeChrist = value.startsWith('B');
    else if (isShown(type, shown)) shown[type] = Number(value);
  }
  // The year before AD 1 is 1 BC: year 0 in the count that arithmetic needs.
  const year = beforeChrist ? 1 - shown.year : shown.year;
  const day = firstDayOf(year * 12 + shown.month - 1) + shown.day - 1;
  return day * MS_PER_DAY + ((shown.hour * 60 + shown.minute) * 60 + shown.second) * 1000;
}

function isShown<T extends object>(type: string, shown: T): type is Extract<keyof T, string> {
  return Object.hasOwn(shown, type);
}
