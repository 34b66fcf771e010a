import fc from 'fast-check';
import { parse } from 'tinyduration';
import { describe, expect, it } from 'vitest';
import { parseDuration } from '../../src/time/duration';
import { formatInstant, MAX_INSTANT, MIN_INSTANT, parseInstant } from '../../src/time/instant';

const RFC_3339 = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:Z|([+-])(\d{2}):(\d{2}))$/;

/** A second opinion: a pattern, and the platform's own calendar. */
function readByDate(text: string): number | null {
  const found = RFC_3339.exec(text);
  if (found === null) return null;
  const [year, month, day, hour, minute] = found.slice(1, 6).map(Number) as [number, number, number, number, number];
  const second = Number(found[6] ?? 0);
  const offsetHours = Number(found[9] ?? 0);
  const offsetMinutes = Number(found[10] ?? 0);
  if (year < 1 || hour > 23 || minute > 59 || second > 59 || offsetHours > 23 || offsetMinutes > 59) return null;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return null;
  date.setUTCHours(hour, minute, second, Number((found[7] ?? '').padEnd(3, '0').slice(0, 3)));
  const offset = (offsetHours * 60 + offsetMinutes) * (found[8] === '-' ? -60_000 : 60_000);
  const at = date.getTime() - offset;
  return at < MIN_INSTANT || at > MAX_INSTANT ? null : at;
}

const number = (min: number, max: number, width: number): fc.Arbitrary<string> =>
  fc.integer({ min, max }).map((value) => String(value).padStart(width, '0'));

/** Of the right form; the date, time or offset may not exist. */
const nearlyInstant = fc
  .record({
    year: fc.oneof(number(0, 3, 4), number(1890, 2110, 4), number(9997, 9999, 4)),
    month: number(0, 13, 2),
    day: fc.oneof(number(0, 32, 2), number(28, 31, 2)),
    hour: number(0, 25, 2),
    minute: number(0, 61, 2),
    second: fc.option(number(0, 61, 2), { nil: null }),
    fraction: fc.option(fc.stringMatching(/^\d{0,10}$/), { nil: null }),
    offset: fc.oneof(
      fc.constantFrom('Z', 'z', ''),
      fc.tuple(fc.constantFrom('+', '-'), number(0, 25, 2), number(0, 61, 2)),
    ),
  })
  .map(({ year, month, day, hour, minute, second, fraction, offset }) => {
    const seconds = second === null ? '' : `:${second}${fraction === null ? '' : `.${fraction}`}`;
    const tail = typeof offset === 'string' ? offset : `${offset[0]}${offset[1]}:${offset[2]}`;
    return `${year}-${month}-${day}T${hour}:${minute}${seconds}${tail}`;
  });

/** One character removed, doubled, or replaced. */
function damaged(valid: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const other = fc.oneof(
    fc.constantFrom(...'0123456789TtZzPpYyMmWwDdHhSs:.,-+ ', '', '\u0661', '\n'),
    fc.string({ unit: 'binary' }),
  );
  return fc.tuple(valid, fc.nat(), fc.nat(2), other).map(([text, place, kind, replacement]) => {
    const index = place % text.length;
    const put = kind === 0 ? '' : kind === 1 ? text.slice(index, index + 1).repeat(2) : replacement;
    return text.slice(0, index) + put + text.slice(index + 1);
  });
}

