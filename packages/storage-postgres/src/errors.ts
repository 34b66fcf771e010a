import { DormouseError, type ErrorCode, isDormouseError } from '@dormouse/core';

/** States that the adapter's own functions raise. */
export const REFUSALS = {
  /** What a decision was about has changed: it must be made again. */
  changed: 'DM001',
  controlTaken: 'DM003',
  noSuchEvent: 'DM004',
  guardExceeded: 'DM005',
  isolation: 'DM006',
} as const;

/** What a decision threw: it goes to the caller as it is, whatever it looks like. */
export class Thrown {
  readonly error: unknown;

  constructor(error: unknown) {
    this.error = error;
  }
}

/** The SQLSTATE of an error, or the code that the network gave it. */
export function stateOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null ? (error as { code?: unknown }).code : undefined;
  return typeof code === 'string' ? code : '';
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Serialization failure, deadlock, a row that came in between, a slot that changed: nothing was written, try again. */
export function isRetryable(error: unknown): boolean {
  return ['40001', '40P01', '23505', REFUSALS.changed].includes(stateOf(error));
}

const network: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);

/** Whether the connection is gone: what was under way may have been done or not. */
export function isLost(error: unknown): boolean {
  const state = stateOf(error);
  // 08P01 is a message that the server did not understand: nobody's connection.
  if (state === '08P01') return false;
  if (network.has(state) || state.startsWith('08') || ['57P01', '57P02', '57P03', '57P05', '25P03'].includes(state)) {
    return true;
  }
  return state === '' && /connection|not queryable|closed|timeout/i.test(messageOf(error));
}

/** The error for a caller. */
export function translate(error: unknown): unknown {
  if (error instanceof Thrown) return error.error;
  if (isDormouseError(error)) return error;
  const state = stateOf(error);
  const code = codeFor(error, state);
  if (code === null) return error;
  return new DormouseError(code, `${explanations[code]}: ${messageOf(error)}`, dataOf(error, state), { cause: error });
}

type StorageCode = Extract<ErrorCode, `STORAGE_${string}` | 'SCHEMA_OUTDATED' | 'CONFLICT' | 'GUARD_EXCEEDED'>;

const explanations: Readonly<Record<StorageCode, string>> = {
  CONFLICT: 'the commit was refused',
  GUARD_EXCEEDED: 'policies would restrict more identities than the guard allows',
  SCHEMA_OUTDATED: 'the tables are not those of this version, run migrate()',
  STORAGE_CORRUPT: 'a stored record cannot be read',
  STORAGE_FORBIDDEN: 'the role lacks a privilege, see grants()',
  STORAGE_UNAVAILABLE: 'the database cannot do it now',
};

function codeFor(error: unknown, state: string): StorageCode | null {
  if (state === REFUSALS.controlTaken || state === REFUSALS.noSuchEvent || isRetryable(error)) return 'CONFLICT';
  if (state === REFUSALS.guardExceeded) return 'GUARD_EXCEEDED';
  if (['42P01', '42703', '42883', '3F000', '42P10'].includes(state)) return 'SCHEMA_OUTDATED';
  if (state === '42501') return 'STORAGE_FORBIDDEN';
  const unavailable = ['53', '55', '57', '58', 'XX'].some((start) => state.length === 5 && state.startsWith(start));
  return unavailable || state === '25006' || state === '3D000' || state.startsWith('28') || isLost(error)
    ? 'STORAGE_UNAVAILABLE'
    : null;
}

function dataOf(error: unknown, sqlState: string): Record<string, unknown> {
  const { detail } = error as { detail?: unknown };
  if (sqlState !== REFUSALS.guardExceeded && sqlState !== REFUSALS.controlTaken) return { sqlState };
  try {
    return JSON.parse(String(detail)) as Record<string, unknown>;
  } catch {
    return { sqlState };
  }
}
