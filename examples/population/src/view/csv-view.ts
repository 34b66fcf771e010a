import type { Output } from '../output';
import { type Row, toRow } from './row';
import type { Section, View } from './view';

const columns: readonly (readonly [name: string, cell: (row: Row) => string | null])[] = [
  ['source', (row) => row.source],
  ['account_id', (row) => row.accountId],
  ['id', (row) => row.id],
  ['kind', (row) => row.kind],
  ['parent_id', (row) => row.parentId],
  ['status', (row) => row.status],
  ['applies', (row) => row.applies],
  ['created_at', (row) => row.createdAt],
  ['last_active_at', (row) => row.lastActiveAt],
  ['inactive_since', (row) => row.inactiveSince],
  ['due', (row) => row.due.map(({ stage, action }) => `${action} ${stage}`).join('; ')],
  ['next_stage', (row) => row.next?.stage ?? null],
  ['next_at', (row) => row.next?.at ?? null],
  ['exempt', (row) => row.exempt.join('; ')],
  ['undecided', (row) => row.undecided.join('; ')],
  ['valid_until', (row) => row.validUntil],
];

/** A row an identity under a header line (RFC 4180, CRLF). */
export function createCsvView(output: Output, labelOf: (key: string) => string): View {
  let section: Section | null = null;
  return {
    begin(next) {
      const first = section === null;
      section = next;
      return first ? output.write(toLine(columns.map(([name]) => name))) : undefined;
    },
    result(result) {
      if (section === null) return undefined;
      const row = toRow(result, section, labelOf);
      return output.write(toLine(columns.map(([, cell]) => cell(row) ?? '')));
    },
    end: () => undefined,
    close: () => undefined,
  };
}

function toLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** A cell, quoted where it must be. A text that a spreadsheet would run as a formula gets an apostrophe in front. */
export function csvCell(text: string): string {
  const safe = /^\s*[=+\-@\t\r＝＋－＠]/u.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
