import type { Instant } from '@dormouse/core';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A date of UTC, such as `5 Jan`. */
export function day(at: Instant): string {
  const date = new Date(at);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]}`;
}

/** `one person`, `3 people`. */
export function people(count: number): string {
  return count === 1 ? 'one identity' : `${count} identities`;
}

/** What was said, in quotation marks; nothing when nothing was. */
export function quoted(reason: string | null): string {
  return reason === null ? '' : ` “${reason}”`;
}

/** Who did it; nothing when the engine did it by itself. */
export function by(actor: string | null): string {
  return actor === null ? '' : `, by ${actor}`;
}
