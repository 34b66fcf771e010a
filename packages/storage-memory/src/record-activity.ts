import { type ActivityMark, isRemembered, type RecordAnswer, type RecordOptions } from '@dormouse/core';
import type { Account } from './account';
import { addActivity, type Entry, putRecord } from './entry';
import { recall, remember } from './remembered';

/** Merges activity into the entries (A1). The due index is left alone but for the exceptions of S1. */
export function recordActivity(account: Account, marks: readonly ActivityMark[], options: RecordOptions): RecordAnswer {
  const { once } = options;
  const remembered = recall(account.remembered, once?.idempotencyKey);
  const { revision: policyRevision } = account.policies;
  if (remembered !== null && isRemembered(remembered, options.now)) {
    return { repeated: remembered, unknown: [], awaiting: [], left: [], policyRevision };
  }
  const unknown = new Set<string>();
  const awaiting = new Set<string>();
  const left: string[] = [];
  for (const { identityId, activity } of marks) {
    const entry = account.entries.get(identityId);
    if (entry === undefined) {
      unknown.add(identityId);
      continue;
    }
    const isFirst = addActivity(entry, activity, options.daysFrom);
    const { awaitsActivity } = entry;
    if (isFirst || options.expires || awaitsActivity) expire(account, entry, options.now);
    if (!awaitsActivity) continue;
    if (entry.record.unreviewed && !awaiting.has(identityId)) left.push(identityId);
    awaiting.add(identityId);
    if (!entry.record.unreviewed) putRecord(entry, Object.freeze({ ...entry.record, unreviewed: true }));
  }
  remember(account.remembered, once?.remember([...unknown]));
  return { repeated: null, unknown: [...unknown], awaiting: [...awaiting], left, policyRevision };
}

function expire(account: Account, entry: Entry, now: number): void {
  if (entry.expiresAt <= now) return;
  putRecord(entry, Object.freeze({ ...entry.record, expiresAt: now }));
  account.due.moved(entry);
}
