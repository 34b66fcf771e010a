import {
  type AccountPolicies,
  type DecidePolicies,
  type PolicyUpdateOptions,
  policiesAfter,
  type RememberedCommand,
  type Run,
} from '@dormouse/core';
import { ask, decideLoop, type Made } from './commit/decide-loop';
import { loadAccount, lockAccount, writeAccount } from './queries/account';
import { findEvent } from './queries/landed';
import { lockKey } from './queries/lock';
import { listReports } from './queries/reports';
import { readPolicies } from './rows/policies-row';
import { readReport } from './rows/report-row';
import { exactText } from './sql/exact';
import type { Query } from './sql/statement';
import { fromJson } from './sql/values';
import type { Place } from './update';

/** One decision about an account. */
export function updatePolicies(
  { session, names }: Place,
  accountId: string,
  decide: DecidePolicies,
  { runIds = [], idempotencyKey, withReports = false }: PolicyUpdateOptions = {},
): Promise<AccountPolicies> {
  const key = idempotencyKey ?? null;
  const make = async (query: Query): Promise<Made<AccountPolicies>> => {
    const rows = await query(loadAccount(names, accountId, runIds, key));
    // Reports come after the account: a part that is added in between changes the version of the account.
    const reports = withReports ? (await query(listReports(names, accountId))).map(readReport) : [];
    const policies = readPolicies(rows[0]);
    const record = rows[0]?.['remembered'] ?? null;
    const runs = new Map(
      rows.flatMap((row) => (row['run_id'] == null ? [] : [[exactText(row['run_id']), fromJson<Run>(row['run'])]])),
    );
    const remembered = record === null ? null : fromJson<RememberedCommand>(record);
    const commit = ask(() => decide(structuredClone(policies), inOrder(runIds, runs), remembered, reports));
    const after = structuredClone(policiesAfter(policies, commit));
    const version = rows[0]?.['version'] ?? null;
    const read = key === null ? null : { key, record };
    const last = commit.events.at(-1);
    return {
      answer: after,
      write: writeAccount(names, { accountId, version, policies: after, commit, key: read }),
      landed: last === undefined ? null : async (again) => (await again(findEvent(names, last))).length > 0,
    };
  };
  const lock = async (query: Query): Promise<void> => {
    if (key !== null) await query(lockKey(names, accountId, key));
    await query(lockAccount(names, accountId));
  };
  return decideLoop(session, { scope: accountId, locksFirst: false, lock, make });
}

function inOrder(ids: readonly string[], runs: ReadonlyMap<string, Run>): ReadonlyMap<string, Run> {
  return new Map(ids.flatMap((id) => (runs.has(id) ? [[id, runs.get(id) as Run] as const] : [])));
}
