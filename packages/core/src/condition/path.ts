/** One step of a path: the name of a property, or the index of an element. */
export type Segment = string | number;

/** Keys that no condition may contain: they reach the machinery of objects instead of their data. */
export const forbiddenKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

const WHOLE = /^\$(?:\.[A-Za-z_][A-Za-z0-9_-]*|\[(?:0|[1-9][0-9]{0,8})\])+$/;
const STEP = /\.([A-Za-z_][A-Za-z0-9_-]*)|\[([0-9]+)\]/g;
const LONGEST = 1_000;

/** Reads `$.a.b[0].c` (C1). Null for anything else, an index of more than nine digits, or over 1,000 characters. */
export function parsePath(text: string): readonly Segment[] | null {
  if (text.length > LONGEST || !WHOLE.test(text)) return null;
  return Array.from(text.matchAll(STEP), ([, name, index]) => name ?? Number(index));
}
