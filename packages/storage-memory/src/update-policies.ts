import {
  type AccountPolicies,
  type DecidePolicies,
  type PolicyCommit,
  type PolicyUpdateOptions,
  policiesAfter,
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

/** Writes a commit to the policies of an account. */
function applyPolicies(account: Account, commit: PolicyCommit): AccountPolicies {
  const policies = policiesAfter(account.policies, commit);
  deepFreeze(policies, account.policies);
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
