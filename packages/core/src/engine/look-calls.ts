import { type Reports, reportCalls } from './reports/report-calls';
import type { Runtime } from './runtime';

/** What an engine shows without changing anything about anybody (semantics §12). */
export interface LookCalls {
  readonly reports: Reports;
}

export function lookCalls(runtime: Runtime): LookCalls {
  return { reports: reportCalls(runtime) };
}
