import {
  type ChainHead,
  type ControlFilter,
  type ControlKey,
  type EventFilter,
  FIRST_HASH,
  type Instant,
  type PageRequest,
  type RunKey,
} from '@dormouse/core';
import type { Names } from '../sql/names';
import { type Row, type Statement, statement } from '../sql/statement';
import { toNumber } from '../sql/values';

/** A page of controls, one more than the limit. */
export function listControls(
  names: Names,
  accountId: string,
  filter: ControlFilter,
  now: Instant,
  { after, limit }: PageRequest<ControlKey>,
): Statement {
  return statement((p) => {
    const conditions = [
      `c.account_id = ${p.text(accountId)}`,
      ...(filter.identityId === undefined ? [] : [`c.identity_id = ${p.text(filter.identityId)}`]),
      ...(filter.controlId === undefined ? [] : [`c.id = ${p.text(filter.controlId)}`]),
      ...(filter.runId === undefined ? [] : [`c.run_id = ${p.text(filter.runId)}`]),
      ...(filter.includeDeleted === true ? [] : [activeAt(p.int8(now))]),
      ...(after === null
        ? []
        : [
            `(c.identity_id, c.created_at, c.id) > (${p.text(after.identityId)}, ${p.int8(after.createdAt)}, ${p.text(after.controlId)})`,
          ]),
    ];
    return `SELECT c.record::text AS record FROM ${names.table('controls')} c WHERE ${conditions.join(' AND ')}
ORDER BY c.identity_id, c.created_at, c.id LIMIT ${p.int8(limit + 1)}`;
  });
}

function activeAt(now: string): string {
  return `c.created_at <= ${now} AND c.ends_at > ${now}`;
}

/** Up to which position the log is complete for every later statement. */
export function horizon(names: Names): Statement {
  return statement(() => `SELECT ${names.call('horizon')}()::text AS horizon`);
}

/** A page of events, one more than the limit, up to the horizon. The events of one chain need none. */
export function listEvents(
  names: Names,
  accountId: string,
  { identityId, types }: EventFilter,
  { after, limit }: PageRequest<number>,
  upTo: number | null,
): Statement {
  return statement((p) => {
    const conditions = [
      `e.account_id = ${p.text(accountId)}`,
      `e.position > ${p.int8(after ?? 0)}`,
      ...(upTo === null ? [] : [`e.position <= ${p.int8(upTo)}`]),
      ...(identityId === undefined
        ? []
        : [identityId === null ? 'e.identity_id IS NULL' : `e.identity_id = ${p.text(identityId)}`]),
      ...(types === undefined ? [] : [`e.type = ANY(${p.texts(types)})`]),
    ];
    return `SELECT e.position::text AS position, e.record::text AS record FROM ${names.table('events')} e
WHERE ${conditions.join(' AND ')} ORDER BY e.position LIMIT ${p.int8(limit + 1)}`;
  });
}

/** A page of runs, one more than the limit, the latest first. */
export function listRuns(names: Names, accountId: string, { after, limit }: PageRequest<RunKey>): Statement {
  return statement((p) => {
    const startedAt = after === null ? '' : p.int8(after.startedAt);
    const from =
      after === null
        ? ''
        : `AND r.started_at <= ${startedAt} AND (r.started_at < ${startedAt} OR r.id > ${p.text(after.runId)})`;
    return `SELECT r.record::text AS record FROM ${names.table('runs')} r WHERE r.account_id = ${p.text(accountId)} ${from}
ORDER BY r.started_at DESC, r.id LIMIT ${p.int8(limit + 1)}`;
  });
}

export function readRun(names: Names, accountId: string, runId: string): Statement {
  return statement(
    (p) =>
      `SELECT r.record::text AS record FROM ${names.table('runs')} r WHERE r.account_id = ${p.text(accountId)} AND r.id = ${p.text(runId)}`,
  );
}

export function readVersions(names: Names, accountId: string, policyId: string): Statement {
  return statement(
    (p) => `SELECT v.record::text AS record FROM ${names.table('policy_versions')} v
WHERE v.account_id = ${p.text(accountId)} AND v.policy_id = ${p.text(policyId)} ORDER BY v.version`,
  );
}

/** Where the archived part of a history ended. The empty text stands for the account itself: no identity has that id. */
export function readArchivedHead(names: Names, accountId: string, identityId: string | null): Statement {
  return statement(
    (p) => `SELECT a.sequence::text AS sequence, a.hash FROM ${names.table('archived')} a
WHERE a.account_id = ${p.text(accountId)} AND a.is_account = ${identityId === null} AND a.identity_id = ${p.text(identityId ?? '')}`,
  );
}

export function archivedHeadOf(row: Row | undefined): ChainHead | null {
  return row === undefined ? null : { sequence: toNumber(row['sequence']), hash: row['hash'] ?? FIRST_HASH };
}
