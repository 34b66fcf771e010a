import { Temporal } from '@js-temporal/polyfill';

/** Never: later than every instant. */
export const never: number = Number.POSITIVE_INFINITY;

const lastInstant = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
const rfc3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(Z|[+-]\d\d:\d\d)$/;

/** The UTC milliseconds of an RFC 3339 text, or null when it is not one (T1). */
export function parseInstant(text: string): number | null {
  const match = rfc3339.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second = '00', fraction = '', offset = 'Z'] = match;
  if (Number(year) < 1 || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  if (offset !== 'Z' && (Number(offset.slice(1, 3)) > 23 || Number(offset.slice(4)) > 59)) return null;
  try {
    Temporal.PlainDate.from({ year: Number(year), month: Number(month), day: Number(day) }, { overflow: 'reject' });
  } catch {
    return null;
  }
  const milliseconds = fraction.padEnd(3, '0').slice(0, 3);
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}${offset}`);
}

/** The same for an optional member of a case: null and undefined mean absent. */
export function instantOrNull(text: unknown): number | null {
  return typeof text === 'string' ? instantOf(text) : null;
}

/** The milliseconds of a text that must be an instant. */
export function instantOf(text: string): number {
  const instant = parseInstant(text);
  if (instant === null) throw new Error(`not an instant: ${text}`);
  return instant;
}

/** ISO-8601 UTC with milliseconds. */
export function formatInstant(instant: number): string {
  return new Date(instant).toISOString();
}

/** The same, with null for never. */
export function formatOrNull(instant: number | null): string | null {
  return instant === null || instant === never ? null : formatInstant(instant);
}

const remembered = new Map<string, number>();

/** `base + D` with the calendar parts on the wall clock of a zone and the time parts exactly (T3, T6). */
export function addDuration(base: number, duration: string, zone: string): number {
  if (base === never) return never;
  const key = `${base} ${duration} ${zone}`;
  const known = remembered.get(key);
  if (known !== undefined) return known;
  const start = Temporal.Instant.fromEpochMilliseconds(base).toZonedDateTimeISO(zone);
  const end = start.add(Temporal.Duration.from(duration)).epochMilliseconds;
  const answer = end > lastInstant ? never : end;
  if (remembered.size > 200_000) remembered.clear();
  remembered.set(key, answer);
  return answer;
}
