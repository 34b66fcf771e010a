import { createZone, formatDate, formatDateTime, utc, type Zone } from '../time/zone';

/** Says an instant in the account's time zone: `1 March 2026 at 00:00 UTC`; `never` for never. */
export type SayInstant = (at: number) => string;

/** How instants are said in a zone, by its IANA name; in UTC where that is not known. */
export function sayIn(timeZone: string): SayInstant {
  const zone = createZone(timeZone) ?? utc;
  return (at) => sayInstant(at, zone);
}

function sayInstant(at: number, zone: Zone): string {
  if (at === Number.POSITIVE_INFINITY) return 'never';
  return `${formatDate(at, zone)} at ${formatDateTime(at, zone).slice(-5)} ${zone.name}`;
}
