/**
 * Freezes plain data in place, all the way down, so that it can be stored and handed out without a copy. Parts that are
 * `known` already (the same objects at the same places of the record before) are not walked again.
 */
export function deepFreeze(value: unknown, known: unknown): void {
  if (value === known || typeof value !== 'object' || value === null) return;
  const data = value as Readonly<Record<string, unknown>>;
  const before = typeof known === 'object' && known !== null ? (known as Readonly<Record<string, unknown>>) : nothing;
  // Plain data inherits nothing that is enumerable; most members are no objects, and are not worth a call.
  for (const key in data) {
    const member = data[key];
    if (typeof member === 'object' && member !== null) deepFreeze(member, before[key]);
  }
  Object.freeze(value);
}

const nothing: Readonly<Record<string, unknown>> = Object.freeze(Object.create(null));
