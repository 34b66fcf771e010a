import { describe, expect, it } from 'vitest';
import { formatInstant, MAX_INSTANT, NEVER, parseInstant } from '../../src/time/instant';
import { addDuration, createZone, formatDate, formatDateTime, utc } from '../../src/time/zone';
import { durationOf, zoneOf } from './arbitraries';

const instant = (text: string): number => parseInstant(text) as number;

function add(base: string, text: string, name: string): string {
  return formatInstant(addDuration(instant(base), durationOf(text), zoneOf(name)));
}

describe('createZone', () => {
  it.each([
    'UTC',
    'Etc/UTC',
    'GMT',
    'Etc/GMT',
    'Etc/GMT+0',
    'GMT0',
    'Zulu',
    'Etc/Zulu',
    'UCT',
    'Universal',
    'Greenwich',
  ])('T3 knows %s as UTC', (name) => {
    expect(createZone(name)).toBe(utc);
  });

  it.each([
    'Europe/Berlin',
    'America/New_York',
    'America/Argentina/Buenos_Aires',
    'America/North_Dakota/New_Salem',
    'US/Eastern',
    'Asia/Calcutta',
    'Asia/Kolkata',
    'Africa/Dar_es_Salaam',
    'America/Port-au-Prince',
    'Etc/GMT+5',
    'EST5EDT',
    'CET',
  ])('T3 knows %s', (name) => {
    expect(createZone(name)?.name).toBe(name);
  });

  it.each([
    '',
    'Nowhere/Land',
    'Europe',
    'europe/berlin',
    'EUROPE/BERLIN',
    'Europe/berlin',
    'us/eastern',
    'utc',
    '+02:00',
    '+0200',
    '-05:00',
    'UTC+2',
    'GMT+2',
    'UTC+02:00',
    'Z',
    'IST',
    'BST',
    'PST',
    'SystemV/EST5',
    'Europe/Berlin ',
    ' Europe/Berlin',
    'Europe/Berlin\n',
    'Europe/Berlin\0',
    'Europe//Berlin',
    'Etc/Unknown',
    'local',
    '../UTC',
    '__proto__',
    `A${'a'.repeat(100_000)}`,
  ])('T3 does not know %j', (name) => {
    expect(createZone(name)).toBeNull();
  });
});

describe('offsetAt', () => {
  it.each([
    ['Europe/Berlin', '2026-01-01T00:00Z', 3600],
    ['Europe/Berlin', '2026-03-29T00:59:59.999Z', 3600],
    ['Europe/Berlin', '2026-03-29T01:00Z', 7200],
    ['Asia/Kathmandu', '2026-01-01T00:00Z', 20_700],
    ['Pacific/Kiritimati', '2026-01-01T00:00Z', 50_400],
    ['Australia/Lord_Howe', '2026-01-01T00:00Z', 39_600],
    ['Australia/Lord_Howe', '2026-07-01T00:00Z', 37_800],
    // Local mean time, from IANA's files. Below an hour west of Greenwich the sign is easily lost.
    ['Europe/Berlin', '1890-01-01T00:00Z', 3208],
    ['Europe/Dublin', '1900-01-01T00:00Z', -1521],
    ['Europe/London', '1800-01-01T00:00Z', -75],
    ['Africa/Monrovia', '1971-12-31T23:59:59Z', -2670],
    ['America/New_York', '1800-01-01T00:00Z', -17_762],
    ['Asia/Manila', '1840-01-01T00:00Z', -57_368],
    ['Europe/Berlin', '0001-01-01T00:00Z', 3208],
    ['America/New_York', '0001-01-01T00:00Z', -17_762],
  ])('T3 %s at %s is %i seconds off UTC', (name, at, seconds) => {
    expect(zoneOf(name).offsetAt(instant(at))).toBe(seconds * 1000);
  });

  it('T3 answers the same whatever was asked before', () => {
    const warm = zoneOf('Europe/Berlin');
    const asked = [0, 8192, 16_384, -8192].flatMap((day) =>
      [20_541, 20_542, 20_543].map((near) => (day + near) * 86_400_000),
    );
    const first = asked.map((at) => warm.offsetAt(at));
    expect([...asked].reverse().map((at) => warm.offsetAt(at))).toEqual([...first].reverse());
    expect(asked.map((at) => zoneOf('Europe/Berlin').offsetAt(at))).toEqual(first);
  });
});

