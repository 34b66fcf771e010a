import {
  compareIds,
  type Decide,
  type DueAnswer,
  type DueCount,
  type DueRequest,
  type Instant,
  isInShare,
  type Reading,
  type ScanOptions,
  type Storage,
  type StoredSubject,
  type UpdateOptions,
} from '@dormouse/core';
import {
  type Account,
  countChildren,
  createAccount,
  isDue,
  slotOf,
  slotOfStored,
  takeDue,
  withDescendants,
} from './account';
import { applyCommit } from './commit';
import { consumerBacklog, listConsumers, updateConsumer } from './consumers';
import { type Entry, storedOf } from './entry';
import { listRuns } from './list-runs';
import { listControls, listEvents, listSubjects } from './listings';
import { recordActivity } from './record-activity';
import { recall } from './remembered';
import { reportCalls } from './reports';
import { restrictedSince } from './restrictions';
import { updatePolicies } from './update-policies';

/** How many subjects a scan holds at once. */
const SCAN_CHUNK = 1_000;

/**
 * A storage in the memory of one process: the embedded default, for tests, small hosts and simulations. What it holds
 * is gone with the process. Every call does its work in one turn of the event loop, so that calls never overlap.
 *
 * It keeps an index of what is due and one of the ids, so that a sweep never looks at an identity that is not due, and
 * a page never costs more because others came before it. Records are shared and deeply frozen: what is handed out
 * cannot be changed, and what is handed in is frozen.
 * @example
 * const dormouse = createDormouse({ storage: memoryStorage(), clock: () => new Date() });
 */
export function memoryStorage(): Storage {
  const accounts = new Map<string, Account>();
  const accountOf = (id: string): Account => accounts.get(id) ?? createAccount(id);
  // Only what was written to is kept: asking for accounts that do not exist costs no memory.
  const write = <T>(accountId: string, change: (account: Account) => T): T => {
    const account = accountOf(accountId);
    const answer = change(account);
    if (hasRecords(account)) accounts.set(accountId, account);
    return answer;
  };
  return {
    ...reportCalls(accounts),
    update: async (accountId, ids, decide, options) =>
      write(accountId, (account) => update(account, ids, decide, options ?? {})),
    updateDue: async (request, decide) => updateDue(accountOf(request.accountId), request, decide),
    recordActivity: async (accountId, marks, options) =>
      write(accountId, (account) => recordActivity(account, marks, options)),
    read: async (accountId, ids) => readingOf(accountOf(accountId), ids),
    list: async (accountId, filter, now, page) => listSubjects(accountOf(accountId), filter, now, page),
    scan: (accountId, options) => scan(accountOf(accountId), options ?? {}),
    countChildren: async (accountId, ids) => countChildren(accountOf(accountId), ids),
    controls: async (accountId, filter, now, page) => listControls(accountOf(accountId), filter, now, page),
    events: async (accountId, filter, page) => listEvents(accountOf(accountId), filter, page),
    updateConsumer: async (accountId, name, decide) =>
      write(accountId, (account) => updateConsumer(account, name, decide)),
    archivedHead: async () => null,
    consumers: async (name, page) => listConsumers(accounts.values(), name, page),
    consumerBacklog: async (name, now, page) => consumerBacklog(accounts.values(), name, now, page),
    dueSummary: async (now, accountId) =>
      dueSummary(accountId === undefined ? accounts.values() : [accountOf(accountId)], now),
    scanDue: (accountId, now) => scanDue(accountOf(accountId), now),
    guardState: async (accountId, since) => {
      const { entries, restrictions } = accountOf(accountId);
      return { identities: entries.size, restricted: restrictedSince(restrictions, since) };
    },
    run: async (accountId, runId) => accountOf(accountId).runs.get(runId) ?? null,
    runs: async (accountId, page) => listRuns(accountOf(accountId), page),
    policyVersions: async (accountId, policyId) => [...(accountOf(accountId).versions.get(policyId) ?? [])],
    removeAccount: async (accountId, check) => removeAccount(accounts, accountId, check),
    policies: async (accountId) => accountOf(accountId).policies,
    updatePolicies: async (accountId, decide, options) =>
      write(accountId, (account) => updatePolicies(account, decide, options ?? {})),
  };
}

