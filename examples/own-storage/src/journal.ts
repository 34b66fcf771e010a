import { closeSync, fsyncSync, ftruncateSync, openSync, readFileSync, writeSync } from 'node:fs';

/** The first line of every file: what is no journal of ours is refused, and left as it is. */
const HEADER = '{"form":"dormouse journal","version":1}\n';

/** A file to which lines are added. A line is there when its newline is: that makes a commit atomic. */
export type Journal = Omit<ReturnType<typeof openJournal>, 'lines'>;

/** @throws Error when the file is something else. */
export function openJournal(path: string, fsync: boolean) {
  const bytes = readFileSync(path, { flag: 'a+' });
  if (!HEADER.startsWith(bytes.toString('utf8', 0, HEADER.length))) throw new Error(`${path} is no journal`);
  const file = openSync(path, 'a');
  let size = -1;
  let state: 'sound' | 'torn' | 'closed' = 'torn';
  /** Adds a line, and gives it back. When it throws, a part of it may be there: the caller cuts it off. */
  const append = (line: string): string => {
    if (state !== 'sound') throw new Error(`${path} is ${state}: open it again`);
    state = 'torn';
    const added = Buffer.from(`${line}\n`);
    for (let done = 0; done < added.length; ) done += writeSync(file, added, done);
    if (fsync) fsyncSync(file);
    size += added.length;
    state = 'sound';
    return line;
  };
  /** Takes away what was added from a byte on. When that fails, nothing more can be added. */
  const cut = (from: number): void => {
    if (state === 'closed' || (state === 'sound' && from === size)) return;
    state = 'torn';
    try {
      ftruncateSync(file, from);
      if (fsync) fsyncSync(file);
      size = from;
      state = 'sound';
    } catch {}
  };
  let last: Promise<unknown> = Promise.resolve();
  let before = 0;
  /** Does a work when those before it are done. What one that fails has added is taken away: nothing was written. */
  const alone = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(() => {
      before = size;
      return work();
    });
    last = turn.catch(() => cut(before));
    return turn;
  };
  const close = (): void => {
    if (state !== 'closed') closeSync(file);
    state = 'closed';
  };
  cut(bytes.lastIndexOf('\n') + 1);
  if (size === 0) append(HEADER.trimEnd());
  return { lines: linesOf(bytes), append, cut, alone, close };
}

/** The lines that were there, and the byte with which each begins. What a torn write left after them was cut off. */
function* linesOf(bytes: Buffer): Generator<readonly [line: string, from: number, isLast: boolean]> {
  for (let from = HEADER.length, end = bytes.indexOf('\n', from); end >= 0; ) {
    const next = bytes.indexOf('\n', end + 1);
    yield [bytes.toString('utf8', from, end), from, next < 0];
    [from, end] = [end + 1, next];
  }
}
