import { compareIds, type Decide, newConsumer, type Slot, type Storage } from '@dormouse/core';
import { Account, type Entry, refuse } from './account';
import { openJournal } from './journal';
import { reads, reportsOf } from './reads';
import { dueIn, policiesAfter, recorded } from './writes';

export interface FileStorage extends Storage {
  readonly close: () => void;
}

/**
 * A storage in one file of JSON lines, for one process. What was written is in memory too: it is read once, when it is
 * opened. Every call does its work in one turn of the event loop, so that calls never overlap.
 * @param options `fsync`: wait until each line is on the disk, so that a power cut loses nothing. Default: false.
 */
export function fileStorage(path: string, { fsync = false }: { readonly fsync?: boolean } = {}): FileStorage {
  const accounts = new Map<string, Account>();
  const accountOf = (id: string): Account => accounts.get(id) ?? new Account();
  const apply = (line: string): void => {
    const entry = JSON.parse(line) as Entry;
    const account = accountOf(entry.accountId);
    account.apply(entry);
    if (entry.gone) accounts.delete(entry.accountId);
    else accounts.set(entry.accountId, account);
  };
  const journal = openJournal(path, fsync);
  journal.lines.forEach(apply);
  const write = (entry: Entry): void => {
    const line = JSON.stringify(entry, (_, value) => (value === Number.POSITIVE_INFINITY ? null : value));
    journal.append(line);
    // What is kept is what the line says: nothing is shared with the caller, and a reopened storage is the same.
    apply(line);
  };
  const decided = <T>(accountId: string, slots: readonly Slot[], decide: Decide<T>, key?: string): T => {
    const account = accountOf(accountId);
    const remembered = account.remembered.get(key ?? '') ?? null;
    const { commit, answer } = decide(structuredClone(slots), account.policies.revision, structuredClone(remembered));
    account.check(commit);
    write({ accountId, ...commit });
    return answer;
  };
  return {
    ...reads(accounts),
    ...writes(accountOf, write, decided),
    ...writesOfReports(accountOf, write),
    close: journal.close,
  };
}

type Decided = <T>(accountId: string, slots: readonly Slot[], decide: Decide<T>, key?: string) => T;
type Writes = Pick<
  Storage,
  'update' | 'updateDue' | 'recordActivity' | 'updateConsumer' | 'updatePolicies' | 'removeAccount'
>;

function writes(accountOf: (id: string) => Account, write: (entry: Entry) => void, decided: Decided): Writes {
  return {
    update: async (accountId, ids, decide, { withDescendants, idempotencyKey } = {}) => {
      const account = accountOf(accountId);
      const family = new Set(ids);
      if (withDescendants) for (const id of family) for (const child of childrenOf(account, id)) family.add(child);
      return decided(
        accountId,
        [...family].map((id) => account.slot(id)),
        decide,
        idempotencyKey,
      );
    },
    updateDue: async ({ accountId, now, limit, ids, signal }, decide) => {
      const due = signal?.aborted ? [] : dueIn(accountOf(accountId), now);
      const taken = due.filter(({ id }) => ids?.includes(id) ?? true).slice(0, limit);
      if (taken.length === 0) return { taken: 0, answer: null };
      return { taken: taken.length, answer: decided(accountId, taken, decide) };
    },
    recordActivity: async (accountId, marks, options) => {
      const { entry, answer } = recorded(accountOf(accountId), marks, options);
      if (answer.repeated === null) write({ accountId, ...entry });
      return answer;
    },
    updateConsumer: async (accountId, name, decide) => {
      const before = structuredClone(accountOf(accountId).consumers.get(name) ?? newConsumer);
      const state = decide(before);
      if (state !== before) write({ accountId, consumer: { name, state } });
      return structuredClone(state);
    },
    updatePolicies: async (accountId, decide, { runIds = [], idempotencyKey = '', withReports } = {}) => {
      const { policies, runs, remembered } = accountOf(accountId);
      const kept = withReports ? reportsOf(accountOf(accountId)) : [];
      const asked = new Map([...runs].filter(([id]) => runIds.includes(id)));
      const recalled = remembered.get(idempotencyKey) ?? null;
      const commit = decide(...structuredClone([policies, asked, recalled, kept] as const));
      const { active: _, retired: _2, proposals: _3, haltedRun: _4, keepsEvaluations: _5, ...records } = commit;
      write({ accountId, policies: policiesAfter(policies, commit), ...records });
      return structuredClone(accountOf(accountId).policies);
    },
    removeAccount: async (accountId, check) => {
      const { subjects } = accountOf(accountId);
      for (const stored of subjects.values()) check(structuredClone(stored));
      const { size } = subjects;
      write({ accountId, gone: true });
      return size;
    },
  };
}

function writesOfReports(
  accountOf: (id: string) => Account,
  write: (entry: Entry) => void,
): Pick<Storage, 'writeReportPart'> {
  return {
    writeReportPart: async (accountId, reportId, part) => {
      const report = accountOf(accountId).reports.get(reportId)?.report;
      if (report?.state !== 'pending' || report.progress.parts !== part.index) refuse('it is not the next part');
      write({ accountId, part: { reportId, part } });
    },
  };
}

function childrenOf({ subjects }: Account, parentId: string): readonly string[] {
  const children = [...subjects.values()].filter(({ subject }) => subject.identity.parentId === parentId);
  return children.map(({ subject }) => subject.identity.id).sort(compareIds);
}
