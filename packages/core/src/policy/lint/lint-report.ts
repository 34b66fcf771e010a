import type { Issue } from '../../model/errors';
import { warn } from '../../model/shape';
import type { LintCode } from './lint-codes';

/** Adds a warning: what, where (a JSON Pointer from the root of the document), and why. */
export type LintReport = (code: LintCode, pointer: string, message: string) => void;

/** Reports into a list, with pointers below that of the document. */
export function lintReport(pointer: string, issues: Issue[]): LintReport {
  return (code, at, message) => warn(issues, code, pointer + at, message);
}
