import { formatDuration } from 'date-fns/formatDuration';
import { enUS } from 'date-fns/locale/en-US';
import type { Duration } from './duration';

/**
 * A duration in plain English: `45 days`, `1 year and 6 months`, `720 hours`, `1 year, 2 days and 5 hours`; `no time`
 * when it is zero. Weeks read as days. Hours never become days, because a day can have 23 or 25 of them.
 */
export function describeDuration(duration: Duration): string {
  const seconds = Math.floor(duration.milliseconds / 1000);
  // The locale is named, because a host can change the default one of date-fns.
  const text = formatDuration(
    {
      years: Math.floor(duration.months / 12),
      months: duration.months % 12,
      days: duration.days,
      hours: Math.floor(seconds / 3600),
      minutes: Math.floor(seconds / 60) % 60,
      seconds: seconds % 60,
    },
    { locale: enUS, delimiter: ', ' },
  );
  const last = text.lastIndexOf(', ');
  if (last >= 0) return `${text.slice(0, last)} and ${text.slice(last + 2)}`;
  return text === '' ? 'no time' : text;
}
