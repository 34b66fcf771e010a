import { formatInstant, type SubjectJson } from '@dormouse/core';
import type { ImportContext, ImportItem } from '../importer';
import { type CsvRow, readCsvRows } from '../read/csv-rows';
import { RowFault, shown } from '../read/json-member';
import { ActivityLedger } from './activity-ledger';
import { lastUse } from './last-use';
import { columnsOf, type From, type Mapping, timeForms } from './mapping';
import { SeenInstants } from './seen-instants';

type Values = Readonly<Record<string, string>>;

/** Reads a CSV of any columns, as a mapping says. */
export async function* importMappedCsv(
  source: AsyncIterable<Uint8Array>,
  context: ImportContext,
  mapping: Mapping,
): AsyncGenerator<ImportItem> {
  const rows = readCsvRows(source, columnsOf(mapping));
  yield* mapping.at === null ? identities(rows, context, mapping) : activities(rows, context, mapping);
}

type Rows = AsyncIterable<readonly CsvRow<string>[]>;

/** A row an identity. */
async function* identities(rows: Rows, context: ImportContext, mapping: Mapping): AsyncGenerator<ImportItem> {
  const seen = new SeenInstants(context);
  for await (const batch of rows) {
    for (const row of batch) {
      const read = 'fault' in row ? row.fault : attempt(() => readIdentity(row.values, mapping, seen));
      yield typeof read === 'string' ? { problem: { line: row.line, message: read } } : { ok: read, line: row.line };
    }
    context.tick(batch.length);
  }
  seen.end('the file');
}

/** A row an activity: summed up by identity. */
async function* activities(rows: Rows, context: ImportContext, mapping: Mapping): AsyncGenerator<ImportItem> {
  const ledger = new ActivityLedger();
  let later = 0;
  for await (const batch of rows) {
    for (const row of batch) {
      const read = 'fault' in row ? row.fault : attempt(() => readActivity(row.values, mapping));
      if (typeof read === 'string') yield { problem: { line: row.line, message: read } };
      else if (context.until !== null && read.at > context.until) later += 1;
      else {
        context.seen(read.at);
        ledger.record({ ...read, outcome: 'success', line: row.line });
      }
    }
    context.tick(batch.length);
  }
  if (later > 0) context.note(`${later} rows lie after --at and were left out`);
  yield* ledger.subjects('local');
}

function attempt<T>(read: () => T): T | string {
  try {
    return read();
  } catch (error) {
    if (error instanceof RowFault) return error.message;
    throw error;
  }
}

function readIdentity(values: Values, mapping: Mapping, seen: SeenInstants): SubjectJson {
  const last = instantOf(values, mapping.lastActiveAt, mapping);
  const created = instantOf(values, mapping.createdAt, mapping) ?? last;
  if (created === null) throw new RowFault('neither createdAt nor lastActiveAt is there: when it began is unknown');
  seen.add(created, last);
  const parentId = mapping.parentId === null ? '' : cell(values, mapping.parentId);
  const attributes = Object.entries(mapping.attributes).map(([name, from]) => [name, cell(values, from)]);
  return {
    identity: {
      accountId: 'local',
      id: needed(values, mapping.id, 'id'),
      kind: needed(values, mapping.kind, 'kind'),
      createdAt: formatInstant(created),
      ...(parentId !== '' && { parentId }),
      attributes: Object.fromEntries(attributes) as Record<string, string>,
    },
    ...(last !== null && { activity: { [needed(values, mapping.type, 'type')]: lastUse(last) } }),
  };
}

function readActivity(values: Values, mapping: Mapping) {
  const at = instantOf(values, mapping.at, mapping);
  if (at === null) throw new RowFault('at is empty');
  const kind = needed(values, mapping.kind, 'kind');
  return { id: needed(values, mapping.id, 'id'), kind, type: needed(values, mapping.type, 'type'), at };
}

function instantOf(values: Values, from: From | null, { time }: Mapping): number | null {
  const text = from === null ? '' : cell(values, from);
  if (text === '') return null;
  const instant = timeForms[time](text);
  // What RFC 3339 cannot write is no instant here either.
  if (instant === null || !(instant > EARLIEST && instant < LATEST))
    throw new RowFault(`not an instant of the form ${time}: ${shown(text)}`);
  return instant;
}

const EARLIEST = Date.parse('0001-01-01T00:00:00Z');
const LATEST = Date.parse('9999-12-31T00:00:00Z');

function needed(values: Values, from: From, name: string): string {
  const text = cell(values, from);
  if (text === '') throw new RowFault(`${name} is empty`);
  return text;
}

function cell(values: Values, from: From): string {
  return 'value' in from ? from.value : (values[from.column.trim().toLowerCase()] ?? '');
}
