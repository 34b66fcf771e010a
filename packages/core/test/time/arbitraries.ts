import fc from 'fast-check';
import { type Duration, parseDuration } from '../../src/time/duration';
import { createZone, type Zone } from '../../src/time/zone';

/** Milliseconds. */
export const HOUR = 3_600_000;
/** Milliseconds. */
export const DAY = 24 * HOUR;

/** Clock changes of one hour, half an hour, a whole day, at midnight, twice in Ramadan; historic local mean time. */
const ZONES: readonly Zone[] = [
  'UTC',
  'Europe/Berlin',
  'Europe/London',
  'Europe/Dublin',
  'Europe/Amsterdam',
  'Europe/Lisbon',
  'America/New_York',
  'America/Sao_Paulo',
  'America/St_Johns',
  'America/Havana',
  'America/Juneau',
  'Africa/Casablanca',
  'Africa/Monrovia',
  'Africa/Freetown',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Asia/Tehran',
  'Asia/Gaza',
  'Asia/Manila',
  'Australia/Lord_Howe',
  'Pacific/Auckland',
  'Pacific/Chatham',
  'Pacific/Apia',
  'Pacific/Kwajalein',
  'Antarctica/Troll',
  'Etc/GMT+12',
].map(zoneOf);

/** Zones whose clocks change by one hour at most, and have since 1972. */
const ORDINARY_ZONES: readonly Zone[] = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Santiago',
  'Pacific/Auckland',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
].map(zoneOf);

export const zone: fc.Arbitrary<Zone> = fc.constantFrom(...ZONES);
export const ordinaryZone: fc.Arbitrary<Zone> = fc.constantFrom(...ORDINARY_ZONES);
export const instant: fc.Arbitrary<number> = fc.integer({ min: Date.UTC(1900, 0, 1), max: Date.UTC(2200, 0, 1) });
export const modernInstant: fc.Arbitrary<number> = fc.integer({ min: Date.UTC(1972, 0, 2), max: Date.UTC(2100, 0, 1) });

/** Often zero: what is absent matters as much as what is there. */
export const some = (max: number): fc.Arbitrary<number> =>
  fc.oneof({ weight: 2, arbitrary: fc.constant(0) }, { weight: 3, arbitrary: fc.nat(max) });
/** The parts of a duration, as ISO-8601 and Temporal name them. */
export interface Parts {
  readonly years: number;
  readonly months: number;
  readonly weeks: number;
  readonly days: number;
  readonly hours: number;
  readonly minutes: number;
  readonly seconds: number;
}

export const parts: fc.Arbitrary<Parts> = fc.record({
  years: some(30),
  months: some(40),
  weeks: some(60),
  days: some(800),
  hours: some(2000),
  minutes: some(100),
  seconds: some(100),
});

/** The duration that a text means; throws when it means none. */
export function durationOf(text: string): Duration {
  const duration = parseDuration(text);
  if (duration === null) throw new Error(`not a duration: ${text}`);
  return duration;
}

export function durationOfParts({ years, months, weeks, days, hours, minutes, seconds }: Parts): Duration {
  return durationOf(`P${years}Y${months}M${weeks}W${days}DT${hours}H${minutes}M${seconds}S`);
}

export const duration: fc.Arbitrary<Duration> = parts.map(durationOfParts);

/** The zone of a name; throws when there is none. */
export function zoneOf(name: string): Zone {
  const found = createZone(name);
  if (found === null) throw new Error(`not a zone: ${name}`);
  return found;
}
