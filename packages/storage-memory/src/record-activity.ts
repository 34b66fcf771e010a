import {
  type ActivityMark,
  type ActivityOfType,
  mergeActivity,
  type RecordAnswer,
  type RecordOptions,
} from '@dormouse/core';
import type { Account } from './account';
import type { Entry } from './entry';

/** Merges activity into the entries (A1). The due index is left alone but for the exceptions of S1. */
export function recordActivity(account: Account, marks: readonly ActivityMark[], options: RecordOptions): RecordAnswer {
  const unknown = new Set<string>();
  const awaiting = new Set<string>();
  for (const { identityId, activity } of marks) {
    const entry = account.entries.get(identityId);
    if (entry === undefined) {
      unknown.add(identityId);
      continue;
    }
    const isFirst = merge(entry, activity);
    if (isFirst || options.expires) expire(account, entry, options.now);
    if (entry.stored.awaitsActivity) awaiting.add(identityId);
  }
  return { unknown: [...unknown], awaiting: [...awaiting], policyRevision: account.policies.revision };
}

/** Answers whether it was the first activity of its type. */
function merge(entry: Entry, mark: ActivityOfType): boolean {
  const { subject } = entry.stored;
  const index = subject.activity.findIndex(({ type }) => type === mark.type);
  const before = subject.activity[index];
  const merged = Object.freeze(before === undefined ? { ...mark } : mergeActivity(before, mark));
  const activity = before === undefined ? [...subject.activity, merged] : subject.activity.with(index, merged);
  entry.stored = Object.freeze({
    ...entry.stored,
    subject: Object.freeze({ ...subject, activity: Object.freeze(activity) }),
  });
  return before === undefined;
}

function expire(account: Account, entry: Entry, now: number): void {
  if (entry.stored.expiresAt <= now) return;
  entry.stored = Object.freeze({ ...entry.stored, expiresAt: now });
  account.due.moved(entry);
}
