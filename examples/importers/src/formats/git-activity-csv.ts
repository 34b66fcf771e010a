import { parseInstant } from '@dormouse/core';
import type { ImportContext, ImportItem } from '../importer';
import { readCsvRows } from '../read/csv-rows';
import { ActivityLedger, type ActivityRecord } from './activity-ledger';

const COLUMNS = ['identity_id', 'kind', 'type', 'at', 'outcome'] as const;
type Values = Readonly<Record<(typeof COLUMNS)[number], string>>;

/**
 * Reads a log of activity: `identity_id,kind,type,at,outcome`, one row an activity, in any order.
 * The rows are summed up by identity as they pass. `createdAt` of an identity is its first activity.
 */
export async function* importGitActivityCsv(
  source: AsyncIterable<Uint8Array>,
  context: ImportContext,
): AsyncGenerator<ImportItem> {
  const ledger = new ActivityLedger();
  let later = 0;
  for await (const rows of readCsvRows(source, COLUMNS)) {
    for (const row of rows) {
      const record = 'fault' in row ? row.fault : toRecord(row.values, row.line);
      if (typeof record === 'string') yield { problem: { line: row.line, message: record } };
      else if (context.until !== null && record.at > context.until) later += 1;
      else {
        const known = ledger.kindOf(record.id) ?? record.kind;
        if (known !== record.kind) yield { problem: { line: row.line, message: otherKind(record, known) } };
        ledger.record(record);
        context.seen(record.at);
      }
    }
    context.tick(rows.length);
  }
  if (later > 0) context.note(`${later} rows lie after --at and were left out`);
  yield* ledger.subjects('local');
}

function toRecord(values: Values, line: number): ActivityRecord | string {
  const at = parseInstant(values.at);
  if (values.identity_id === '') return 'identity_id is empty';
  if (values.kind === '') return 'kind is empty';
  if (values.type === '') return 'type is empty';
  if (at === null)
    return `at is not an instant with an offset, such as 2026-01-31T08:00:00Z: ${JSON.stringify(values.at)}`;
  if (values.outcome !== 'success' && values.outcome !== 'failure') {
    return `outcome is neither success nor failure: ${JSON.stringify(values.outcome)}`;
  }
  return { id: values.identity_id, kind: values.kind, type: values.type, at, outcome: values.outcome, line };
}

function otherKind(record: ActivityRecord, known: string): string {
  return `${JSON.stringify(record.id)} is of kind ${JSON.stringify(known)} in an earlier row; its activity counts all the same`;
}
