import { Fault } from '@dormouse/example-host-kit';

/** @throws Fault `bad_request` for a value that is none of those; null where there is none */
export function oneOf<T extends string>(value: string | undefined, values: readonly T[], name: string): T | null {
  if (value === undefined || value === '') return null;
  const found = values.find((each) => each === value);
  if (found === undefined) throw new Fault('bad_request', `${name} must be one of ${values.join(', ')}.`);
  return found;
}

/** @throws Fault `bad_request` */
export function wholeNumber(text: string, least: number, most: number, name: string): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new Fault('bad_request', `${name} must be a whole number from ${least} to ${most}.`);
}

/** @throws Fault `bad_request` for what is no object, or has members that are not known */
export function objectOf(value: unknown, known: readonly string[]): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Fault('bad_request', 'The body must be a JSON object.');
  }
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  if (unknown !== undefined) throw new Fault('bad_request', `Unknown member ${unknown.slice(0, 60)}.`);
  return value as Record<string, unknown>;
}

/** @throws Fault `bad_request` for what is no list of 1 to `most` texts; each comes once */
export function idsOf(value: unknown, most: number): readonly string[] {
  const isList = Array.isArray(value) && value.length > 0 && value.length <= most;
  if (isList && value.every((each) => typeof each === 'string')) return [...new Set(value as string[])];
  throw new Fault('bad_request', `ids must be a list of 1 to ${most} ids.`);
}
