import { Fault } from '@dormouse/example-host-kit';
import type { Context } from 'hono';

/** The query of a request: each parameter once, none that is unknown. */
export type Query = Readonly<Record<string, string>>;

/**
 * Reads the query.
 * @throws Fault `bad_request` for a parameter that is unknown or given twice
 */
export function readQuery(context: Context, known: readonly string[]): Query {
  const all = context.req.queries();
  const query: Record<string, string> = {};
  for (const [name, values] of Object.entries(all)) {
    if (!known.includes(name)) throw new Fault('bad_request', `unknown parameter ${name.slice(0, 60)}`);
    if (values.length !== 1) throw new Fault('bad_request', `${name} is given more than once`);
    query[name] = values[0] ?? '';
  }
  return query;
}

/** @throws Fault `bad_request` for a value that is none of those */
export function oneOf<T extends string>(query: Query, name: string, values: readonly T[]): T | null {
  const value = query[name];
  if (value === undefined) return null;
  const found = values.find((each) => each === value);
  if (found === undefined) throw new Fault('bad_request', `${name} must be one of ${values.join(', ')}`);
  return found;
}

/** @throws Fault `bad_request` */
export function limitOf(query: Query, most: number): number {
  const text = query['limit'];
  if (text === undefined) return 100;
  const value = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > most) throw new Fault('bad_request', `limit must be between 1 and ${most}`);
  return value;
}

/** @throws Fault `bad_request` */
export function flagOf(query: Query, name: string): boolean {
  return oneOf(query, name, ['true', 'false']) === 'true';
}

/** An object of a body. @throws Fault `bad_request` */
export function bodyObject(value: unknown, known: readonly string[]): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Fault('bad_request', 'the body must be a JSON object');
  }
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  if (unknown !== undefined) throw new Fault('bad_request', `unknown field ${unknown.slice(0, 60)}`);
  return value as Record<string, unknown>;
}

/** A text of a body. @throws Fault `bad_request` when it is needed and missing, or no text */
export function textField(body: Readonly<Record<string, unknown>>, name: string): string;
export function textField(body: Readonly<Record<string, unknown>>, name: string, needed: false): string | null;
export function textField(body: Readonly<Record<string, unknown>>, name: string, needed = true): string | null {
  const value = body[name] ?? null;
  if (typeof value === 'string' && value !== '') return value;
  if (value === null && !needed) return null;
  throw new Fault('bad_request', value === null ? `${name} is required` : `${name} must be a text that is not empty`);
}
