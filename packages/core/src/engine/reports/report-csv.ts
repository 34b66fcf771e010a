import type { ReportRow } from '../../model/report';
import { formatInstant } from '../../time/instant';

type Column = readonly [name: string, cell: (row: ReportRow) => string];

const columns: readonly Column[] = [
  ['identity_id', ({ identityId }) => identityId],
  ['kind', ({ kind }) => kind],
  ['name', ({ name }) => name ?? ''],
  ['created_at', ({ createdAt }) => formatInstant(createdAt)],
  ['last_active_at', ({ lastActiveAt }) => (lastActiveAt === null ? '' : formatInstant(lastActiveAt))],
  ['inactive_for', ({ inactiveFor }) => inactiveFor],
  ['never_used', ({ neverUsed }) => String(neverUsed)],
  ['status', ({ status }) => status],
  ['controls', ({ controls }) => controls.join('; ')],
  ['exemptions', ({ exemptions }) => exemptions.map(({ id, kind }) => `${kind} ${id}`).join('; ')],
  ['locked', ({ locked }) => String(locked)],
  ['owner_id', ({ owner }) => owner?.id ?? ''],
  ['owner_kind', ({ owner }) => owner?.kind ?? ''],
  ['owner_name', ({ owner }) => owner?.name ?? ''],
  ['children', ({ children }) => String(children)],
];

/** The first record: the names of the columns. */
export const csvHeader: string = `${columns.map(([name]) => name).join(',')}\r\n`;

/** One record of RFC 4180. */
export function csvRecord(row: ReportRow): string {
  return `${columns.map(([, cell]) => csvCell(cell(row))).join(',')}\r\n`;
}

/** What spreadsheets take for the beginning of a formula, also in its full-width forms. */
const FORMULA = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/**
 * A cell of RFC 4180. One that a spreadsheet would take for a formula gets an apostrophe before it, which makes it text:
 * names are written by strangers.
 */
export function csvCell(text: string): string {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
