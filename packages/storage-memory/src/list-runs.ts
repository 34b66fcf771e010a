import { compareIds, type Page, type PageRequest, type Run, type RunKey } from '@dormouse/core';
import type { Account } from './account';

/** The runs of an account, the latest first. */
export function listRuns(account: Account, { after, limit }: PageRequest<RunKey>): Page<Run> {
  const runs = [...account.runs.values()]
    .filter((run) => after === null || compareKeys({ startedAt: run.startedAt, runId: run.id }, after) > 0)
    .sort((left, right) =>
      compareKeys({ startedAt: left.startedAt, runId: left.id }, { startedAt: right.startedAt, runId: right.id }),
    );
  return { items: runs.slice(0, limit), more: runs.length > limit };
}

function compareKeys(left: RunKey, right: RunKey): number {
  return right.startedAt - left.startedAt || compareIds(left.runId, right.runId);
}
