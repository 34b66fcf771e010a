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
  type Run,
} from '@dormouse/core';
import type { Account } from './account';
import { deepFreeze } from './deep-freeze';
import { recall, remember } from './remembered';
import { listReports, putReports } from './reports';

/** Decides about an account, and writes what the decision says. */
export function updatePolicies(
  account: Account,
  decide: DecidePolicies,
  { runIds = [], idempotencyKey, withReports = false }: PolicyUpdateOptions,
): AccountPolicies {
  const runs = new Map<string, Run>();
  for (const id of runIds) {
    const run = account.runs.get(id);
    if (run !== undefined) runs.set(id, run);
  }
  const remembered = recall(account.remembered, idempotencyKey);
  const reports = withReports ? listReports(account) : [];
  return applyPolicies(account, decide(account.policies, runs, remembered, reports));
}

/** Writes a commit to the policies of an account. Its revision grows, and with that every evaluation expires. */
function applyPolicies(account: Account, commit: PolicyCommit): AccountPolicies {
  const before = account.policies;
  const last = commit.events.reduce<ChainHead>(
    (previous, event) => {
      if (follows(event, previous)) return event;
      throw new DormouseError('CONFLICT', 'an event does not follow the last one of its account');
    },
    { sequence: before.sequence, hash: before.headHash },
  );
  const policies: AccountPolicies = {
    revision: commit.keepsEvaluations === true ? before.revision : before.revision + 1,
    sequence: last.sequence,
    headHash: last.hash,
    active: sorted(commit.active ?? withActivations(before, commit.activations)),
    retired: commit.retired === undefined ? before.retired : sorted(commit.retired),
    proposals: commit.proposals ?? before.proposals,
    haltedRun: commit.haltedRun === undefined ? before.haltedRun : commit.haltedRun,
  };
  deepFreeze(policies, before);
  writeRecords(account, commit);
  remember(account.remembered, commit.remember);
  account.policies = policies;
  return policies;
}

function writeRecords(account: Account, { activations, runs = [], reports, events }: PolicyCommit): void {
  for (const activation of activations) {
    deepFreeze(activation, undefined);
    const versions = account.versions.get(activation.policyId);
    if (versions === undefined) account.versions.set(activation.policyId, [activation]);
    else versions.push(activation);
  }
  for (const run of runs) {
    deepFreeze(run, undefined);
    account.runs.set(run.id, run);
  }
  if (reports !== undefined) putReports(account, reports);
  for (const event of events) {
    deepFreeze(event, undefined);
    account.lastOwnEvent = account.log.add(event, account.lastOwnEvent);
  }
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
function sorted<T extends { readonly policyId: string; readonly mode?: string }>(
  activations: readonly T[],
): readonly T[] {
  return [...activations].sort(
    (left, right) => compareIds(left.policyId, right.policyId) || compareIds(left.mode ?? '', right.mode ?? ''),
  );
}
