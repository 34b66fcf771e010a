import { JSONParser } from '@streamparser/json';

/** A value of a JSON document and its place, or why nothing more can be read. */
export type JsonFound =
  | { readonly pointer: string; readonly value: unknown }
  | { readonly pointer: null; readonly fault: string };

/** Which values are wanted of a document, by its first character. */
export type PathsOf = (root: string) => readonly string[];

/** The most bytes between two values: what is larger is nothing that any of the formats holds. */
const LIMIT = 32 * 1024 * 1024;

/**
 * Reads values out of a JSON document without holding all of it: `$.*` are the elements of a list at the root,
 * `$.value.*` those of the list `value`. Several documents may follow one another, as pages do. One that is malformed ends
 * the reading: what stands after the fault cannot be told.
 */
export async function* readJsonValues(
  source: AsyncIterable<Uint8Array>,
  pathsOf: PathsOf,
): AsyncGenerator<readonly JsonFound[]> {
  let reader: ValueReader | null = null;
  for await (const chunk of withoutLead(source)) {
    reader ??= new ValueReader(pathsOf(String.fromCharCode(chunk[0] ?? 0)));
    const found = reader.push(chunk);
    yield found;
    if (found.some((each) => 'fault' in each)) return;
  }
  yield reader?.end() ?? [];
}

class ValueReader {
  readonly #parser: JSONParser;
  #found: JsonFound[] = [];
  #pending = 0;

  constructor(paths: readonly string[]) {
    this.#parser = new JSONParser({ paths: [...paths], keepStack: false, separator: '' });
    this.#parser.onValue = ({ value, key, stack }) => {
      this.#pending = 0;
      const keys = [...stack.map((each) => each.key), key].filter((each) => each !== undefined);
      this.#found.push({ pointer: keys.map((each) => `/${each}`).join(''), value });
    };
  }

  push(chunk: Uint8Array): readonly JsonFound[] {
    this.#pending += chunk.length;
    const fault = attempt(() => this.#parser.write(chunk));
    return this.#take(fault ?? (this.#pending > LIMIT ? 'a value is larger than 32 MiB' : null));
  }

  end(): readonly JsonFound[] {
    return this.#take(attempt(() => this.#parser.end()));
  }

  #take(fault: string | null): readonly JsonFound[] {
    const found = this.#found;
    this.#found = [];
    return fault === null ? found : [...found, { pointer: null, fault }];
  }
}

function attempt(step: () => void): string | null {
  try {
    step();
    return null;
  } catch (error) {
    return `not JSON from here on: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Leaves out the byte order mark and the white space before the first document. */
async function* withoutLead(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let begun = false;
  for await (const chunk of source) {
    const from = begun ? 0 : chunk.findIndex((byte) => !LEAD.has(byte));
    if (from === -1) continue;
    begun = true;
    if (chunk.length > from) yield chunk.subarray(from);
  }
}

const LEAD: ReadonlySet<number> = new Set([0xef, 0xbb, 0xbf, 0x20, 0x09, 0x0a, 0x0d]);
