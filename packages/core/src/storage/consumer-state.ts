import type { Instant } from '../time/instant';

/**
 * The events of one identity (or of the account itself) that a consumer could not handle, from the first one on: later
 * ones of the same identity wait behind it, so that it never hears of an effect before its cause.
 */
export interface BlockedStream {
  /** null: the events of the account itself. */
  readonly identityId: string | null;
  /** The position of the event that failed. Those before it were handled. */
  readonly position: number;
  readonly sequence: number;
  readonly type: string;
  /** How often it was tried. */
  readonly tries: number;
  /** What the last try failed with. */
  readonly error: string;
  readonly failedAt: Instant;
  /** When it is tried again; null once it is parked. */
  readonly retryAt: Instant | null;
  /** When it was given up (E5); null: it will be tried again. */
  readonly parkedAt: Instant | null;
}

/** Whose turn it is to consume. A run that died is followed by another when its lease is over. */
export interface ConsumerLease {
  readonly owner: string;
  readonly until: Instant;
}

/** How far a named consumer has come with the log of one account (E5). */
export interface ConsumerState {
  /** Everything up to here was handled, or is blocked. 0: nothing yet. */
  readonly position: number;
  readonly lease: ConsumerLease | null;
  /** At most one for each identity, in the order of failing. */
  readonly blocked: readonly BlockedStream[];
}

/** The state of a consumer in one account. */
export interface AccountConsumer {
  readonly accountId: string;
  readonly state: ConsumerState;
}

/** The state of a consumer that has not begun. */
export const newConsumer: ConsumerState = Object.freeze({ position: 0, lease: null, blocked: Object.freeze([]) });

/** Whether a consumer has something to do in an account whose log ends at `last`. */
export function isBehind({ position, blocked }: ConsumerState, last: number, now: Instant): boolean {
  return position < last || blocked.some(({ retryAt }) => retryAt !== null && retryAt <= now);
}
