import { addMonths, firstDayOf, MS_PER_DAY, monthOf } from './calendar';
import type { Duration } from './duration';
import { type Instant, MAX_INSTANT, NEVER } from './instant';
import { rememberOffsets } from './offset-memory';
import { type OffsetAt, readOffsets } from './zone-offset';

/** A time zone. Its answers depend on nothing but the platform's zone data. */
export interface Zone {
  /** The IANA name it was created with; `UTC` for every name of UTC. */
  readonly name: string;
  /** What to add to UTC to get the local time at a finite instant, in milliseconds. */
  readonly offsetAt: OffsetAt;
}

/** Coordinated universal time, the default (T3). It is the only zone whose days all have 24 hours: ask `zone === utc`. */
export const utc: Zone = Object.freeze({ name: 'UTC', offsetAt: () => 0 });

const QUARTER_HOUR = 900_000;
const MONTHS: readonly string[] =
  'January February March April May June July August September October November December'.split(' ');
/** IANA's names begin every part with a capital; offsets such as +02:00 are not names. */
const NAME = /^[A-Z][A-Za-z0-9_+-]{0,31}(?:\/[A-Z][A-Za-z0-9_+-]{0,31}){0,2}$/;
const UTC_NAME = /^(?:Etc\/)?(?:UTC|UCT|Universal|Zulu|Greenwich|GMT(?:[+-]?0)?)$/;
/** Platforms also know old abbreviations that are not IANA's, and mean one of several countries by them (IST, BST). */
const FOREIGN_NAME = /^(?:(?!EST|MST|HST|WET|CET|MET|EET|PRC|ROC|ROK)[A-Z]{3}|SystemV\/.*)$/;

/**
 * A zone by its IANA name, such as `Europe/Berlin`; `utc` itself for every name of UTC. Null for a name that the
 * platform does not know, for offsets (`+02:00`), for abbreviations that are not IANA's, and for wrong case.
 */
export function createZone(name: string): Zone | null {
  if (UTC_NAME.test(name)) return utc;
  if (!NAME.test(name) || FOREIGN_NAME.test(name)) return null;
  const exact = readOffsets(name);
  if (exact === null || isMiswritten(name)) return null;
  const byQuarterHour = rememberOffsets(exact, exact, QUARTER_HOUR, 1024);
  // 8192 days are some 22 years: most populations never need a day twice.
  return Object.freeze({ name, offsetAt: rememberOffsets(exact, byQuarterHour, MS_PER_DAY, 8192) });
}

/** Whether the platform knows the same name in another case. Other names that it answers with are aliases. */
function isMiswritten(name: string): boolean {
  const known = new Intl.DateTimeFormat('en-US', { timeZone: name }).resolvedOptions().timeZone;
  return known !== name && known.toLowerCase() === name.toLowerCase();
}

/**
 * `at + duration` (T3, T6): months first, then days, once, on the wall clock of the zone; a date past the end of its
 * month becomes the month's last day; a local time in a gap moves forward by the gap, a repeated one takes the
 * earlier. Then the time part, exactly. Without calendar parts the zone does not matter. Never stays never, and a
 * result after the year 9999 is never.
 */
export function addDuration(at: Instant, duration: Duration, zone: Zone): Instant {
  // Written so that NaN, which no parser yields, becomes never and not a date.
  if (!(at <= MAX_INSTANT)) return NEVER;
  const end = addCalendarParts(at, duration.months, duration.days, zone) + duration.milliseconds;
  return end > MAX_INSTANT ? NEVER : end;
}

function addCalendarParts(at: Instant, months: number, days: number, zone: Zone): Instant {
  if (months === 0 && (days === 0 || zone === utc)) return at + days * MS_PER_DAY;
  const local = at + zone.offsetAt(at);
  const day = Math.floor(local / MS_PER_DAY);
  const moved = local + ((months === 0 ? day : addMonths(day, months)) + days - day) * MS_PER_DAY;
  if (zone === utc) return moved;
  // No offset reaches a day: this is after the year 9999 in every zone, and zone data ends somewhere.
  return moved > MAX_INSTANT + MS_PER_DAY ? NEVER : fromLocal(moved, zone);
}

/**
 * The instant at which the zone's wall clock shows `local`, given as if it were UTC (T6). Changes lie more than two
 * days apart, so the offsets a day to either side are the only ones that can hold.
 */
function fromLocal(local: number, zone: Zone): Instant {
  const before = zone.offsetAt(local - MS_PER_DAY);
  const after = zone.offsetAt(local + MS_PER_DAY);
  if (before === after) return local - before;
  const larger = Math.max(before, after);
  if (zone.offsetAt(local - larger) === larger) return local - larger;
  const smaller = Math.min(before, after);
  if (zone.offsetAt(local - smaller) === smaller) return local - smaller;
  // In a gap: what the old offset would have shown is later by the length of the gap.
  return local - before;
}

/** The date at an instant in a zone, in plain English: `16 January 2026`; `never` for never. */
export function formatDate(at: Instant, zone: Zone): string {
  if (at === NEVER) return 'never';
  const day = Math.floor((at + zone.offsetAt(at)) / MS_PER_DAY);
  const month = monthOf(day);
  const year = Math.floor(month / 12);
  return `${day - firstDayOf(month) + 1} ${MONTHS[month - year * 12]} ${year}`;
}

/** The date and time of day at an instant in a zone: `16 January 2026, 09:30`, cut to the minute; `never` for never. */
export function formatDateTime(at: Instant, zone: Zone): string {
  if (at === NEVER) return 'never';
  const local = at + zone.offsetAt(at);
  const minutes = Math.floor((local - Math.floor(local / MS_PER_DAY) * MS_PER_DAY) / 60_000);
  return `${formatDate(at, zone)}, ${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
