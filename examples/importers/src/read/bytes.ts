import { createReadStream } from 'node:fs';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { CannotRun } from '../cannot-run';

/** The bytes of a file, unpacked when they are gzip, whatever the name says. It also reads pipes, once. */
export async function* readBytes(path: string): AsyncGenerator<Buffer> {
  try {
    const [head, rest] = await readHead(createReadStream(path), 2);
    const whole = chain(head, rest);
    yield* head[0] === 0x1f && head[1] === 0x8b ? gunzip(whole) : whole;
  } catch (error) {
    throw asCannotRun(error, path);
  }
}

/**
 * The first bytes of a stream, at least `size` unless it is shorter, and the stream of what follows them.
 * The rest must be read to its end, or returned, to close what lies behind it.
 */
export async function readHead(
  source: AsyncIterable<Buffer>,
  size: number,
): Promise<readonly [head: Buffer, rest: AsyncIterator<Buffer>]> {
  const rest = source[Symbol.asyncIterator]();
  const parts: Buffer[] = [];
  let length = 0;
  while (length < size) {
    const next = await rest.next();
    if (next.done === true) break;
    parts.push(next.value);
    length += next.value.length;
  }
  return [Buffer.concat(parts), rest];
}

/** Puts the first bytes back before the rest. */
export async function* chain(head: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield head;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

async function* gunzip(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  // The error of either stream comes out of the iteration below, so the callback has nothing to do.
  yield* pipeline(Readable.from(source), createGunzip(), () => {}) as AsyncIterable<Buffer>;
}

function asCannotRun(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null;
  if (code === 'ENOENT') return new CannotRun(`there is no file or folder ${path}`);
  if (code === 'EACCES' || code === 'EPERM') return new CannotRun('permission to read it was refused');
  if (code === 'Z_BUF_ERROR') return new CannotRun('the gzip data ends too early: the file is cut off');
  if (typeof code === 'string' && code.startsWith('Z_')) return new CannotRun('the gzip data is damaged');
  return error;
}
