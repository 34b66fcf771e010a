import type { Report, ReportRow } from '../../model/report';
import { formatInstant, type Instant } from '../../time/instant';
import { csvHeader, csvRecord } from './report-csv';

/** `csv`: RFC 4180, formulas made harmless. `ndjson`: one row a line. `json`: one object, the report and its rows. */
export type ReportFormat = 'csv' | 'ndjson' | 'json';

export const reportFormats: readonly ReportFormat[] = ['csv', 'ndjson', 'json'];

/** Rows as text, part by part; instants are ISO-8601 texts. `head` is what the `json` form says of the whole. */
export async function* textOf(
  format: ReportFormat,
  head: unknown,
  parts: AsyncIterable<readonly ReportRow[]>,
): AsyncGenerator<string> {
  if (format === 'csv') yield csvHeader;
  if (format === 'json') yield `{"report":${JSON.stringify(head)},"rows":[`;
  let isFirst = true;
  for await (const rows of parts) {
    if (rows.length === 0) continue;
    if (format === 'csv') yield rows.map(csvRecord).join('');
    else if (format === 'ndjson') yield rows.map((row) => `${rowText(row)}\n`).join('');
    else yield `${isFirst ? '\n' : ',\n'}${rows.map(rowText).join(',\n')}`;
    isFirst = false;
  }
  if (format === 'json') yield '\n]}\n';
}

function rowText(row: ReportRow): string {
  return JSON.stringify({
    ...row,
    createdAt: formatInstant(row.createdAt),
    lastActiveAt: orNull(row.lastActiveAt),
    exemptions: row.exemptions.map(({ until, ...exemption }) => ({ ...exemption, until: orNull(until) })),
  });
}

/** A report as JSON. Who is building it is nobody's business. */
export function reportJson({ lease: _, ...report }: Report): unknown {
  const { at, trackingSince, endedAt } = report;
  return { ...report, at: formatInstant(at), trackingSince: orNull(trackingSince), endedAt: orNull(endedAt) };
}

function orNull(at: Instant | null): string | null {
  return at === null ? null : formatInstant(at);
}
