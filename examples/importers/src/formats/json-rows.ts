import type { SubjectJson } from '@dormouse/core';
import type { ImportContext, ImportItem } from '../importer';
import { RowFault } from '../read/json-member';
import { type PathsOf, readJsonValues } from '../read/json-values';

/** Turns one value into subjects; it throws a RowFault for one that cannot be used. */
export type ReadValue = (value: unknown, pointer: string) => readonly SubjectJson[];

/** Reads the values at some places of a JSON document, one row each. A row that cannot be used stops nothing. */
export async function* importJsonRows(
  source: AsyncIterable<Uint8Array>,
  context: ImportContext,
  paths: PathsOf,
  read: ReadValue,
): AsyncGenerator<ImportItem> {
  for await (const found of readJsonValues(source, paths)) {
    for (const row of found) {
      if ('fault' in row) {
        yield { problem: { line: null, message: row.fault } };
        continue;
      }
      const subjects = readRow(row.value, row.pointer, read);
      if (typeof subjects === 'string') yield { problem: { line: null, message: `${row.pointer}: ${subjects}` } };
      else for (const ok of subjects) yield { ok, line: null };
    }
    context.tick(found.length);
  }
}

function readRow(value: unknown, pointer: string, read: ReadValue): readonly SubjectJson[] | string {
  try {
    return read(value, pointer);
  } catch (error) {
    if (error instanceof RowFault) return error.message;
    throw error;
  }
}
