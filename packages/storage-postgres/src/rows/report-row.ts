import type { Report } from '@dormouse/core';
import type { Row } from '../sql/statement';
import { fromJson } from '../sql/values';

/** What of a report is in its record: all but its progress, which its parts bring along. */
export function writeReport(report: Report): string {
  return JSON.stringify({ ...report, progress: undefined });
}

export function readReport(row: Row): Report {
  return { ...fromJson<Omit<Report, 'progress'>>(row['record']), progress: fromJson(row['progress']) };
}
