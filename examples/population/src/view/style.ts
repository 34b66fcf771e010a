/** How a terminal shows the text: each function marks a piece of it. */
export interface Style {
  readonly heading: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly good: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly bar: (text: string) => string;
}

const mark = (code: number) => (text: string) => `\u001b[${code}m${text}\u001b[0m`;
const plain = (text: string): string => text;

/** Marks by colours where `colours` is true, else not at all. */
export function createStyle(colours: boolean): Style {
  if (!colours) return { heading: plain, faint: plain, good: plain, warning: plain, bad: plain, bar: plain };
  return { heading: mark(1), faint: mark(2), good: mark(32), warning: mark(33), bad: mark(31), bar: mark(36) };
}

/** Whether a stream should get colours: a terminal, and nobody said no (no-color.org). */
export function wantsColours(isTTY: boolean, env: Readonly<Record<string, string | undefined>>): boolean {
  return isTTY && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
}
