import {
  compareIds,
  hasExpired,
  isAmong,
  isBehind,
  isControlActive,
  isInShare,
  matchesFilter,
  newConsumer,
  type Page,
  type Report,
  type Storage,
  type StoredSubject,
} from '@dormouse/core';
import { Account } from './account';
import { dueIn } from './writes';

type Reads = Omit<
  Storage,
  'update' | 'updateDue' | 'recordActivity' | 'updateConsumer' | 'updatePolicies' | 'writeReportPart' | 'removeAccount'
>;

/** The calls that read. What they hand out is a copy. */
export function reads(accounts: ReadonlyMap<string, Account>): Reads {
  const accountOf = (id: string): Account => accounts.get(id) ?? new Account();
  const byId = (): readonly (readonly [string, Account])[] => [...accounts].sort(([a], [b]) => compareIds(a, b));
  return {
    ...readsOfSubjects(accountOf),
    ...readsOfControls(accountOf),
    ...readsOfRecords(accountOf),
    ...readsOfReports(accountOf),
    reportBacklog: async ({ after, limit }) => {
      const pending = byId().filter(([, account]) => reportsOf(account).some(({ state }) => state === 'pending'));
      return pageOf(
        pending.map(([id]) => id).filter((id) => isAfter(id, after)),
        limit,
      );
    },
    consumers: async (name, { after, limit }) => {
      const begun = byId().flatMap(([accountId, { consumers }]) => {
        const state = consumers.get(name);
        return state !== undefined && isAfter(accountId, after) ? [{ accountId, state }] : [];
      });
      return pageOf(begun, limit);
    },
    consumerBacklog: async (name, now, { after, limit }) => {
      const behind = byId().filter(([, { consumers, log }]) =>
        isBehind(consumers.get(name) ?? newConsumer, log.length, now),
      );
      return pageOf(
        behind.map(([id]) => id).filter((id) => isAfter(id, after)),
        limit,
      );
    },
    dueSummary: async (now, asked) =>
      byId().flatMap(([accountId, account]) => {
        const due = asked === undefined || asked === accountId ? dueIn(account, now).length : 0;
        return due === 0 ? [] : [{ accountId, due }];
      }),
  };
}

type OfSubjects = Pick<Storage, 'read' | 'list' | 'scan' | 'scanDue' | 'countChildren'>;

function readsOfSubjects(accountOf: (id: string) => Account): OfSubjects {
  return {
    read: async (id, ids) => {
      const { subjects, policies } = accountOf(id);
      return structuredClone({
        stored: ids.map((each) => subjects.get(each) ?? null),
        policyRevision: policies.revision,
      });
    },
    list: async (id, filter, now, { after, limit }) => {
      const account = accountOf(id);
      const { revision: policyRevision } = account.policies;
      const { status } = filter;
      const maybe = (each: StoredSubject): boolean =>
        status === undefined || isAmong([each.status], status) || hasExpired(each, policyRevision, now);
      const found = sorted(account).filter((each) => isAfter(each.subject.identity.id, after));
      return {
        ...pageOf(
          found.filter((each) => maybe(each) && matchesFilter(each, filter, now)),
          limit,
        ),
        policyRevision,
      };
    },
    scan: (id, { after = null, kinds, share = 1 } = {}) => {
      const isAsked = ({ subject: { identity } }: StoredSubject): boolean =>
        isInShare(identity.id, share) && isAfter(identity.id, after) && (kinds?.includes(identity.kind) ?? true);
      return copies(sorted(accountOf(id)).filter(isAsked));
    },
    countChildren: async (id, ids) => {
      const parents = [...accountOf(id).subjects.values()].map(({ subject }) => subject.identity.parentId);
      return ids.map((parent) => parents.filter((each) => each === parent).length);
    },
    scanDue: (id, now) => copies(dueIn(accountOf(id), now).map(({ stored }) => stored)),
  };
}

