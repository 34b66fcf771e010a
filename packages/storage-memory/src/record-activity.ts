import {
  type ActivityMark,
  type ActivityOfType,
  forgetDays,
  isRemembered,
  mergeActivity,
  noActivity,
  type RecordAnswer,
  type RecordOptions,
} from '@dormouse/core';
import type { Account } from './account';
import type { Entry } from './entry';
import { recall, remember } from './remembered';

/** Merges activity into the entries (A1). The due index is left alone but for the exceptions of S1. */
export function recordActivity(account: Account, marks: readonly ActivityMark[], options: RecordOptions): RecordAnswer {
  const { once } = options;
  const remembered = recall(account.remembered, once?.idempotencyKey);
  const { revision: policyRevision } = account.policies;
  if (remembered !== null && isRemembered(remembered, options.now)) {
    return { repeated: remembered, unknown: [], awaiting: [], policyRevision };
  }
  const unknown = new Set<string>();
  const awaiting = new Set<string>();
  for (const { identityId, activity } of marks) {
    const entry = account.entries.get(identityId);
    if (entry === undefined) {
      unknown.add(identityId);
      continue;
    }
    const isFirst = merge(entry, activity, options.daysFrom);
    const { awaitsActivity } = entry.stored;
    if (isFirst || options.expires || awaitsActivity) expire(account, entry, options.now);
    if (!awaitsActivity) continue;
    awaiting.add(identityId);
    if (!entry.stored.unreviewed) entry.stored = Object.freeze({ ...entry.stored, unreviewed: true });
  }
  remember(account.remembered, once?.remember([...unknown]));
  return { repeated: null, unknown: [...unknown], awaiting: [...awaiting], policyRevision };
}

/** Answers whether it was the first activity of its type. */
function merge(entry: Entry, mark: ActivityOfType, daysFrom: number | undefined): boolean {
  const { subject } = entry.stored;
  const index = subject.activity.findIndex(({ type }) => type === mark.type);
  const before = subject.activity[index];
  const whole = mergeActivity(before ?? noActivity(mark.type), mark);
  // The daily counters of a merge are frozen already.
  const merged = Object.freeze(daysFrom === undefined ? whole : forgetDays(whole, daysFrom));
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
