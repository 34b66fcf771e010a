import { FALSE, TRUE, type Truth, UNKNOWN } from '../truth';

/** A set of truth values as bits: what a node of a condition may answer. */
export type Truths = number;

/** The set of one truth value. */
export function only(truth: Truth): Truths {
  return 1 << truth;
}

export const MUST_BE_FALSE: Truths = only(FALSE);
export const MUST_BE_TRUE: Truths = only(TRUE);
export const MUST_BE_UNKNOWN: Truths = only(UNKNOWN);
export const NOT_TRUE: Truths = MUST_BE_FALSE | MUST_BE_UNKNOWN;
export const NOT_FALSE: Truths = MUST_BE_TRUE | MUST_BE_UNKNOWN;
export const ANY_TRUTH: Truths = NOT_TRUE | MUST_BE_TRUE;

/** Whether a truth value is in the set. */
export function allows(truths: Truths, truth: Truth): boolean {
  return (truths & only(truth)) !== 0;
}

/** The same set with true and false exchanged. */
export function mirrored(truths: Truths): Truths {
  return (
    (truths & MUST_BE_UNKNOWN) | (allows(truths, TRUE) ? MUST_BE_FALSE : 0) | (allows(truths, FALSE) ? MUST_BE_TRUE : 0)
  );
}