function readingOf(account: Account, ids: readonly string[]): Reading {
  return { stored: ids.map((id) => storedOrNull(account, id)), policyRevision: account.policies.revision };
}

function storedOrNull(account: Account, id: string): StoredSubject | null {
  const entry = account.entries.get(id);
  return entry === undefined ? null : storedOf(entry);
}

/** Whether anything is kept of an account. */
function hasRecords({ entries, log, policies, runs, consumers, remembered, restrictions, reports }: Account): boolean {
  const kept =
    entries.size + log.size + runs.size + consumers.size + remembered.size + restrictions.length + reports.size;
  return kept + policies.revision > 0 || policies.haltedRun !== null || policies.proposals.length > 0;
}

function update<T>(account: Account, ids: readonly string[], decide: Decide<T>, options: UpdateOptions): T {
  const loaded = options.withDescendants === true ? withDescendants(account, ids) : ids;
  const slots = loaded.map((id) => slotOf(account, id));
  const remembered = recall(account.remembered, options.idempotencyKey);
  const { commit, answer } = decide(slots, account.policies.revision, remembered);
  applyCommit(account, commit);
  return answer;
}

function removeAccount(
  accounts: Map<string, Account>,
  accountId: string,
  check: (stored: StoredSubject) => void,
): number {
  const entries = accounts.get(accountId)?.entries ?? new Map<string, Entry>();
  for (const entry of entries.values()) check(storedOf(entry));
  accounts.delete(accountId);
  return entries.size;
}

function updateDue<T>(account: Account, { now, limit, ids, signal }: DueRequest, decide: Decide<T>): DueAnswer<T> {
  if (signal?.aborted === true) return { taken: 0, answer: null };
  const taken = takeDue(account, now, limit, ids);
  if (taken.length === 0) return { taken: 0, answer: null };
  const slots = taken.map((entry) => slotOfStored(entry.record.subject.identity.id, storedOf(entry)));
  const { commit, answer } = decide(slots, account.policies.revision, null);
  applyCommit(account, commit);
  return { taken: taken.length, answer };
}

async function* scan(account: Account, { after = null, kinds, share = 1 }: ScanOptions): AsyncGenerator<StoredSubject> {
  const isAsked = kinds === undefined ? null : new Set(kinds);
  let last = after;
  for (;;) {
    const chunk: StoredSubject[] = [];
    for (const id of account.ids.after(last)) {
      const entry = account.entries.get(id);
      last = id;
      if (!isInShare(id, share)) continue;
      if (entry === undefined || isAsked?.has(entry.record.subject.identity.kind) === false) continue;
      if (chunk.push(storedOf(entry)) === SCAN_CHUNK) break;
    }
    yield* chunk;
    if (chunk.length < SCAN_CHUNK) return;
  }
}

/** What is due when it is begun, in the order of the index, as it is when it is handed out. */
async function* scanDue(account: Account, now: Instant): AsyncGenerator<StoredSubject> {
  for (const entry of account.due.sortedWhile((candidate) => isDue(account, candidate, now))) {
    if (isDue(account, entry, now) && entry.heapIndex >= 0) yield storedOf(entry);
  }
}

function dueSummary(accounts: Iterable<Account>, now: Instant): readonly DueCount[] {
  const counts: DueCount[] = [];
  for (const account of accounts) {
    const due = account.due.countWhile((entry) => isDue(account, entry, now));
    if (due > 0) counts.push({ accountId: account.id, due });
  }
  return counts.sort((left, right) => compareIds(left.accountId, right.accountId));
}
