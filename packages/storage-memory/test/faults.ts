import type { Commit, Decide, Slot, Storage, StoredSubject } from '@dormouse/core';
import { wrapStorage } from '@dormouse/core/testing';

/** Changes the commits of decisions about identities. */
function changingCommits(change: (commit: Commit) => Commit): (storage: Storage) => Storage {
  const changed =
    <T>(decide: Decide<T>): Decide<T> =>
    (...shown) => {
      const { commit, answer } = decide(...shown);
      return { commit: change(commit), answer };
    };
  return (storage) =>
    wrapStorage(storage, {
      update: (accountId, ids, decide, options) => storage.update(accountId, ids, changed(decide), options),
      updateDue: (request, decide) => storage.updateDue(request, changed(decide)),
    });
}

const changingOne =
  (change: (storage: Storage) => Partial<Storage>): ((storage: Storage) => Storage) =>
  (storage) =>
    wrapStorage(storage, change(storage));

/** What a storage may do wrong, one thing each. */
export const faults: readonly (readonly [string, (storage: Storage) => Storage])[] = [
  [
    'loses the last event of a commit',
    changingCommits((commit) => ({ ...commit, events: commit.events.slice(0, -1) })),
  ],
  ['forgets what a commit remembers', changingCommits(({ remember: _, ...commit }) => commit)],
  ['counts nothing for the guard', changingCommits(({ restricts: _, ...commit }) => commit)],
  ['leaves erased events as they were', changingCommits(({ rewritten: _, ...commit }) => commit)],
  ['does not remove identities', changingCommits((commit) => ({ ...commit, remove: [] }))],
  ['writes the subject without its events first', inTwoSteps],
  ['decides on what it read before', withoutLocks],
  [
    'says that events were archived which are there',
    changingOne(() => ({ archivedHead: async () => ({ sequence: 1, hash: 'a-1' }) })),
  ],
  ['treats the ids of accounts without regard to case', changingOne(foldAccounts)],
  ['wraps the error of a decision', changingOne(wrapErrors)],
  [
    'counts due what expires a moment later',
    changingOne((storage) => ({ scanDue: (id, now) => storage.scanDue(id, now + 1) })),
  ],
  ['takes what is due in the order of the ids', changingOne(dueById)],
  ['ends a listing one too early', changingOne(shortPages)],
  ['skips one between two pages', changingOne(skippingPages)],
  ['repeats one on the next page', changingOne(repeatingPages)],
  ['ignores the filter', changingOne((storage) => ({ list: (id, _, now, page) => storage.list(id, {}, now, page) }))],
  ['adds activity twice', changingOne(doubleActivity)],
  ['forgets what nobody has reviewed', changingOne(forgettingReviews)],
  ['expires everything that is active', changingOne(expiringActivity)],
  ['shows copies that share with what is stored', sharingObjects],
  ['keeps an account that is removed', changingOne(() => ({ removeAccount: async () => 0 }))],
  ['raises no revision', changingOne(frozenRevision)],
  [
    'says that no consumer is behind',
    changingOne(() => ({ consumerBacklog: async () => ({ items: [], more: false }) })),
  ],
  ['lists runs from the first to the latest', changingOne(runsUpwards)],
  ['begins every scan with the first', changingOne(scanFromTheFirst)],
  ['takes a part of a report that is not the next', changingOne(partsAgain)],
  ['keeps reports that a commit leaves out', changingOne(reportsForGood)],
];

function inTwoSteps(storage: Storage): Storage {
  return wrapStorage(storage, {
    update: async (accountId, ids, decide, options) => {
      let events: Commit['events'] = [];
      const answer = await storage.update(
        accountId,
        ids,
        (...shown) => {
          const decision = decide(...shown);
          ({ events } = decision.commit);
          return { ...decision, commit: { ...decision.commit, events: [] } };
        },
        options,
      );
      await storage.update(accountId, ids, () => ({ commit: { put: [], remove: [], events }, answer: null }));
      return answer;
    },
  });
}

function withoutLocks(storage: Storage): Storage {
  return wrapStorage(storage, {
    update: async (accountId, ids, decide, options) => {
      let slots: readonly Slot[] = [];
      await storage.update(
        accountId,
        ids,
        (shown) => {
          slots = shown;
          return { commit: { put: [], remove: [], events: [] }, answer: null };
        },
        options,
      );
      return storage.update(accountId, ids, (_, revision, remembered) => decide(slots, revision, remembered), options);
    },
  });
}

