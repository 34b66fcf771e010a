import type { Commit, Slot, StoredSubject } from '../model/stored-subject';
import type { Decide, Storage } from '../storage/storage';
import { subjectThroughJson, throughJson } from './through-json';
import { wrapStorage } from './wrap-storage';

/**
 * A storage of which every record goes through JSON, on the way in and on the way out. It shows that records are plain
 * data, and that nobody relies on sharing objects with a storage.
 *
 * An `expiresAt` of `Infinity` of a stored subject is written as null, and read back as `Infinity`.
 * @throws Error from every call in which a record is not plain data.
 */
export function jsonRoundTrip(inner: Storage): Storage {
  return wrapStorage(inner, { ...writes(inner), ...readsOfSubjects(inner), ...reads(inner) });
}

function writes(inner: Storage): Partial<Storage> {
  return {
    update: (accountId, ids, decide, options) => inner.update(accountId, ids, decideThroughJson(decide), options),
    updateDue: (request, decide) => inner.updateDue(request, decideThroughJson(decide)),
    recordActivity: async (accountId, marks, { once, ...options }) => {
      const remember =
        once === undefined
          ? {}
          : { once: { ...once, remember: (unknown: readonly string[]) => throughJson(once.remember(unknown)) } };
      return throughJson(await inner.recordActivity(accountId, throughJson(marks), { ...options, ...remember }));
    },
    updateConsumer: async (accountId, name, decide) => {
      const state = await inner.updateConsumer(accountId, name, (before) => {
        const copy = throughJson(before);
        const after = decide(copy);
        // The very same object says that nothing is to be written.
        return after === copy ? before : throughJson(after);
      });
      return throughJson(state);
    },
    updatePolicies: async (accountId, decide, options) => {
      const policies = await inner.updatePolicies(
        accountId,
        (before, runs, remembered, reports) => {
          const copies = new Map([...runs].map(([id, run]) => [id, throughJson(run)]));
          return throughJson(decide(throughJson(before), copies, throughJson(remembered), throughJson(reports)));
        },
        options,
      );
      return throughJson(policies);
    },
    writeReportPart: (accountId, reportId, part) => inner.writeReportPart(accountId, reportId, throughJson(part)),
    removeAccount: (accountId, check) => inner.removeAccount(accountId, (stored) => check(subjectThroughJson(stored))),
  };
}

function readsOfSubjects(inner: Storage): Partial<Storage> {
  return {
    read: async (accountId, ids) => {
      const reading = await inner.read(accountId, ids);
      return { ...reading, stored: reading.stored.map(subjectOrNull) };
    },
    list: async (accountId, filter, now, page) => {
      const found = await inner.list(accountId, filter, now, page);
      return { ...found, items: found.items.map(subjectThroughJson) };
    },
    scan: (accountId, options) => subjectsThroughJson(inner.scan(accountId, options)),
    scanDue: (accountId, now) => subjectsThroughJson(inner.scanDue(accountId, now)),
  };
}

function reads(inner: Storage): Partial<Storage> {
  return {
    controls: async (accountId, filter, now, page) => throughJson(await inner.controls(accountId, filter, now, page)),
    events: async (accountId, filter, page) => throughJson(await inner.events(accountId, filter, page)),
    consumers: async (name, page) => throughJson(await inner.consumers(name, page)),
    consumerBacklog: async (name, now, page) => throughJson(await inner.consumerBacklog(name, now, page)),
    dueSummary: async (now, accountId) => throughJson(await inner.dueSummary(now, accountId)),
    guardState: async (accountId, since) => throughJson(await inner.guardState(accountId, since)),
    run: async (accountId, runId) => throughJson(await inner.run(accountId, runId)),
    runs: async (accountId, page) => throughJson(await inner.runs(accountId, page)),
    policyVersions: async (accountId, policyId) => throughJson(await inner.policyVersions(accountId, policyId)),
    countChildren: async (accountId, ids) => throughJson(await inner.countChildren(accountId, ids)),
    reports: async (accountId) => throughJson(await inner.reports(accountId)),
    reportParts: async (accountId, reportId, page) => throughJson(await inner.reportParts(accountId, reportId, page)),
    reportBacklog: async (page) => throughJson(await inner.reportBacklog(page)),
    policies: async (accountId) => throughJson(await inner.policies(accountId)),
  };
}

function decideThroughJson<T>(decide: Decide<T>): Decide<T> {
  return (slots, policyRevision, remembered) => {
    const { commit, answer } = decide(slots.map(slotThroughJson), policyRevision, throughJson(remembered));
    return { commit: commitThroughJson(commit), answer };
  };
}

function commitThroughJson({ put, ...rest }: Commit): Commit {
  return { put: put.map(subjectThroughJson), ...throughJson(rest) };
}

function slotThroughJson({ stored, ...rest }: Slot): Slot {
  return { stored: subjectOrNull(stored), ...throughJson(rest) };
}

function subjectOrNull(stored: StoredSubject | null): StoredSubject | null {
  return stored === null ? null : subjectThroughJson(stored);
}

async function* subjectsThroughJson(subjects: AsyncIterable<StoredSubject>): AsyncGenerator<StoredSubject> {
  for await (const stored of subjects) yield subjectThroughJson(stored);
}
