import type { FileResult } from './run-file';

/** Everything that one run of the command found. */
export interface Verdict {
  readonly files: readonly FileResult[];
  /** Policies beside the tests that no test names. */
  readonly untested: readonly string[];
  readonly threshold: number | null;
}

/** Whether the tests of a file exercise less than they should. */
export function isBelow(result: FileResult, threshold: number | null): boolean {
  return result.kind === 'ran' && threshold !== null && result.report.coverage.percent < threshold;
}

/** 0 all passed; 1 a test failed, or too little was exercised; 2 a file could not be run. */
export function exitCodeOf({ files, threshold, untested }: Verdict): 0 | 1 | 2 {
  if (files.some(({ kind }) => kind === 'broken')) return 2;
  const failed = files.some((result) => result.kind === 'ran' && result.report.failed > 0);
  const below = files.some((result) => isBelow(result, threshold));
  return failed || below || (threshold !== null && threshold > 0 && untested.length > 0) ? 1 : 0;
}
