/** One line of a byte stream, without its line ending. */
export interface Line {
  /** Counted from 1; blank lines count. */
  readonly number: number;
  /** The bytes, or null when the line is longer than the limit: then nothing of it was kept. */
  readonly bytes: Buffer | null;
}

const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Cuts chunks of bytes into lines (LF or CRLF), and keeps at most `limit` bytes of a line in memory.
 * It works on bytes, so that no text of the file outlives the line it belongs to.
 */
export class LineSplitter {
  readonly #limit: number;
  #parts: Buffer[] = [];
  #size = 0;
  #number = 0;

  /** @param limit the longest line in bytes; a longer one comes out with `bytes: null` */
  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The lines that end in this chunk. */
  push(chunk: Uint8Array): Line[] {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const lines: Line[] = [];
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
      this.#keep(bytes.subarray(start, end));
      lines.push(this.#take());
      start = end + 1;
    }
    if (start < bytes.length) this.#keep(bytes.subarray(start));
    return lines;
  }

  /** The last line, when the stream does not end in a line ending. */
  end(): Line[] {
    return this.#size === 0 ? [] : [this.#take()];
  }

  #keep(part: Buffer): void {
    this.#size += part.length;
    // A carriage return belongs to the line ending, so one byte more than the limit may still be a line.
    if (this.#size > this.#limit + 1) this.#parts = [];
    else this.#parts.push(part);
  }

  #take(): Line {
    const tooLong = this.#size > this.#limit + 1;
    const whole = this.#parts.length === 1 ? this.#parts[0] : Buffer.concat(this.#parts);
    this.#parts = [];
    this.#size = 0;
    this.#number += 1;
    if (tooLong || whole === undefined) return { number: this.#number, bytes: null };
    const bytes = withoutMark(whole.at(-1) === CARRIAGE_RETURN ? whole.subarray(0, -1) : whole, this.#number);
    return { number: this.#number, bytes: bytes.length > this.#limit ? null : bytes };
  }
}

function withoutMark(bytes: Buffer, number: number): Buffer {
  return number === 1 && bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? bytes.subarray(3) : bytes;
}

/** The lines of a byte stream, a batch for each chunk: one `await` a chunk instead of one a line. */
export async function* readLines(source: AsyncIterable<Uint8Array>, limit: number): AsyncGenerator<readonly Line[]> {
  const splitter = new LineSplitter(limit);
  for await (const chunk of source) yield splitter.push(chunk);
  yield splitter.end();
}
