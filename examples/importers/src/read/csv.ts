import { isBlank, lineText } from './line-text';
import { type Line, readLines } from './lines';

/** A record of a CSV file, or why there is none at this line. */
export type CsvRecord =
  | { readonly line: number; readonly fields: readonly string[] }
  | { readonly line: number; readonly fault: string };

/** The longest line, and the longest record, in bytes. */
const LIMIT = 1024 * 1024;
/** The most lines of one record: a quote that nobody closed must not swallow the rest of the file. */
const MAX_RECORD_LINES = 1000;
const NOT_CLOSED = 'a quoted field is not closed';

/**
 * Reads CSV (RFC 4180; CRLF or LF; line breaks inside quotes come out as LF). Blank lines are skipped.
 *
 * Why not a package: the usual ones stop, or lose every row to the end of the file, at one stray quote. Here a record
 * that cannot be read is reported at the line where it began, and reading goes on at the line after it.
 */
export async function* readCsv(source: AsyncIterable<Uint8Array>): AsyncGenerator<readonly CsvRecord[]> {
  const assembler = new RecordAssembler();
  for await (const lines of readLines(source, LIMIT)) {
    const records: CsvRecord[] = [];
    for (const line of lines) assembler.push(line, records);
    yield records;
  }
  const last: CsvRecord[] = [];
  assembler.end(last);
  yield last;
}

/** Puts lines together into records, and takes them apart again when the record turns out to be malformed. */
class RecordAssembler {
  /** The lines of the record that is still open. */
  #held: Line[] = [];
  #heldBytes = 0;
  #scanner = new RecordScanner();

  push(line: Line, out: CsvRecord[]): void {
    const waiting = [line];
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const fault = this.#accept(next, out);
      if (fault !== null) waiting.unshift(...this.#giveUp(fault, out));
    }
  }

  end(out: CsvRecord[]): void {
    while (this.#held.length > 0) {
      for (const line of this.#giveUp(NOT_CLOSED, out)) this.push(line, out);
    }
  }

  /** Reports the open record at its first line, and gives back the other lines to be read afresh. */
  #giveUp(fault: string, out: CsvRecord[]): Line[] {
    const [first, ...rest] = this.#held;
    this.#clear();
    if (first !== undefined) out.push({ line: first.number, fault });
    return rest;
  }

  #accept(line: Line, out: CsvRecord[]): string | null {
    const decoded = lineText(line, LIMIT);
    const text = 'text' in decoded ? decoded.text : '';
    if (this.#held.length === 0 && 'text' in decoded) {
      if (isBlank(text)) return null;
      if (!text.includes('"')) {
        out.push({ line: line.number, fields: text.split(',') });
        return null;
      }
    }
    this.#held.push(line);
    this.#heldBytes += line.bytes?.length ?? 0;
    if ('fault' in decoded) return this.#held.length === 1 ? decoded.fault : NOT_CLOSED;
    if (this.#held.length > MAX_RECORD_LINES || this.#heldBytes > LIMIT) return NOT_CLOSED;
    return this.#scan(text, out);
  }

  #scan(text: string, out: CsvRecord[]): string | null {
    const outcome = this.#scanner.scan(text);
    if (outcome === 'open') return null;
    if (outcome !== 'done') return outcome.fault;
    out.push({ line: this.#held[0]?.number ?? 0, fields: this.#scanner.fields });
    this.#clear();
    return null;
  }

  #clear(): void {
    this.#held = [];
    this.#heldBytes = 0;
    this.#scanner = new RecordScanner();
  }
}

/** Scans one record, a line at a time; no character is looked at twice. */
class RecordScanner {
  readonly fields: string[] = [];
  #quoted: string | null = null;

  scan(text: string): 'done' | 'open' | { readonly fault: string } {
    let at = 0;
    if (this.#quoted !== null) this.#quoted += '\n';
    while (true) {
      if (this.#quoted === null && text[at] !== '"') {
        const comma = text.indexOf(',', at);
        const field = text.slice(at, comma === -1 ? undefined : comma);
        if (field.includes('"')) return { fault: 'a quote stands inside a field that is not quoted' };
        this.fields.push(field);
        if (comma === -1) return 'done';
        at = comma + 1;
        continue;
      }
      if (this.#quoted === null) at += 1;
      const close = this.#readQuoted(text, at);
      if (close === -1) return 'open';
      if (close === text.length) return 'done';
      if (text[close] !== ',') return { fault: 'text follows a closing quote' };
      at = close + 1;
    }
  }

  /** Reads up to the closing quote: the place after it, or -1 when the line ends first. */
  #readQuoted(text: string, from: number): number {
    let at = from;
    let value = this.#quoted ?? '';
    while (true) {
      const quote = text.indexOf('"', at);
      if (quote === -1) {
        this.#quoted = value + text.slice(at);
        return -1;
      }
      value += text.slice(at, quote);
      at = quote + 1;
      if (text[at] !== '"') break;
      value += '"';
      at += 1;
    }
    this.#quoted = null;
    this.fields.push(value);
    return at;
  }
}
