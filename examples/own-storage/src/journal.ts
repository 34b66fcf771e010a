import { closeSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';

const NEWLINE = 10;

/** A file to which lines are added. A line is there when its newline is: that makes a commit atomic. */
export interface Journal {
  /** The whole lines that were there when it was opened. What a torn write left after them was cut off. */
  readonly lines: readonly string[];
  /** Adds a line as a whole, or throws and adds nothing. */
  readonly append: (line: string) => void;
  readonly close: () => void;
}

export function openJournal(path: string, fsync: boolean): Journal {
  const file = openSync(path, 'a');
  const bytes = readFileSync(path);
  let size = bytes.lastIndexOf(NEWLINE) + 1;
  ftruncateSync(file, size);
  const append = (line: string): void => {
    const added = Buffer.from(`${line}\n`);
    try {
      for (let written = 0; written < added.length; ) written += writeSync(file, added, written);
      if (fsync) fsyncSync(file);
      size += added.length;
    } catch (error) {
      ftruncateSync(file, size);
      throw error;
    }
  };
  return { lines: bytes.toString('utf8', 0, size).split('\n').slice(0, -1), append, close: () => closeSync(file) };
}