describe('addDuration', () => {
  it.each([
    ['UTC', '2024-02-29T12:00:00.001Z', 'P1Y', '2025-02-28T12:00:00.001Z'],
    ['UTC', '2024-02-29T12:00Z', 'P4Y', '2028-02-29T12:00:00.000Z'],
    ['UTC', '2026-01-31T00:00Z', 'P1M', '2026-02-28T00:00:00.000Z'],
    ['UTC', '2024-01-31T00:00Z', 'P1M', '2024-02-29T00:00:00.000Z'],
    ['UTC', '2026-01-31T00:00Z', 'P1M1D', '2026-03-01T00:00:00.000Z'],
    ['UTC', '2025-12-31T23:59:59.999Z', 'P2M', '2026-02-28T23:59:59.999Z'],
    ['UTC', '1969-12-31T23:59:59.999Z', 'P1M', '1970-01-31T23:59:59.999Z'],
    ['UTC', '2026-01-01T00:00Z', 'P90D', '2026-04-01T00:00:00.000Z'],
    ['UTC', '2026-01-01T00:00Z', 'PT720H', '2026-01-31T00:00:00.000Z'],
    ['UTC', '2026-01-01T00:00Z', 'P1W2DT3H', '2026-01-10T03:00:00.000Z'],
    // The local date counts, not the date in UTC.
    ['Europe/Berlin', '2026-01-30T23:30Z', 'P1M', '2026-02-27T23:30:00.000Z'],
    ['Pacific/Auckland', '2026-01-30T12:00Z', 'P1M', '2026-02-27T12:00:00.000Z'],
  ])('T3 in %s, %s + %s = %s', (name, base, duration, expected) => {
    expect(add(base, duration, name)).toBe(expected);
  });

  it.each([
    // 02:30 does not exist on 29 March: 03:30.
    ['Europe/Berlin', '2026-03-28T01:30Z', 'P1D', '2026-03-29T01:30:00.000Z'],
    ['Europe/Berlin', '2026-02-28T01:00Z', 'P1M1D', '2026-03-29T01:00:00.000Z'],
    // The move is not undone by the day after: the days are added once.
    ['Europe/Berlin', '2026-03-28T01:30Z', 'P2D', '2026-03-30T00:30:00.000Z'],
    ['Europe/Berlin', '2026-03-28T01:30Z', 'P1DT24H', '2026-03-30T01:30:00.000Z'],
    ['America/New_York', '2026-03-07T07:30Z', 'P1D', '2026-03-08T07:30:00.000Z'],
    ['Pacific/Auckland', '2026-09-25T14:30Z', 'P1D', '2026-09-26T14:30:00.000Z'],
    // Lord Howe moves by half an hour only: 02:15 becomes 02:45.
    ['Australia/Lord_Howe', '2026-10-02T15:45Z', 'P1D', '2026-10-03T15:45:00.000Z'],
    // Samoa went over the date line: 30 December 2011 does not exist, and a day is the length of the gap.
    ['Pacific/Apia', '2011-12-29T22:00Z', 'P1D', '2011-12-30T22:00:00.000Z'],
    ['Pacific/Apia', '2011-12-29T22:00Z', 'P2D', '2011-12-30T22:00:00.000Z'],
    ['Pacific/Apia', '2011-11-30T22:00Z', 'P1M', '2011-12-30T22:00:00.000Z'],
    // Midnight does not exist.
    ['America/Sao_Paulo', '2018-11-03T03:00Z', 'P1D', '2018-11-04T03:00:00.000Z'],
  ])('T6 in %s, %s + %s ends in a gap: %s', (name, base, duration, expected) => {
    expect(add(base, duration, name)).toBe(expected);
  });

  it.each([
    ['Europe/Berlin', '2026-10-24T00:30Z', 'P1D', '2026-10-25T00:30:00.000Z'],
    ['Europe/Berlin', '2026-10-26T01:30Z', 'P0D', '2026-10-26T01:30:00.000Z'],
    ['Europe/Berlin', '2025-10-25T00:00Z', 'P1Y', '2026-10-25T00:00:00.000Z'],
    ['America/New_York', '2026-10-31T05:30Z', 'P1D', '2026-11-01T05:30:00.000Z'],
    ['Pacific/Auckland', '2026-04-03T13:30Z', 'P1D', '2026-04-04T13:30:00.000Z'],
    ['Australia/Lord_Howe', '2026-04-03T14:45Z', 'P1D', '2026-04-04T14:45:00.000Z'],
  ])('T6 in %s, %s + %s ends in a repeated hour: %s', (name, base, duration, expected) => {
    expect(add(base, duration, name)).toBe(expected);
  });

  it.each(['PT0S', 'P0D', 'P0Y0M0W0DT0H'])('T6 %s leaves both passes of a repeated hour as they are', (text) => {
    for (const base of ['2026-10-25T00:30:00.000Z', '2026-10-25T01:30:00.000Z']) {
      expect(add(base, text, 'Europe/Berlin')).toBe(base);
    }
  });

  it('T6 takes both passes of a repeated hour to the same local time', () => {
    expect(add('2026-10-25T00:30Z', 'P1D', 'Europe/Berlin')).toBe('2026-10-26T01:30:00.000Z');
    expect(add('2026-10-25T01:30Z', 'P1D', 'Europe/Berlin')).toBe('2026-10-26T01:30:00.000Z');
  });

  it('T3 goes from local mean time to standard time on the wall clock', () => {
    expect(add('1893-03-30T23:06:32Z', 'P1M', 'Europe/Berlin')).toBe('1893-04-29T23:00:00.000Z');
    expect(add('1893-03-30T23:06:32Z', 'PT720H', 'Europe/Berlin')).toBe('1893-04-29T23:06:32.000Z');
  });

  it.each(['UTC', 'Europe/Berlin', 'Pacific/Kiritimati', 'Pacific/Pago_Pago'])(
    'T3 in %s, after the year 9999 is never',
    (name) => {
      const at = (base: number, text: string): number => addDuration(base, durationOf(text), zoneOf(name));
      for (const text of ['PT1S', 'P1D', 'P1M', 'P1000Y', 'PT0S']) expect(at(NEVER, text)).toBe(NEVER);
      for (const text of ['PT1S', 'P1D', 'P1M', 'P1000Y']) expect(at(MAX_INSTANT, text)).toBe(NEVER);
      expect(at(MAX_INSTANT, 'PT0S')).toBe(MAX_INSTANT);
      expect(at(MAX_INSTANT - 1000, 'PT1S')).toBe(MAX_INSTANT);
      expect(at(MAX_INSTANT - 86_400_000, 'P1D')).toBe(MAX_INSTANT);
      expect(at(instant('9999-11-30T23:59:59.999Z'), 'P1M')).toBeLessThanOrEqual(MAX_INSTANT);
      expect(at(instant('0001-01-01T00:00Z'), 'P1M')).toBe(instant('0001-02-01T00:00Z'));
    },
  );

  it.each(['UTC', 'Europe/Berlin'])('T3 in %s, what no parser yields is never, and no crash', (name) => {
    const endless = { text: '', months: 0, days: 1e15, milliseconds: 0 };
    expect(addDuration(0, endless, zoneOf(name))).toBe(NEVER);
    expect(addDuration(0, { ...endless, months: 1e15 }, zoneOf(name))).toBe(NEVER);
    expect(addDuration(Number.NaN, durationOf('P1D'), zoneOf(name))).toBe(NEVER);
    expect(addDuration(MAX_INSTANT + 1, durationOf('PT0S'), zoneOf(name))).toBe(NEVER);
  });
});

describe('formatDate and formatDateTime', () => {
  it.each([
    ['UTC', '2026-01-16T09:30:59.999Z', '16 January 2026, 09:30'],
    ['Europe/Berlin', '2026-01-16T23:30Z', '17 January 2026, 00:30'],
    ['America/New_York', '2026-01-01T00:00Z', '31 December 2025, 19:00'],
    ['UTC', '0001-01-01T00:00Z', '1 January 1, 00:00'],
    ['UTC', '1969-12-31T23:59:59.999Z', '31 December 1969, 23:59'],
    ['UTC', '9999-12-31T23:59Z', '31 December 9999, 23:59'],
    ['Pacific/Kiritimati', '2024-02-29T10:00Z', '1 March 2024, 00:00'],
  ])('in %s, %s reads %s', (name, at, expected) => {
    expect(formatDateTime(instant(at), zoneOf(name))).toBe(expected);
    expect(formatDate(instant(at), zoneOf(name))).toBe(expected.slice(0, expected.indexOf(',')));
  });

  it('says never', () => {
    expect(formatDate(NEVER, utc)).toBe('never');
    expect(formatDateTime(NEVER, zoneOf('Europe/Berlin'))).toBe('never');
  });
});
