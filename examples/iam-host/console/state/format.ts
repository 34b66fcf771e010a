const DAY = 86_400_000;

const dayFormat = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  timeZone: 'UTC',
});
const timeFormat = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: 'UTC' });
const countFormat = new Intl.NumberFormat('en-GB');

/** `24 Nov 2026`. All days of the console are days of UTC, as those of the reports. */
export const dayText = (at: string): string => dayFormat.format(new Date(at));
/** `24 Nov 2026, 19:05 UTC`. */
export const instantText = (at: string): string => `${dayText(at)}, ${timeFormat.format(new Date(at))} UTC`;
export const countText = (count: number): string => countFormat.format(count);
/** `1 identity`, `3 identities`. */
export const amountText = (count: number, one: string, many: string): string =>
  `${countText(count)} ${count === 1 ? one : many}`;

/** `YYYY-MM-DD` of some days from now, for a date field. */
export const dayFromNow = (days: number): string => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);
