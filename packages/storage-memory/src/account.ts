import {
  type AccountPolicies,
  type ConsumerState,
  FIRST_HASH,
  hasExpired,
  type Instant,
  noPolicies,
  type PolicyActivation,
  type Report,
  type ReportPart,
  type Run,
  type Slot,
  type StoredSubject,
} from '@dormouse/core';
import { DueHeap } from './due-heap';
import { type Entry, storedOf } from './entry';
import { EventLog } from './event-log';
import { IdList } from './id-list';
import type { Remembered } from './remembered';
import type { Restriction } from './restrictions';

/** Where the log of a removed identity ended. */
interface Gone {
  readonly sequence: number;
  readonly headHash: string;
  readonly lastEvent: number;
}

/** A report with its rows. */
export interface StoredReport {
  readonly report: Report;
  readonly parts: ReportPart[];
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
  /** The index of the last event of the account itself; -1 when it has none. */
  lastOwnEvent: number;
  policies: AccountPolicies;
  /** Every version of each policy, from the first. */
  readonly versions: Map<string, PolicyActivation[]>;
  readonly runs: Map<string, Run>;
  readonly reports: Map<string, StoredReport>;
  readonly consumers: Map<string, ConsumerState>;
  readonly remembered: Remembered;
  /** What policies restricted in the last 24 hours (S4). */
  readonly restrictions: Restriction[];
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
    lastOwnEvent: -1,
    policies: noPolicies,
    versions: new Map(),
    runs: new Map(),
    reports: new Map(),
    consumers: new Map(),
    remembered: new Map(),
    restrictions: [],
  };
}

export function slotOf(account: Account, id: string): Slot {
  const entry = account.entries.get(id);
  if (entry !== undefined) return slotOfStored(id, storedOf(entry));
  const gone = account.gone.get(id);
  return { id, stored: null, sequence: gone?.sequence ?? 0, headHash: gone?.headHash ?? FIRST_HASH };
}

/** The slot of a stored subject. */
export function slotOfStored(id: string, stored: StoredSubject): Slot {
  return { id, stored, sequence: stored.sequence, headHash: stored.headHash };
}

/** The ids and all their descendants, parents first, each once. */
export function withDescendants(account: Account, ids: readonly string[]): readonly string[] {
  const family = new Set(ids);
  // A set that grows while it is walked is walked to its end.
  for (const id of family) for (const child of account.children.get(id) ?? []) family.add(child);
  return [...family];
}

/** How many children each of these has. */
export function countChildren({ children }: Account, ids: readonly string[]): readonly number[] {
  return ids.map((id) => children.get(id)?.size ?? 0);
}

/** Whether the evaluation of an entry has expired. */
export function isDue(account: Account, entry: Entry, now: Instant): boolean {
  return hasExpired(entry, account.policies.revision, now);
}

/** The entries that are due, in the order of the due index, or in that of the ids. They stay in the index. */
export function takeDue(
  account: Account,
  now: Instant,
  limit: number,
  ids: readonly string[] | undefined,
): readonly Entry[] {
  const { revision } = account.policies;
  if (ids === undefined) return account.due.firstWhile((entry) => hasExpired(entry, revision, now), limit);
  const taken: Entry[] = [];
  for (const id of new Set(ids)) {
    const entry = account.entries.get(id);
    if (taken.length === limit) break;
    if (entry !== undefined && isDue(account, entry, now)) taken.push(entry);
  }
  return taken;
}
