import type { Issue } from '../model/errors';
import { type ConditionIssueCode, conditionIssueSeverity } from './issue-codes';

/** Adds one issue. */
export type Report = (code: ConditionIssueCode, pointer: string, message: string) => void;

const MOST_ISSUES = 1_000;

/** A report into a list, cut after 1,000 issues of one condition, so that hostile input cannot fill the memory. */
export function createReport(root: string, issues: Issue[]): Report {
  let count = 0;
  return (code, pointer, message) => {
    count += 1;
    if (count < MOST_ISSUES) issues.push({ code, severity: conditionIssueSeverity[code], pointer, message });
    if (count !== MOST_ISSUES) return;
    const cut = 'There are more issues than can be listed.';
    issues.push({ code: 'TOO_MANY_ISSUES', severity: 'error', pointer: root, message: cut });
  };
}
