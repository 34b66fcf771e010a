import {
  type AccountPolicies,
  type ActivityMark,
  compareIds,
  follows,
  forgetDays,
  hasExpired,
  isRemembered,
  mergeActivity,
  noActivity,
  type PolicyCommit,
  type RecordAnswer,
  type RecordOptions,
  type Slot,
  type StoredSubject,
} from '@dormouse/core';
import { type Account, type Entry, refuse } from './account';

/** What is due, in the order of the port. It looks at everyone: a storage for many identities keeps an index (S1). */
export function dueIn(account: Account, now: number): readonly (Slot & { readonly stored: StoredSubject })[] {
  const { revision } = account.policies;
  const due = [...account.subjects].flatMap(([id, stored]) =>
    hasExpired(stored, revision, now) ? [{ ...account.slot(id), stored }] : [],
  );
  // Not by a difference: that of two that never expire is no number.
  return due.sort(
    ({ id: one, stored: left }, { id: other, stored: right }) =>
      left.judgedUnder - right.judgedUnder ||
      (left.expiresAt === right.expiresAt ? compareIds(one, other) : left.expiresAt < right.expiresAt ? -1 : 1),
  );
}

/** What recording activity writes (A1), and its answer. */
export function recorded(
  account: Account,
  marks: readonly ActivityMark[],
  { now, expires, daysFrom, once }: RecordOptions,
): { readonly entry: Omit<Entry, 'accountId'>; readonly answer: RecordAnswer } {
  const policyRevision = account.policies.revision;
  const known = account.remembered.get(once?.idempotencyKey ?? '');
  if (known !== undefined && isRemembered(known, now)) {
    return { entry: {}, answer: { repeated: structuredClone(known), unknown: [], awaiting: [], policyRevision } };
  }
  const unknown = new Set<string>();
  const awaiting = new Set<string>();
  const changed = new Map<string, NonNullable<Entry['activity']>[number]>();
  for (const { identityId: id, activity: mark } of marks) {
    const stored = account.subjects.get(id);
    if (stored === undefined) unknown.add(id);
    if (stored === undefined) continue;
    const { activity, expiresAt } = changed.get(id) ?? { ...stored.subject, expiresAt: stored.expiresAt };
    const before = activity.find(({ type }) => type === mark.type);
    const merged = mergeActivity(before ?? noActivity(mark.type), mark);
    const kept = daysFrom === undefined ? merged : forgetDays(merged, daysFrom);
    const expiry = before === undefined || expires ? Math.min(expiresAt ?? now, now) : expiresAt;
    const others = activity.filter(({ type }) => type !== mark.type);
    changed.set(id, { id, activity: [...others, kept], expiresAt: expiry });
    if (stored.awaitsActivity) awaiting.add(id);
  }
  const remember = once === undefined ? {} : { remember: once.remember([...unknown]) };
  const answer = { repeated: null, unknown: [...unknown], awaiting: [...awaiting], policyRevision };
  return { entry: { activity: [...changed.values()], ...remember }, answer };
}

/** The policies that a commit leaves. @throws DormouseError `CONFLICT` when an event does not follow. */
export function policiesAfter(before: AccountPolicies, commit: PolicyCommit): AccountPolicies {
  let head = { sequence: before.sequence, hash: before.headHash };
  for (const event of commit.events) head = follows(event, head) ? event : refuse('an event does not follow');
  const replaced = new Map(
    [...before.active, ...commit.activations].map((each) => [`${each.mode} ${each.policyId}`, each]),
  );
  const { retired = before.retired, proposals = before.proposals, haltedRun = before.haltedRun } = commit;
  return {
    revision: before.revision + (commit.keepsEvaluations ? 0 : 1),
    sequence: head.sequence,
    headHash: head.hash,
    active: byPolicy(commit.active ?? [...replaced.values()]),
    retired: byPolicy(retired),
    proposals,
    haltedRun,
  };
}

function byPolicy<T extends { readonly policyId: string; readonly mode?: string }>(list: readonly T[]): readonly T[] {
  const orderOf = (a: T, b: T): number => compareIds(a.policyId, b.policyId) || compareIds(a.mode ?? '', b.mode ?? '');
  return [...list].sort(orderOf);
}
