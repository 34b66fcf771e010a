import { CannotRun } from '../cannot-run';
import { readCsv } from './csv';

/** A row of a CSV file with a header, by column name, or why there is none at this line. */
export type CsvRow<C extends string> =
  | { readonly line: number; readonly values: Readonly<Record<C, string>> }
  | { readonly line: number; readonly fault: string };

/**
 * Reads the rows under a header line. Columns may stand in any order, and others may stand between them.
 * @param columns the columns that must be there
 * @throws CannotRun when the header lacks one
 */
export async function* readCsvRows<C extends string>(
  source: AsyncIterable<Uint8Array>,
  columns: readonly C[],
): AsyncGenerator<readonly CsvRow<C>[]> {
  let header: Header<C> | null = null;
  for await (const records of readCsv(source)) {
    const rows: CsvRow<C>[] = [];
    for (const record of records) {
      if ('fault' in record) rows.push(record);
      else if (header === null) header = readHeader(record.fields, columns);
      else rows.push(toRow(record.line, record.fields, header));
    }
    yield rows;
  }
}

interface Header<C extends string> {
  readonly width: number;
  readonly places: readonly (readonly [C, number])[];
}

function readHeader<C extends string>(fields: readonly string[], columns: readonly C[]): Header<C> {
  const names = fields.map((name) => name.trim().toLowerCase());
  const missing = columns.filter((column) => !names.includes(column));
  if (missing.length > 0) throw new CannotRun(`the header has no column ${missing.join(', ')}`);
  return { width: names.length, places: columns.map((column) => [column, names.indexOf(column)]) };
}

function toRow<C extends string>(line: number, fields: readonly string[], header: Header<C>): CsvRow<C> {
  if (fields.length !== header.width) {
    return { line, fault: `the row has ${fields.length} columns, the header has ${header.width}` };
  }
  const values: Partial<Record<C, string>> = {};
  for (const [column, place] of header.places) values[column] = (fields[place] ?? '').trim();
  return { line, values: values as Record<C, string> };
}
