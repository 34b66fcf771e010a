/**
 * Freezes plain data in place, all the way down, so that it can be stored and handed out without a copy. Parts that are
 * `known` already (the same objects at the same places of the record before) are not walked again.
 */
export function deepFreeze(value: unknown, known: unknown): void {
  if (value === known || typeof value !== 'object' || value === null) return;
  const before = typeof known === 'object' && known !== null ? (known as Readonly<Record<string, unknown>>) : nothing;
  for (const key of Object.keys(value)) {
    deepFreeze((value as Readonly<Record<string, unknown>>)[key], Object.hasOwn(before, key) ? before[key] : undefined);
  }
  Object.freeze(value);
}

const nothing: Readonly<Record<string, unknown>> = Object.freeze({});
