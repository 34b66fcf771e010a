import { type ErrorCode, isDormouseError } from '../../model/errors';
import { isSame } from '../is-same';
import { show } from '../show';

/** @throws Error when it does not hold. */
export function holds(condition: boolean, law: string): void {
  if (!condition) throw new Error(law);
}

/** @throws Error when two values are not the same plain data. */
export function same(actual: unknown, expected: unknown, what: string): void {
  if (!isSame(actual, expected)) throw new Error(`${what}: expected ${show(expected)}, got ${show(actual)}`);
}

/** What a promise rejects with. @throws Error when it is fulfilled. */
export async function rejection(promise: Promise<unknown>, what: string): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error(`${what}: it must be refused, and was fulfilled`);
}

/** @throws Error when a promise is fulfilled, or rejects with another code. */
export async function refused(promise: Promise<unknown>, code: ErrorCode, what: string): Promise<void> {
  const error = await rejection(promise, what);
  if (!isDormouseError(error, code)) throw new Error(`${what}: it must be refused with ${code}, not ${show(error)}`);
}

/**
 * Awaits calls that run at the same time. A storage may let them wait for each other, or refuse some.
 * @returns the answers of those that were fulfilled.
 * @throws Error when one rejects with anything but `CONFLICT` or the codes that are allowed too.
 */
export async function contend<T>(
  calls: readonly Promise<T>[],
  ...allowed: readonly ErrorCode[]
): Promise<readonly T[]> {
  const answers: T[] = [];
  for (const outcome of await Promise.allSettled(calls)) {
    if (outcome.status === 'fulfilled') answers.push(outcome.value);
    else if (!['CONFLICT' as const, ...allowed].some((code) => isDormouseError(outcome.reason, code))) {
      throw new Error(`calls at the same time may only be refused with CONFLICT, not ${show(outcome.reason)}`);
    }
  }
  holds(answers.length > 0, 'of calls at the same time at least one must be fulfilled');
  return answers;
}
