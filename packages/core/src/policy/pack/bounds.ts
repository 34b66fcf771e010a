import { ascends, type Duration } from '../../time/duration';

/** Whether `base + a` is never later than `base + b`, whatever the base. It errs on the side of false. */
export function noLater(a: Duration, b: Duration, exactDays: boolean): boolean {
  return isSame(a, b) || ascends(a, { ...b, milliseconds: b.milliseconds + 1 }, exactDays);
}

function isSame(a: Duration, b: Duration): boolean {
  return a.months === b.months && a.days === b.days && a.milliseconds === b.milliseconds;
}

/**
 * The sum of two durations, as {@link noLater} compares them: `(base + a) + b` is not later than `base + sum` where
 * `longest`, and not earlier where not. Days and months do not change places freely: a month's end can take up to three
 * days away.
 */
export function sum(a: Duration, b: Duration, longest: boolean): Duration {
  const slack = a.days + a.milliseconds > 0 && b.months > 0 ? 3 : 0;
  return {
    text: `${a.text} and ${b.text}`,
    months: a.months + b.months,
    days: a.days + b.days + (longest ? slack : -slack),
    milliseconds: a.milliseconds + b.milliseconds,
  };
}
