/** Changes everything about an object that it lets be changed, all the way down. What is frozen stays as it is. */
export function spoil(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  for (const member of Object.values(value)) spoil(member);
  if (Object.isFrozen(value)) return;
  if (Array.isArray(value)) {
    value.push('spoiled');
    return;
  }
  for (const [key, member] of Object.entries(value)) {
    if (typeof member !== 'object' || member === null) Reflect.set(value, key, 'spoiled');
  }
  Reflect.set(value, 'spoiled', true);
}