describe('T1 instants', () => {
  const instant = fc.oneof(
    fc.integer({ min: MIN_INSTANT, max: MAX_INSTANT }),
    fc.integer({ min: 0, max: 4_102_444_800_000 }),
  );

  it('T1 what is written is read back', () => {
    fc.assert(
      fc.property(instant, (at) => parseInstant(formatInstant(at)) === at),
      { numRuns: 5000 },
    );
  });

  it('T1 an offset moves the local time and not the instant', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: MIN_INSTANT + 86_400_000, max: MAX_INSTANT - 86_400_000 }),
        fc.integer({ min: -1439, max: 1439 }),
        (at, minutes) => {
          const size = Math.abs(minutes);
          const clock = `${String(Math.floor(size / 60)).padStart(2, '0')}:${String(size % 60).padStart(2, '0')}`;
          const text = formatInstant(at + minutes * 60_000).replace('Z', `${minutes < 0 ? '-' : '+'}${clock}`);
          expect(parseInstant(text)).toBe(at);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('T1 agrees with a pattern and the platform calendar on right, wrong and damaged texts', () => {
    const text = fc.oneof(
      { weight: 4, arbitrary: nearlyInstant },
      { weight: 3, arbitrary: damaged(instant.map(formatInstant)) },
      { weight: 1, arbitrary: damaged(nearlyInstant) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
    );
    fc.assert(
      fc.property(text, (candidate) => {
        expect(parseInstant(candidate)).toBe(readByDate(candidate));
      }),
      { numRuns: 20_000 },
    );
  });

  it('T1 every date of 800 years is accepted, and the day after the last of a month is not', () => {
    for (
      let month = new Date(Date.UTC(1700, 0, 1));
      month.getUTCFullYear() < 2500;
      month.setUTCMonth(month.getUTCMonth() + 1)
    ) {
      const next = new Date(month);
      next.setUTCMonth(next.getUTCMonth() + 1);
      const days = (next.getTime() - month.getTime()) / 86_400_000;
      const prefix = formatInstant(month.getTime()).slice(0, 8);
      for (let day = 1; day <= days; day += 1) {
        const text = `${prefix}${String(day).padStart(2, '0')}T00:00Z`;
        if (parseInstant(text) !== month.getTime() + (day - 1) * 86_400_000) expect.fail(text);
      }
      if (parseInstant(`${prefix}${days + 1}T00:00Z`) !== null) expect.fail(`${prefix}${days + 1}`);
    }
  });
});

const part = (designator: string, max: number): fc.Arbitrary<string> =>
  fc
    .option(fc.integer({ min: 0, max }), { nil: null, freq: 2 })
    .map((value) => (value === null ? '' : `${value}${designator}`));

/** Well formed and below 1,000 years. */
const validDuration = fc
  .tuple(
    part('Y', 900),
    part('M', 400),
    part('W', 500),
    part('D', 9000),
    part('H', 9000),
    part('M', 9999),
    part('S', 99_999),
  )
  .map(([years, months, weeks, days, hours, minutes, seconds]) => {
    const time = hours + minutes + seconds;
    return `P${years}${months}${weeks}${days}${time === '' ? '' : `T${time}`}`;
  })
  .filter((text) => text !== 'P');

/** tinyduration reads more than T3 allows, and ignores what stands around the duration. These it reads as T3 means them. */
const STRICT = /^P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?!$)(\d+H)?(\d+M)?(\d+S)?)?$/;

function readByTinyDuration(text: string): { months: number; days: number; milliseconds: number } {
  const { years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0 } = parse(text);
  return {
    months: years * 12 + months,
    days: weeks * 7 + days,
    milliseconds: ((hours * 60 + minutes) * 60 + seconds) * 1000,
  };
}

describe('T3 duration texts', () => {
  it('T3 agrees with tinyduration on valid durations', () => {
    fc.assert(
      fc.property(validDuration, (text) => {
        expect(parseDuration(text)).toEqual({ text, ...readByTinyDuration(text) });
      }),
      { numRuns: 5000 },
    );
  });

  it('T3 refuses a damaged duration, unless the damage left another valid one', () => {
    fc.assert(
      fc.property(fc.oneof(damaged(validDuration), fc.string({ unit: 'binary' })), (text) => {
        const duration = parseDuration(text);
        if (!STRICT.test(text)) expect(duration).toBeNull();
        else if (duration !== null) expect(duration).toEqual({ text, ...readByTinyDuration(text) });
      }),
      { numRuns: 10_000 },
    );
  });

  it('T3 refuses exactly the durations over 1,000 years', () => {
    const large = fc.tuple(fc.nat(1100), fc.nat(15_000), fc.nat(400_000), fc.nat(10_000_000));
    fc.assert(
      fc.property(large, ([years, months, days, hours]) => {
        const size = BigInt(years * 12 + months) * 2_629_746n + BigInt(days) * 86_400n + BigInt(hours) * 3600n;
        const parsed = parseDuration(`P${years}Y${months}M${days}DT${hours}H`);
        expect(parsed !== null).toBe(size <= 31_556_952_000n);
      }),
      { numRuns: 5000 },
    );
  });
});