function readsOfControls(accountOf: (id: string) => Account): Pick<Storage, 'controls'> {
  return {
    controls: async (id, { identityId, controlId, runId, includeDeleted }, now, { after, limit }) => {
      const keyed = (a: Key, b: Key): number =>
        compareIds(a.identityId, b.identityId) || a.createdAt - b.createdAt || compareIds(a.controlId, b.controlId);
      const found = sorted(accountOf(id))
        .flatMap(({ subject }) => subject.controls)
        .map((control) => ({
          control,
          identityId: control.identityId,
          createdAt: control.createdAt,
          controlId: control.id,
        }))
        .filter((key) => (after === null || keyed(key, after) > 0) && (identityId ?? key.identityId) === key.identityId)
        .filter((key) => (controlId ?? key.controlId) === key.controlId)
        .filter(({ control }) => runId === undefined || control.cause?.runId === runId)
        .filter(({ control }) => includeDeleted || isControlActive(control, now));
      return pageOf(
        found.sort(keyed).map(({ control }) => control),
        limit,
      );
    },
  };
}

type OfRecords = Pick<Storage, 'events' | 'guardState' | 'run' | 'runs' | 'policyVersions' | 'policies'>;

function readsOfRecords(accountOf: (id: string) => Account): OfRecords {
  return {
    events: async (id, { identityId, types }, { after, limit }) => {
      const logged = accountOf(id).log.map((event, index) => ({ position: index + 1, event }));
      const found = logged
        .slice(after ?? 0)
        .filter(({ event }) => identityId === undefined || event.identityId === identityId)
        .filter(({ event }) => types?.includes(event.type) ?? true);
      return pageOf(found, limit);
    },
    guardState: async (id, since) => ({
      identities: accountOf(id).subjects.size,
      restricted: accountOf(id).restrictedSince(since),
    }),
    run: async (id, runId) => structuredClone(accountOf(id).runs.get(runId) ?? null),
    runs: async (id, { after, limit }) => {
      const runs = [...accountOf(id).runs.values()].sort((a, b) => b.startedAt - a.startedAt || compareIds(a.id, b.id));
      const isLater = (at: number, runId: string): boolean =>
        after === null || at < after.startedAt || (at === after.startedAt && compareIds(runId, after.runId) > 0);
      return pageOf(
        runs.filter((run) => isLater(run.startedAt, run.id)),
        limit,
      );
    },
    policyVersions: async (id, policyId) =>
      structuredClone(accountOf(id).versions.filter((version) => version.policyId === policyId)),
    policies: async (id) => structuredClone(accountOf(id).policies),
  };
}

function readsOfReports(accountOf: (id: string) => Account): Pick<Storage, 'reports' | 'reportParts'> {
  return {
    reports: async (id) => structuredClone(reportsOf(accountOf(id))),
    reportParts: async (id, reportId, { after, limit }) =>
      pageOf(
        accountOf(id)
          .reports.get(reportId)
          ?.parts.slice(after === null ? 0 : after + 1) ?? [],
        limit,
      ),
  };
}

/** The latest first. */
export function reportsOf({ reports }: Account): readonly Report[] {
  return [...reports.values()]
    .map(({ report }) => report)
    .sort((left, right) => right.at - left.at || compareIds(left.id, right.id));
}

interface Key {
  readonly identityId: string;
  readonly createdAt: number;
  readonly controlId: string;
}

function sorted({ subjects }: Account): readonly StoredSubject[] {
  return [...subjects].sort(([a], [b]) => compareIds(a, b)).map(([, stored]) => stored);
}

function isAfter(id: string, after: string | null): boolean {
  return after === null || compareIds(id, after) > 0;
}

function pageOf<T>(found: readonly T[], limit: number): Page<T> {
  return { items: structuredClone(found.slice(0, limit)), more: found.length > limit };
}

async function* copies(subjects: readonly StoredSubject[]): AsyncGenerator<StoredSubject> {
  for (const stored of subjects) yield structuredClone(stored);
}
