import type { Issue } from './errors';

/**
 * Small checkers of JSON shapes. Each looks at one value and reports every fault with its place, so that a document is
 * refused with all its issues at once (C1). They never throw and never recurse deeper than the shapes they describe.
 */
export type Check = (value: unknown, pointer: string, issues: Issue[]) => void;

/** A field of an object: its check, and whether it may be missing. `null` means absent. */
export interface Field {
  readonly check: Check;
  readonly required: boolean;
}

/** Adds an error to the list. */
export function refuse(issues: Issue[], code: string, pointer: string, message: string): void {
  issues.push({ code, severity: 'error', pointer, message });
}

/** Adds a warning to the list: advice, which refuses nothing. */
export function warn(issues: Issue[], code: string, pointer: string, message: string): void {
  issues.push({ code, severity: 'warning', pointer, message });
}

/** A member's pointer: `/a~1b` for the key `a/b` (RFC 6901). */
export function pointTo(pointer: string, key: string | number): string {
  const text = String(key);
  const escaped = /[~/]/.test(text) ? text.replaceAll('~', '~0').replaceAll('/', '~1') : text;
  return `${pointer}/${escaped}`;
}

/** Whether a value is a JSON object (not a list, not null). */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const required = (check: Check): Field => ({ check, required: true });
export const optional = (check: Check): Field => ({ check, required: false });

/** An object with exactly these fields; any other key is refused at its own pointer. */
export function object(fields: Readonly<Record<string, Field>>): Check {
  const table = new Map(Object.entries(fields));
  return (value, pointer, issues) => {
    if (!isObject(value)) return refuse(issues, 'NOT_AN_OBJECT', pointer, 'must be an object');
    for (const key of Object.keys(value)) {
      const field = table.get(key);
      if (field === undefined) refuse(issues, 'UNKNOWN_KEY', pointTo(pointer, key), `unknown key ${quote(key)}`);
      else if (value[key] !== null || field.required) field.check(value[key], pointTo(pointer, key), issues);
    }
    for (const [key, field] of table) {
      if (field.required && !Object.hasOwn(value, key)) {
        refuse(issues, 'MISSING_KEY', pointTo(pointer, key), `${quote(key)} is required`);
      }
    }
  };
}

/** A list of at most `most` members that all pass one check. */
export function list(check: Check, most = 10_000): Check {
  return (value, pointer, issues) => {
    if (!Array.isArray(value)) return refuse(issues, 'NOT_A_LIST', pointer, 'must be a list');
    if (value.length > most) return refuse(issues, 'LIST_TOO_LONG', pointer, `has more than ${most} members`);
    for (let index = 0; index < value.length; index++) check(value[index], pointTo(pointer, index), issues);
  };
}

/** One of a few texts. */
export function oneOfTexts(...texts: readonly string[]): Check {
  return (value, pointer, issues) => {
    if (typeof value !== 'string' || !texts.includes(value)) {
      refuse(issues, 'UNKNOWN_VALUE', pointer, `must be one of ${texts.map(quote).join(', ')}`);
    }
  };
}

export const boolean: Check = (value, pointer, issues) => {
  if (typeof value !== 'boolean') refuse(issues, 'NOT_A_BOOLEAN', pointer, 'must be true or false');
};

/** A text of any content, at most `most` characters. */
export function text(most: number): Check {
  return (value, pointer, issues) => {
    if (typeof value !== 'string') return refuse(issues, 'NOT_A_TEXT', pointer, 'must be a text');
    if (value.length > most) refuse(issues, 'TEXT_TOO_LONG', pointer, `has more than ${most} characters`);
  };
}

export function quote(value: string): string {
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
}
