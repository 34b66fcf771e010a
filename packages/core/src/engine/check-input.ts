import { DormouseError, type Issue } from '../model/errors';
import { isId } from '../model/ids';
import { type Check, list, object, optional, refuse } from '../model/shape';
import { type InstantInput, toInstant } from '../model/time-checks';
import { throwIfRefused } from '../policy/policy-set';
import type { Instant } from '../time/instant';

/** The most items of one call (semantics §13). */
export const MOST_ITEMS = 10_000;
const LONGEST_REASON = 2_000;
const DEFAULT_LIMIT = 100;
const MOST_PER_PAGE = 1_000;

/** @throws DormouseError `INVALID_ARGUMENT` for a request that is no object. */
export function checkObject<T extends object>(request: T): T {
  if (typeof request === 'object' && request !== null) return request;
  throw new DormouseError('INVALID_ARGUMENT', 'the request must be an object', { name: 'request' });
}

/** @throws DormouseError `INVALID_ARGUMENT` for anything that cannot be an id. */
export function checkId(value: unknown, name: string): string {
  if (isId(value)) return value;
  throw new DormouseError(
    'INVALID_ARGUMENT',
    `${name} must be a text of 1 to 256 characters without control characters`,
    {
      name,
    },
  );
}

/** An id that may be left out. */
export function checkOptionalId(value: unknown, name: string): string | null {
  return value === undefined || value === null ? null : checkId(value, name);
}

/** @throws DormouseError `REASON_REQUIRED` for a reason that says nothing; `INVALID_ARGUMENT` for one that is too long. */
export function checkReason(value: unknown): string {
  if (typeof value !== 'string' || value.trim() === '') {
    throw new DormouseError('REASON_REQUIRED', 'say why: reason must be a text that is not empty', { name: 'reason' });
  }
  if (value.length <= LONGEST_REASON) return value;
  throw new DormouseError('INVALID_ARGUMENT', `reason has more than ${LONGEST_REASON} characters`, { name: 'reason' });
}

/** An instant that may be left out. */
export function checkOptionalInstant(value: InstantInput | null | undefined, name: string): Instant | null {
  return value === undefined || value === null ? null : toInstant(value, name);
}

/** @throws DormouseError `INVALID_ARGUMENT` for what is no list; `BATCH_TOO_LARGE` for more than 10,000 items. */
export function checkItems<T>(value: readonly T[], name: string): readonly T[] {
  if (!Array.isArray(value)) throw new DormouseError('INVALID_ARGUMENT', `${name} must be a list`, { name });
  if (value.length <= MOST_ITEMS) return value;
  throw new DormouseError('BATCH_TOO_LARGE', `${name} has more than ${MOST_ITEMS} members: send it in parts`, {
    name,
    length: value.length,
    most: MOST_ITEMS,
  });
}

/** How many members a page has: 100 unless told, at most 1,000. */
export function checkLimit(value: number | null | undefined): number {
  if (value === undefined || value === null) return DEFAULT_LIMIT;
  if (Number.isInteger(value) && value >= 1 && value <= MOST_PER_PAGE) return value;
  throw new DormouseError('INVALID_ARGUMENT', `limit must be a whole number from 1 to ${MOST_PER_PAGE}`, {
    name: 'limit',
  });
}

/** @throws DormouseError `INVALID_ARGUMENT` with every issue and its place. */
export function checkShape(value: unknown, check: Check, pointer: string, what: string): void {
  const issues: Issue[] = [];
  check(value, pointer, issues);
  throwIfRefused('INVALID_ARGUMENT', what, issues);
}

/** The same object without members that are `undefined`: JavaScript hosts write those for what they leave out. */
export function withoutUndefined(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  if (!Object.values(value).includes(undefined)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));
}

/** An instant as a `Date` or a text (T1). */
export const instantInput: Check = (value, pointer, issues) => {
  try {
    toInstant(value as InstantInput);
  } catch {
    refuse(issues, 'INVALID_INSTANT', pointer, 'must be a valid Date or an ISO-8601 text with an offset');
  }
};

/** Exactly one of `in`, `notIn` and, if it is allowed, `all`. */
export function among(member: Check, allowsAll = false): Check {
  const values = optional(list(member, 1_000));
  const shape = object(allowsAll ? { in: values, notIn: values, all: values } : { in: values, notIn: values });
  return (value, pointer, issues) => {
    shape(value, pointer, issues);
    const given = typeof value === 'object' && value !== null ? Object.values(value) : [];
    if (given.length !== 1 || !Array.isArray(given[0])) {
      refuse(issues, 'INVALID_FILTER', pointer, `needs exactly one of "in"${allowsAll ? ', "all"' : ''} and "notIn"`);
    }
  };
}
