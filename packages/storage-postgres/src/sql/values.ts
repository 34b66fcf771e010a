import { DormouseError, type Instant } from '@dormouse/core';

/** How never stands in the database: the largest `int8`, so that it sorts after every instant. */
export const NEVER_TEXT = '9223372036854775807';

/**
 * A text that PostgreSQL can hold as it is.
 * @throws DormouseError `INVALID_ARGUMENT` for a text with a NUL character or half of a surrogate pair: the first cannot be
 * stored, the second would become another text. Ids have neither; free data is kept as JSON, which escapes both.
 */
export function text(value: string): string {
  if (!/\0|\p{Cs}/u.test(value)) return value;
  throw new DormouseError('INVALID_ARGUMENT', 'a text has a character that PostgreSQL cannot hold', { value });
}

/**
 * A whole number, or `Infinity` for never.
 * @throws DormouseError `INVALID_ARGUMENT` for what JavaScript cannot count exactly.
 */
export function int8(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return NEVER_TEXT;
  if (Number.isSafeInteger(value)) return String(value);
  throw new DormouseError('INVALID_ARGUMENT', 'a number is no safe integer', { value });
}

export function nullable<T>(write: (value: T) => string, value: T | null): string | null {
  return value === null ? null : write(value);
}

/**
 * A whole number that was read.
 * @throws DormouseError `STORAGE_CORRUPT` when it is not one that JavaScript can count exactly.
 */
export function toNumber(read: string | null | undefined): number {
  const value = Number(read ?? Number.NaN);
  if (Number.isSafeInteger(value)) return value;
  throw new DormouseError('STORAGE_CORRUPT', 'a stored number is no safe integer', { value: read ?? null });
}

/** An instant that was read; `Infinity` for never. */
export function toInstantOrNever(read: string | null | undefined): Instant {
  return read === NEVER_TEXT ? Number.POSITIVE_INFINITY : toNumber(read);
}

/** A JSON text that was read. @throws DormouseError `STORAGE_CORRUPT` when it is none. */
export function fromJson<T>(read: string | null | undefined): T {
  try {
    return JSON.parse(read ?? '') as T;
  } catch (cause) {
    throw new DormouseError('STORAGE_CORRUPT', 'a stored record is no JSON', {}, { cause });
  }
}
