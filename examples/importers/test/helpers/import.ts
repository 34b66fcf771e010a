import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { SubjectJson } from '@dormouse/core';
import type { ImportContext, ImportItem, Problem } from '../../src/importer';

/** Everything that an importer said. */
export interface Imported {
  readonly subjects: readonly SubjectJson[];
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
  readonly newest: number;
  readonly rows: number;
}

/** Runs an importer to its end. */
export async function collect(
  importer: (context: ImportContext) => AsyncIterable<ImportItem>,
  until: string | null = null,
): Promise<Imported> {
  const subjects: SubjectJson[] = [];
  const problems: Problem[] = [];
  const notes: string[] = [];
  let newest = Number.NEGATIVE_INFINITY;
  let rows = 0;
  const context: ImportContext = {
    until: until === null ? null : Date.parse(until),
    seen: (instant) => {
      newest = Math.max(newest, instant);
    },
    note: (message) => notes.push(message),
    tick: (count) => {
      rows += count;
    },
  };
  for await (const item of importer(context)) {
    if ('ok' in item) subjects.push(item.ok as SubjectJson);
    else problems.push(item.problem);
  }
  return { subjects, problems, notes, newest, rows };
}

/** A text as a stream of bytes, in chunks of a size that no line cares about. */
export async function* bytes(text: string | Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  const whole = Buffer.from(text);
  for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size);
}

/** A file that comes with the example, unpacked. */
export function shipped(name: string): Buffer {
  const content = readFileSync(fileURLToPath(new URL(`../../../population/data/${name}`, import.meta.url)));
  return name.endsWith('.gz') ? gunzipSync(content) : content;
}
