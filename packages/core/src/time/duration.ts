import { MS_PER_DAY } from './calendar';

/** An ISO-8601 duration (T3), read once. Years are folded into months, weeks into days. Plain data: it survives JSON. */
export interface Duration {
  /** The text it was read from. */
  readonly text: string;
  readonly months: number;
  readonly days: number;
  /** The time part. */
  readonly milliseconds: number;
}

const MS_PER_HOUR = 3_600_000;
/** The twelfth part of 365.2425 days. */
const MS_PER_MEAN_MONTH = 2_629_746_000;
const LONGEST_MS = 12_000 * MS_PER_MEAN_MONTH;

const PATTERN = /^P(?=\d|T)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;

/**
 * Reads an ISO-8601 duration (T3, T6): `P90D`, `PT720H`, `P1Y6M`, `P1W2D`. Whole numbers without a sign, each
 * designator at most once and in the order Y M W D T H M S, upper case. Null for anything else, and for more than
 * 1,000 years (a year measured as 365.2425 days).
 */
export function parseDuration(text: string): Duration | null {
  const found = PATTERN.exec(text);
  if (found === null) return null;
  const [, years, months, weeks, days, hours, minutes, seconds] = found;
  const duration = {
    text,
    months: Number(years ?? 0) * 12 + Number(months ?? 0),
    days: Number(weeks ?? 0) * 7 + Number(days ?? 0),
    milliseconds: (Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0)) * 1000,
  };
  const length = duration.months * MS_PER_MEAN_MONTH + duration.days * MS_PER_DAY + duration.milliseconds;
  return length <= LONGEST_MS ? duration : null;
}

/**
 * Whether `base + a` comes before `base + b` for every base (P3, T6). What both share cancels. Of the months that
 * remain, whole years count 365 to 366 days and the others 28 to 31 each. Unless `exactDays` (the zone is UTC), days
 * that remain may be an hour longer or shorter in all, for a change of daylight saving time. It errs on the side of
 * false: `P57D` before `P2M` is true of every base, and refused.
 */
export function ascends(a: Duration, b: Duration, exactDays: boolean): boolean {
  const months = b.months - a.months;
  const years = Math.trunc(months / 12);
  const rest = months - years * 12;
  const calendarDays = b.days - a.days + (months > 0 ? years * 365 + rest * 28 : years * 366 + rest * 31);
  // On the same local date both stand at the same instant, so no clock change can come between them.
  const clockChange = exactDays || calendarDays === 0 ? 0 : MS_PER_HOUR;
  return calendarDays * MS_PER_DAY - clockChange + b.milliseconds - a.milliseconds > 0;
}

/** Whether two durations lead to the same instant from every base, because they have the same parts. */
export function sameDuration(left: Duration, right: Duration): boolean {
  return left.months === right.months && left.days === right.days && left.milliseconds === right.milliseconds;
}

/** Whether `base + left` is certainly not later than `base + right`, after every base. */
export function isAtMost(left: Duration, right: Duration, exactDays: boolean): boolean {
  return sameDuration(left, right) || ascends(left, right, exactDays);
}

/** The parts of two durations together: `P1M` and `P10D` is `P1M10D`. */
export function sumOf(left: Duration, right: Duration): Duration {
  return {
    text: `${left.text} and ${right.text}`,
    months: left.months + right.months,
    days: left.days + right.days,
    milliseconds: left.milliseconds + right.milliseconds,
  };
}
