import { parseInstant } from '@dormouse/core';

/** Date, time, fraction after `.`, `,` or (as IBM writes it) `:`, and an offset: `Z`, `UTC`, `+0000`, `+00:00`. */
const FORM = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::(\d\d)(?:[.,:](\d{1,9}))?)?\s?(Z|UTC|GMT|[+-]\d\d:?\d\d)$/i;
const DATE = /^\d{4}-\d\d-\d\d$/;
const DAY_END = 'T23:59:59.999Z';

/**
 * The instant (UTC ms) in a text of another system, or null. It must say its offset: a local time is no instant. Taken are
 * RFC 3339 and what the known systems write: `2022-04-21T00:52:21:186+0000`, `2022-07-26T13:00+0000`,
 * `2024-05-01 10:00:00 UTC`.
 */
export function readForeignInstant(text: string): number | null {
  const match = FORM.exec(text.trim());
  if (match === null) return null;
  const [, date, minutes, seconds = '00', fraction, zone = 'Z'] = match;
  const offset = /^[+-]/.test(zone) ? `${zone.slice(0, 3)}:${zone.slice(-2)}` : 'Z';
  return parseInstant(`${date}T${minutes}:${seconds}${fraction === undefined ? '' : `.${fraction}`}${offset}`);
}

/**
 * The last millisecond (UTC) of the day in a text such as `2024-05-01`, or null. The activity was at some time of that
 * day: its end is the one that makes nobody inactive too early.
 */
export function readDayEnd(text: string): number | null {
  return DATE.test(text) ? parseInstant(`${text}${DAY_END}`) : null;
}
