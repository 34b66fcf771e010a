import { type ChainHead, FIRST_HASH, follows } from '../model/chain';
import { DormouseError } from '../model/errors';
import type { AccountPolicies, PolicyCommit } from '../model/policy-activation';
import { compareIds } from './compare-ids';

/** The policies of an account that has none. */
export const noPolicies: AccountPolicies = Object.freeze({
  revision: 0,
  sequence: 0,
  headHash: FIRST_HASH,
  active: Object.freeze([]),
  retired: Object.freeze([]),
  proposals: Object.freeze([]),
  haltedRun: null,
});

/**
 * What a commit makes of the policies of an account: for storages, which write it with the records of the commit
 * (`activations`, `runs`, `events`, `remember`). The revision grows, which expires every evaluation (P7), unless the
 * commit says `keepsEvaluations`; what it leaves out stays as it was.
 * @throws DormouseError `CONFLICT` when an event does not follow the last one of the account (E3).
 * @example
 * const after = policiesAfter(before, decide(before, runs, remembered));
 */
export function policiesAfter(before: AccountPolicies, commit: PolicyCommit): AccountPolicies {
  const head = headAfter({ sequence: before.sequence, hash: before.headHash }, commit);
  return {
    revision: commit.keepsEvaluations === true ? before.revision : before.revision + 1,
    sequence: head.sequence,
    headHash: head.hash,
    active: sorted(commit.active ?? withActivations(before, commit)),
    retired: commit.retired === undefined ? before.retired : sorted(commit.retired),
    proposals: commit.proposals ?? before.proposals,
    haltedRun: commit.haltedRun === undefined ? before.haltedRun : commit.haltedRun,
  };
}

function headAfter(head: ChainHead, { events }: PolicyCommit): ChainHead {
  return events.reduce<ChainHead>((last, event) => {
    if (follows(event, last)) return event;
    throw new DormouseError('CONFLICT', 'an event does not follow the last one of its account');
  }, head);
}

/** Each takes the place of the version of its policy and mode. */
function withActivations({ active }: AccountPolicies, { activations }: PolicyCommit): AccountPolicies['active'] {
  const byKey = new Map(active.map((activation) => [`${activation.mode}\n${activation.policyId}`, activation]));
  for (const activation of activations) byKey.set(`${activation.mode}\n${activation.policyId}`, activation);
  return [...byKey.values()];
}

/** By policy id, the enforcing version before the observing one. */
function sorted<T extends { readonly policyId: string; readonly mode?: string }>(list: readonly T[]): readonly T[] {
  return [...list].sort(
    (left, right) => compareIds(left.policyId, right.policyId) || compareIds(left.mode ?? '', right.mode ?? ''),
  );
}
