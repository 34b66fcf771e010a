import { parseInstant } from '@dormouse/core';

/** The columns of an AWS credential report that are read. */
export const REPORT_COLUMNS = [
  'user',
  'arn',
  'user_creation_time',
  'password_enabled',
  'password_last_used',
  'password_last_changed',
  'mfa_active',
  'access_key_1_active',
  'access_key_1_last_rotated',
  'access_key_1_last_used_date',
  'access_key_1_last_used_service',
  'access_key_2_active',
  'access_key_2_last_rotated',
  'access_key_2_last_used_date',
  'access_key_2_last_used_service',
] as const;

/** A row of the report. */
export type ReportRow = Readonly<Record<(typeof REPORT_COLUMNS)[number], string>>;

/** A cell that cannot be read; the message names the column. */
export class CellFault extends Error {}

// What the report writes where it has no time: no password or key, never used, or not kept for the root user.
const noValue: ReadonlySet<string> = new Set(['', 'N/A', 'no_information', 'not_supported']);

/**
 * The time in a cell (UTC ms), or null where the report has none.
 * @throws CellFault when it is something else
 */
export function readTime(row: ReportRow, column: keyof ReportRow): number | null {
  const cell = row[column];
  if (noValue.has(cell)) return null;
  const instant = parseInstant(cell);
  if (instant === null) throw new CellFault(`${column} is not an instant: ${JSON.stringify(cell)}`);
  return instant;
}

/**
 * The flag in a cell. `N/A` and the like are false.
 * @throws CellFault when it is something else
 */
export function readFlag(row: ReportRow, column: keyof ReportRow): boolean {
  const cell = row[column];
  if (/^true$/i.test(cell)) return true;
  if (/^false$/i.test(cell) || noValue.has(cell)) return false;
  throw new CellFault(`${column} is neither true nor false: ${JSON.stringify(cell)}`);
}

/** The word in a cell, or null where the report has none. */
export function readWord(row: ReportRow, column: keyof ReportRow): string | null {
  return noValue.has(row[column]) ? null : row[column];
}
