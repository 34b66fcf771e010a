import { type AccountPolicies, hasExpired, type Instant, type Slot } from '@dormouse/core';
import { DueHeap } from './due-heap';
import type { Entry } from './entry';
import { EventLog } from './event-log';
import { IdList } from './id-list';

/** Where the log of a removed identity ended. */
interface Gone {
  readonly sequence: number;
  readonly lastEvent: number;
}

/** Everything that is kept of one account. */
export interface Account {
  readonly id: string;
  readonly entries: Map<string, Entry>;
  readonly ids: IdList;
  readonly due: DueHeap;
  readonly children: Map<string, Set<string>>;
  /** The identity of each control. */
  readonly controlOwners: Map<string, string>;
  readonly gone: Map<string, Gone>;
  readonly log: EventLog;
  policies: AccountPolicies;
}

export function createAccount(id: string): Account {
  return {
    id,
    entries: new Map(),
    ids: new IdList(),
    due: new DueHeap(),
    children: new Map(),
    controlOwners: new Map(),
    gone: new Map(),
    log: new EventLog(),
    policies: Object.freeze({ revision: 0, sequence: 0, active: Object.freeze([]) }),
  };
}

export function slotOf(account: Account, id: string): Slot {
  const entry = account.entries.get(id);
  if (entry !== undefined) return { id, stored: entry.stored, sequence: entry.stored.sequence };
  return { id, stored: null, sequence: account.gone.get(id)?.sequence ?? 0 };
}

/** The ids and all their descendants, parents first, each once. */
export function withDescendants(account: Account, ids: readonly string[]): readonly string[] {
  const family = new Set(ids);
  // A set that grows while it is walked is walked to its end.
  for (const id of family) for (const child of account.children.get(id) ?? []) family.add(child);
  return [...family];
}

/** Whether the evaluation of an entry has expired. */
export function isDue(account: Account, entry: Entry, now: Instant): boolean {
  return hasExpired(entry.stored, account.policies.revision, now);
}

/** Takes the entries that are due out of the due index, in its order. The caller puts every one back. */
export function takeDue(account: Account, now: Instant, limit: number): readonly Entry[] {
  const taken: Entry[] = [];
  while (taken.length < limit) {
    const entry = account.due.first();
    if (entry === undefined || !isDue(account, entry, now)) break;
    account.due.remove(entry);
    taken.push(entry);
  }
  return taken;
}
