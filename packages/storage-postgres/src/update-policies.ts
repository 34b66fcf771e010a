import {
  type AccountPolicies,
  type ChainHead,
  compareIds,
  type DecidePolicies,
  DormouseError,
  follows,
  type PolicyActivation,
  type PolicyCommit,
  type PolicyUpdateOptions,
  type RememberedCommand,
  type Run,
} from '@dormouse/core';
import { ask, decideLoop, type Made } from './commit/decide-loop';
import { loadAccount, lockAccount, writeAccount } from './queries/account';
import { findEvent } from './queries/landed';
import { lockKey } from './queries/lock';
import { readPolicies } from './rows/policies-row';
import { exactText } from './sql/exact';
import type { Query } from './sql/statement';
import { fromJson } from './sql/values';
import type { Place } from './update';

/** One decision about an account. */
export function updatePolicies(
  { session, names }: Place,
  accountId: string,
  decide: DecidePolicies,
  { runIds = [], idempotencyKey }: PolicyUpdateOptions = {},
): Promise<AccountPolicies> {
  const key = idempotencyKey ?? null;
  const make = async (query: Query): Promise<Made<AccountPolicies>> => {
    const rows = await query(loadAccount(names, accountId, runIds, key));
    const policies = readPolicies(rows[0]);
    const record = rows[0]?.['remembered'] ?? null;
    const runs = new Map(
      rows.flatMap((row) => (row['run_id'] == null ? [] : [[exactText(row['run_id']), fromJson<Run>(row['run'])]])),
    );
    const remembered = record === null ? null : fromJson<RememberedCommand>(record);
    const commit = ask(() => decide(structuredClone(policies), inOrder(runIds, runs), remembered));
    const after = policiesAfter(policies, commit);
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

/** @throws DormouseError `CONFLICT` when an event does not follow the last one of the account (E3). */
function policiesAfter(before: AccountPolicies, commit: PolicyCommit): AccountPolicies {
  const last = commit.events.reduce<ChainHead>(
    (previous, event) => {
      if (follows(event, previous)) return event;
      throw new DormouseError('CONFLICT', 'an event does not follow the last one of its account');
    },
    { sequence: before.sequence, hash: before.headHash },
  );
  const after = {
    revision: commit.keepsEvaluations === true ? before.revision : before.revision + 1,
    sequence: last.sequence,
    headHash: last.hash,
    active: sorted(commit.active ?? withActivations(before, commit.activations)),
    retired: commit.retired === undefined ? before.retired : sorted(commit.retired),
    proposals: commit.proposals ?? before.proposals,
    haltedRun: commit.haltedRun === undefined ? before.haltedRun : commit.haltedRun,
  };
  return structuredClone(after);
}

function withActivations(
  { active }: AccountPolicies,
  activations: readonly PolicyActivation[],
): readonly PolicyActivation[] {
  const byKey = new Map<string, PolicyActivation>();
  for (const activation of [...active, ...activations]) {
    byKey.set(`${activation.mode}\n${activation.policyId}`, activation);
  }
  return [...byKey.values()];
}

/** By policy id, the enforcing version before the observing one. */
function sorted<T extends { readonly policyId: string; readonly mode?: string }>(list: readonly T[]): readonly T[] {
  return [...list].sort(
    (left, right) => compareIds(left.policyId, right.policyId) || compareIds(left.mode ?? '', right.mode ?? ''),
  );
}
