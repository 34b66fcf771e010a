const LONGEST = 600;

/** A value for the message of an error, cut where it is long. */
export function show(value: unknown): string {
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  const text = JSON.stringify(value, (_, member: unknown) => (Number.isFinite(member) ? member : unwritable(member)));
  if (text === undefined) return String(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function unwritable(member: unknown): unknown {
  return typeof member === 'number' ? String(member) : member;
}
