import { isUtf8 } from 'node:buffer';
import type { Line } from './lines';

/** The text of a line, or why there is none. */
export type LineText = { readonly text: string } | { readonly fault: string };

/**
 * Decodes a line strictly: invalid UTF-8 is a fault, because replacement characters would merge different ids into one.
 * @param limit the limit that the line was read with, for the message
 */
export function lineText(line: Line, limit: number): LineText {
  if (line.bytes === null) return { fault: `the line is longer than ${limit / 1024 / 1024} MiB` };
  if (!isUtf8(line.bytes)) return { fault: 'the line is not valid UTF-8' };
  return { text: line.bytes.toString('utf8') };
}

/** Whether a text has nothing but white space. */
export function isBlank(text: string): boolean {
  return text.trim() === '';
}
