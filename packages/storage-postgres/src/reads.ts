import type {
  AccountConsumer,
  Control,
  DormouseEvent,
  EventFilter,
  LoggedEvent,
  Page,
  PageRequest,
  PolicyActivation,
  Reading,
  Run,
  Storage,
  SubjectPage,
} from '@dormouse/core';
import { REFUSALS, stateOf, translate } from './errors';
import { loadAccount } from './queries/account';
import { listBacklog, listConsumers } from './queries/consumers';
import { listSubjects } from './queries/list';
import {
  archivedHeadOf,
  horizon,
  listControls,
  listEvents,
  listRuns,
  readArchivedHead,
  readRun,
  readVersions,
} from './queries/listings';
import { countChildren, countDue, guardState, readSubjects } from './queries/subjects';
import { readPolicies } from './rows/policies-row';
import { readSubject } from './rows/subject-row';
import type { Scope } from './session/session';
import { exactText, readExact } from './sql/exact';
import type { Query, Row, Statement } from './sql/statement';
import { fromJson, toNumber } from './sql/values';
import type { Place } from './update';

/** The calls that read, and answer at once. */
export type Reads = Pick<
  Storage,
  | 'read'
  | 'list'
  | 'controls'
  | 'events'
  | 'archivedHead'
  | 'consumers'
  | 'consumerBacklog'
  | 'dueSummary'
  | 'guardState'
  | 'run'
  | 'runs'
  | 'policyVersions'
  | 'policies'
  | 'countChildren'
>;

export function readsOn(place: Place): Reads {
  const { session, names } = place;
  const query = async (scope: Scope, statement: Statement): Promise<readonly Row[]> => {
    try {
      return await session.query(scope, statement);
    } catch (error) {
      throw translate(error);
    }
  };
  return {
    read: async (accountId, ids) => readingOf(ids, await query(accountId, readSubjects(names, accountId, ids))),
    list: async (accountId, filter, now, page) =>
      subjectPage(await query(accountId, listSubjects(names, accountId, filter, now, page)), page.limit),
    controls: async (accountId, filter, now, page) => {
      const rows = await query(accountId, listControls(names, accountId, filter, now, page));
      return pageOf(rows, page.limit, (row) => fromJson<Control>(row['record']));
    },
    events: (accountId, filter, page) => eventsOf(place, accountId, filter, page),
    archivedHead: async (accountId, identityId) =>
      archivedHeadOf((await query(accountId, readArchivedHead(names, accountId, identityId)))[0]),
    consumers: async (name, page) =>
      pageOf(await query(null, listConsumers(names, name, page)), page.limit, readConsumer),
    consumerBacklog: async (name, now, page) =>
      pageOf(await query(null, listBacklog(names, name, now, page)), page.limit, (row) => exactText(row['account_id'])),
    dueSummary: async (now, asked) => {
      const accountId = asked ?? null;
      const rows = await query(accountId, countDue(names, now, accountId));
      return rows.map((row) => ({ accountId: exactText(row['account_id']), due: toNumber(row['due']) }));
    },
    countChildren: async (accountId, ids) => {
      const rows = await query(accountId, countChildren(names, accountId, ids));
      const counts = new Map(rows.map((row) => [readExact(row['id']), toNumber(row['children'])]));
      return ids.map((id) => counts.get(id) ?? 0);
    },
    guardState: async (accountId, since) => {
      const [row] = await query(accountId, guardState(names, accountId, since));
      return { identities: toNumber(row?.['identities']), restricted: toNumber(row?.['restricted']) };
    },
    run: async (accountId, runId) => {
      const [row] = await query(accountId, readRun(names, accountId, runId));
      return row === undefined ? null : fromJson<Run>(row['record']);
    },
    runs: async (accountId, page) => {
      const rows = await query(accountId, listRuns(names, accountId, page));
      return pageOf(rows, page.limit, (row) => fromJson<Run>(row['record']));
    },
    policyVersions: async (accountId, policyId) => {
      const rows = await query(accountId, readVersions(names, accountId, policyId));
      return rows.map((row) => fromJson<PolicyActivation>(row['record']));
    },
    policies: async (accountId) => readPolicies((await query(accountId, loadAccount(names, accountId, [], null)))[0]),
  };
}

export function pageOf<T>(rows: readonly Row[], limit: number, read: (row: Row) => T): Page<T> {
  return { items: rows.slice(0, limit).map(read), more: rows.length > limit };
}

function readConsumer(row: Row): AccountConsumer {
  return { accountId: exactText(row['account_id']), state: fromJson(row['record']) };
}

function readingOf(ids: readonly string[], rows: readonly Row[]): Reading {
  const byId = new Map(rows.map((row) => [readExact(row['id']), row]));
  const stored = ids.map((id) => {
    const row = byId.get(id);
    return row === undefined ? null : readSubject(row);
  });
  return { stored, policyRevision: toNumber(rows[0]?.['revision']) };
}

function subjectPage(rows: readonly Row[], limit: number): SubjectPage {
  const found = rows.filter((row) => row['id'] !== null);
  return { ...pageOf(found, limit, readSubject), policyRevision: toNumber(rows[0]?.['revision']) };
}

/** The log of an account is read up to the horizon; that of one identity is ordered by the lock on its row. */
async function eventsOf(
  { session, names }: Place,
  accountId: string,
  filter: EventFilter,
  page: PageRequest<number>,
): Promise<Page<LoggedEvent>> {
  const read = async (query: Query): Promise<Page<LoggedEvent>> => {
    const whole = filter.identityId === undefined;
    const upTo = whole ? toNumber((await query(horizon(names)))[0]?.['horizon']) : null;
    const rows = await query(listEvents(names, accountId, filter, page, upTo));
    return pageOf(rows, page.limit, (row) => ({
      position: toNumber(row['position']),
      event: fromJson<DormouseEvent>(row['record']),
    }));
  };
  try {
    return await read((statement) => session.query(accountId, statement));
  } catch (error) {
    // The host's connections are of another isolation: a transaction of our own is not.
    if (stateOf(error) !== REFUSALS.isolation) throw translate(error);
  }
  try {
    return await session.transaction(accountId, read);
  } catch (error) {
    throw translate(error);
  }
}
