import { readForeignInstant } from './foreign-instant';

/** Something in a row that cannot be read. The message names the member or column. */
export class RowFault extends Error {}

/** A value that is an object, or a fault. */
export function asObject(value: unknown, name: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new RowFault(`${name} is not an object`);
}

/** The text of a member; null when it is missing, null or empty. Numbers are taken as their digits. */
export function textOf(row: Readonly<Record<string, unknown>>, name: string): string | null {
  const value = Object.hasOwn(row, name) ? row[name] : null;
  if (value === undefined || value === null || value === '') return null;
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  throw new RowFault(`${name} is not a text: ${shown(value)}`);
}

/** The text of a member that must be there. */
export function neededText(row: Readonly<Record<string, unknown>>, name: string): string {
  const text = textOf(row, name);
  if (text === null) throw new RowFault(`${name} is missing`);
  return text;
}

/** The flag of a member; null when it is missing or null. */
export function flagOf(row: Readonly<Record<string, unknown>>, name: string): boolean | null {
  const value = Object.hasOwn(row, name) ? row[name] : null;
  if (value === undefined || value === null) return null;
  if (typeof value === 'boolean') return value;
  throw new RowFault(`${name} is neither true nor false: ${shown(value)}`);
}

/** A value for a message, cut short. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 60));
  return typeof value === 'object' ? 'an object or list' : String(value);
}

/** The instant (UTC ms) of a member; null when it is missing, null or empty. */
export function instantOf(row: Readonly<Record<string, unknown>>, name: string): number | null {
  const text = textOf(row, name);
  if (text === null) return null;
  const instant = readForeignInstant(text);
  if (instant === null) throw new RowFault(`${name} is not an instant: ${shown(text)}`);
  return instant;
}
