import { MS_PER_DAY, monthOf } from './calendar';
import type { Duration } from './duration';
import type { Instant } from './instant';
import { addDuration, type Zone } from './zone';

/**
 * How long it is from one instant to a later one, in calendar parts of a zone: the most whole months that fit, then the
 * most whole days, then the time that is left, cut to seconds. Adding it to `from` (T3, T6) gives `to`, or less than a
 * second before it. Nothing, when `to` does not come after `from`.
 * @example elapsedBetween(jan31, mar1, utc).text // "P1M1D"
 */
export function elapsedBetween(from: Instant, to: Instant, zone: Zone): Duration {
  if (!(to > from)) return durationOf(0, 0, 0);
  const reach = (months: number, days: number): Instant =>
    addDuration(from, { text: '', months, days, milliseconds: 0 }, zone);
  // Not more than these fit; a day of the month or an hour of the day that has not come yet takes one off.
  let months = monthOf(dayIn(zone, to)) - monthOf(dayIn(zone, from));
  while (months > 0 && reach(months, 0) > to) months -= 1;
  let days = Math.floor((to - reach(months, 0)) / MS_PER_DAY) + 1;
  while (days > 0 && reach(months, days) > to) days -= 1;
  return durationOf(months, days, Math.floor((to - reach(months, days)) / 1000));
}

function dayIn(zone: Zone, at: Instant): number {
  return Math.floor((at + zone.offsetAt(at)) / MS_PER_DAY);
}

function durationOf(months: number, days: number, seconds: number): Duration {
  const date = [part(Math.floor(months / 12), 'Y'), part(months % 12, 'M'), part(days, 'D')].join('');
  const time = [
    part(Math.floor(seconds / 3600), 'H'),
    part(Math.floor(seconds / 60) % 60, 'M'),
    part(seconds % 60, 'S'),
  ].join('');
  const text = date + time === '' ? 'PT0S' : `P${date}${time === '' ? '' : `T${time}`}`;
  return { text, months, days, milliseconds: seconds * 1000 };
}

function part(count: number, designator: string): string {
  return count === 0 ? '' : `${count}${designator}`;
}
