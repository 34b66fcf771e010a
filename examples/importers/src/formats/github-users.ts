import { formatInstant, type SubjectJson } from '@dormouse/core';
import type { ImportContext, ImportItem } from '../importer';
import { readCsvRows } from '../read/csv-rows';
import { readForeignInstant } from '../read/foreign-instant';
import { RowFault, shown } from '../read/json-member';
import { lastUse } from './last-use';
import { SeenInstants } from './seen-instants';

const COLUMNS = ['created_at', 'login', 'role', 'suspended?', 'dormant?', 'last_active'] as const;
type Row = Readonly<Record<(typeof COLUMNS)[number], string>>;

/** Reads the list of dormant (or of all) users of GitHub Enterprise, a CSV. The identity is the login. */
export async function* importGithubUsers(
  source: AsyncIterable<Uint8Array>,
  context: ImportContext,
): AsyncGenerator<ImportItem> {
  const seen = new SeenInstants(context);
  for await (const rows of readCsvRows(source, COLUMNS)) {
    for (const row of rows) {
      const read = 'fault' in row ? row.fault : attempt(row.values, seen);
      yield typeof read === 'string' ? { problem: { line: row.line, message: read } } : { ok: read, line: row.line };
    }
    context.tick(rows.length);
  }
  seen.end('the report');
}

function attempt(row: Row, seen: SeenInstants): SubjectJson | string {
  try {
    return readUser(row, seen);
  } catch (error) {
    if (error instanceof RowFault) return error.message;
    throw error;
  }
}

function readUser(row: Row, seen: SeenInstants): SubjectJson {
  if (row.login === '') throw new RowFault('login is empty');
  const created = instantOf(row, 'created_at');
  if (created === null) throw new RowFault('created_at is empty');
  const last = instantOf(row, 'last_active');
  seen.add(created, last);
  return {
    identity: {
      accountId: 'local',
      id: row.login,
      kind: 'user',
      createdAt: formatInstant(created),
      attributes: { active: !flagOf(row, 'suspended?'), dormant: flagOf(row, 'dormant?'), role: row.role },
      labels: row.role === 'admin' ? ['admin'] : [],
    },
    ...(last !== null && { activity: { activity: lastUse(last) } }),
  };
}

function instantOf(row: Row, column: 'created_at' | 'last_active'): number | null {
  const cell = row[column];
  if (cell === '' || /^(never|n\/a)$/i.test(cell)) return null;
  const instant = readForeignInstant(cell);
  if (instant === null) throw new RowFault(`${column} is not an instant: ${shown(cell)}`);
  return instant;
}

function flagOf(row: Row, column: 'suspended?' | 'dormant?'): boolean {
  const cell = row[column].toLowerCase();
  if (cell === 'true') return true;
  if (cell === 'false' || cell === '') return false;
  throw new RowFault(`${column} is neither true nor false: ${shown(cell)}`);
}
