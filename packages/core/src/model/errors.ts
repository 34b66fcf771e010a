/** One fault in a document, with the place where it is (C1). Only errors refuse; warnings are advice. */
export interface Issue {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  /** A JSON Pointer (RFC 6901) from the root of the document to the offending member. */
  readonly pointer: string;
  readonly message: string;
}

/** Every code that a `DormouseError` can carry. */
export type ErrorCode =
  | 'ABORTED'
  | 'ACTIVITY_IN_FUTURE'
  | 'BATCH_TOO_LARGE'
  | 'CONTROL_ALREADY_DELETED'
  | 'CONTROL_EXISTS'
  | 'CONTROL_NOT_FOUND'
  | 'CONTROL_NOT_OVERRIDABLE'
  | 'CONTROL_TERMINAL'
  | 'GUARD_EXCEEDED'
  | 'EXEMPTION_ENDED'
  | 'EXEMPTION_EXISTS'
  | 'EXEMPTION_NOT_FOUND'
  | 'EXEMPTION_NOT_OWNED'
  | 'HISTORY_ARCHIVED'
  | 'IDENTITY_EXISTS'
  | 'IDENTITY_LOCKED'
  | 'IDENTITY_NOT_FOUND'
  | 'INVALID_ARGUMENT'
  | 'INVALID_CASE'
  | 'INVALID_CURSOR'
  | 'INVALID_INSTANT'
  | 'INVALID_DURATION'
  | 'INVALID_JSON'
  | 'INVALID_POLICY'
  | 'INVALID_TIME_ZONE'
  | 'LEGAL_HOLD'
  | 'NOTICE_NOT_FOUND'
  | 'POLICY_NOT_FOUND'
  | 'PROPOSAL_NOT_FOUND'
  | 'REASON_REQUIRED'
  | 'REPORT_FAILED'
  | 'REPORT_NOT_FOUND'
  | 'REPORT_PENDING'
  | 'REQUIREMENT_DEMANDED'
  | 'REQUIREMENT_EXISTS'
  | 'REQUIREMENT_NOT_FOUND'
  | 'REQUIREMENT_STATE'
  | 'RUN_NOT_FOUND'
  | 'RUN_NOT_HALTED'
  | 'SAME_PERSON'
  | 'SCHEMA_OUTDATED'
  | 'STORAGE_CORRUPT'
  | 'STORAGE_FORBIDDEN'
  | 'STORAGE_UNAVAILABLE'
  | 'TWO_PERSONS_REQUIRED'
  | 'UNKNOWN_CONTROL_TYPE'
  | 'UNKNOWN_FORM'
  | 'CONFLICT';

/** What an error knows beside its code: the issues of a refused document, or the record it is about. */
export interface ErrorData {
  readonly issues?: readonly Issue[];
  readonly [key: string]: unknown;
}

const footprint: symbol = Symbol.for('dormouse.error');

/**
 * The one error that Dormouse throws. `code` is stable; the message says what to do.
 * Use {@link isDormouseError} rather than `instanceof`: it also knows errors of another copy of the package.
 */
export class DormouseError extends Error {
  override readonly name: string = 'DormouseError';
  readonly code: ErrorCode;
  readonly data: ErrorData;

  constructor(code: ErrorCode, message: string, data: ErrorData = {}, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
    this.data = data;
    Object.defineProperty(this, footprint, { value: true });
  }
}

/** Whether a thrown value is a `DormouseError`, and, if a code is given, one with that code. */
export function isDormouseError(error: unknown, code?: ErrorCode): error is DormouseError {
  return (
    typeof error === 'object' &&
    error !== null &&
    (error as Record<symbol, unknown>)[footprint] === true &&
    (code === undefined || (error as DormouseError).code === code)
  );
}
