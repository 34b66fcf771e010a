/**
 * A column of text behind a mark, so that it arrives as it is: PGlite decodes texts as files are decoded, and drops a
 * U+FEFF at their beginning, which an id may have.
 */
export function exact(column: string): string {
  return `'=' || ${column}`;
}

/** What such a column holds. */
export function readExact(read: string | null | undefined): string | null {
  return read === null || read === undefined ? null : read.slice(1);
}

/** Such a column of a row that has it. */
export function exactText(read: string | null | undefined): string {
  return read?.slice(1) ?? '';
}
