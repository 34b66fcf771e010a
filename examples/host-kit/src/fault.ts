import { isDormouseError } from '@dormouse/core';

/** Why a request is not answered as it asked. */
export type FaultCode =
  | 'bad_request'
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'method_not_allowed'
  | 'conflict'
  | 'length_required'
  | 'payload_too_large'
  | 'unsupported_media_type'
  | 'too_many_requests'
  | 'overloaded'
  | 'internal';

/** The status of each. */
export const statusOf = {
  bad_request: 400,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  length_required: 411,
  payload_too_large: 413,
  unsupported_media_type: 415,
  too_many_requests: 429,
  overloaded: 503,
  internal: 500,
} as const satisfies Record<FaultCode, number>;

/** A request that is refused. Each host writes it in its own form. */
export class Fault extends Error {
  override readonly name: string = 'Fault';
  readonly code: FaultCode;
  /** The code of Dormouse's error, where it comes from one. */
  readonly reason: string | null;
  /** What a client may use: the place of the fault, the record that exists already. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    code: FaultCode,
    message: string,
    more: {
      readonly reason?: string;
      readonly data?: Readonly<Record<string, unknown>>;
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(message);
    this.code = code;
    this.reason = more.reason ?? null;
    this.data = more.data ?? {};
    this.headers = more.headers ?? {};
  }

  get status(): (typeof statusOf)[FaultCode] {
    return statusOf[this.code];
  }
}

/** Any error as a fault. What nobody expected says nothing of what is inside. */
export function toFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  if (!isDormouseError(error)) return new Fault('internal', 'something went wrong here; it is in the log');
  if (isOfStorage(error.code)) {
    // What the database said may name addresses and roles: it is for the log.
    const { outcome } = error.data as { readonly outcome?: unknown };
    const data = outcome === undefined ? {} : { outcome };
    return new Fault('overloaded', 'the storage cannot do it now', { reason: error.code, data });
  }
  return new Fault(codeOf(error.code), error.message, { reason: error.code, data: { ...error.data } });
}

const isOfStorage = (code: string): boolean => /^(STORAGE|SCHEMA)_/.test(code);

/** Dormouse's refusals: what was asked is wrong, is not there, or is in the way. */
function codeOf(code: string): FaultCode {
  if (/_NOT_FOUND$/.test(code)) return 'not_found';
  if (/_(EXISTS|LOCKED|DELETED|TERMINAL|STATE|DEMANDED|EXCEEDED)$|^(CONFLICT|LEGAL_HOLD)$/.test(code))
    return 'conflict';
  if (/_NOT_OVERRIDABLE$|^(SAME_PERSON|TWO_PERSONS_REQUIRED)$/.test(code)) return 'forbidden';
  return 'bad_request';
}