function foldAccounts(storage: Storage): Partial<Storage> {
  const fold = (id: string): string => id.toLowerCase();
  return {
    update: (id, ids, decide, options) => storage.update(fold(id), ids, decide, options),
    read: (id, ids) => storage.read(fold(id), ids),
  };
}

function wrapErrors(storage: Storage): Partial<Storage> {
  const wrap = (error: unknown): never => {
    throw new Error('the storage failed', { cause: error });
  };
  return { update: (id, ids, decide, options) => storage.update(id, ids, decide, options).catch(wrap) };
}

function dueById(storage: Storage): Partial<Storage> {
  return {
    scanDue: async function* (accountId, now) {
      const found: StoredSubject[] = [];
      for await (const each of storage.scanDue(accountId, now)) found.push(each);
      yield* found.sort((a, b) => (a.subject.identity.id < b.subject.identity.id ? -1 : 1));
    },
  };
}

function shortPages(storage: Storage): Partial<Storage> {
  return {
    list: async (id, filter, now, page) => {
      const found = await storage.list(id, filter, now, page);
      const { more } = await storage.list(id, filter, now, { ...page, limit: page.limit + 1 });
      return { ...found, more };
    },
  };
}

function skippingPages(storage: Storage): Partial<Storage> {
  return {
    list: async (id, filter, now, page) => {
      const found = await storage.list(id, filter, now, { ...page, limit: page.limit + (page.after === null ? 0 : 1) });
      return page.after === null ? found : { ...found, items: found.items.slice(1) };
    },
  };
}

function repeatingPages(storage: Storage): Partial<Storage> {
  return {
    events: async (id, filter, { after, limit }) =>
      storage.events(id, filter, { after: after === null ? 0 : after - 1, limit }),
  };
}

function doubleActivity(storage: Storage): Partial<Storage> {
  return { recordActivity: (id, marks, options) => storage.recordActivity(id, [...marks, ...marks], options) };
}

function expiringActivity(storage: Storage): Partial<Storage> {
  return { recordActivity: (id, marks, options) => storage.recordActivity(id, marks, { ...options, expires: true }) };
}

/** Hands out the same unfrozen object again and again. */
function sharingObjects(storage: Storage): Storage {
  const shared = new Map<string, StoredSubject | null>();
  return wrapStorage(storage, {
    read: async (accountId, ids) => {
      const reading = await storage.read(accountId, ids);
      const stored = reading.stored.map((each, index) => {
        const key = JSON.stringify([accountId, ids[index], each?.revision, each?.subject.activity]);
        if (!shared.has(key)) shared.set(key, structuredClone(each));
        return shared.get(key) ?? null;
      });
      return { ...reading, stored };
    },
  });
}

function frozenRevision(storage: Storage): Partial<Storage> {
  return {
    updatePolicies: (id, decide, options) =>
      storage.updatePolicies(id, (...shown) => ({ ...decide(...shown), keepsEvaluations: true }), options),
  };
}

function runsUpwards(storage: Storage): Partial<Storage> {
  return {
    runs: async (id, page) => {
      const found = await storage.runs(id, page);
      return { ...found, items: found.items.toReversed() };
    },
  };
}

function forgettingReviews(storage: Storage): Partial<Storage> {
  return {
    read: async (accountId, ids) => {
      const { stored, ...rest } = await storage.read(accountId, ids);
      const without = stored.map((each) => {
        if (each === null) return null;
        const { unreviewed: _, ...kept } = each;
        return kept;
      });
      return { ...rest, stored: without };
    },
  };
}
function scanFromTheFirst(storage: Storage): Partial<Storage> {
  return { scan: (id, options) => storage.scan(id, { ...options, after: null }) };
}

function partsAgain(storage: Storage): Partial<Storage> {
  return {
    writeReportPart: async (id, reportId, part) => {
      await storage.writeReportPart(id, reportId, part).catch(() => undefined);
    },
  };
}

function reportsForGood(storage: Storage): Partial<Storage> {
  return {
    updatePolicies: (id, decide, options) =>
      storage.updatePolicies(
        id,
        (account, runs, remembered, reports) => {
          const commit = decide(account, runs, remembered, reports);
          return commit.reports === undefined ? commit : { ...commit, reports: [...reports, ...commit.reports] };
        },
        { ...options, withReports: true },
      ),
  };
}
