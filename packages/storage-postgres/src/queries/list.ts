import type { Among, IdentityFilter, Instant, PageRequest } from '@dormouse/core';
import { exact } from '../sql/exact';
import type { Names } from '../sql/names';
import { type Parameters, type Statement, statement } from '../sql/statement';
import { revisionOf, subjectColumns } from './subject-columns';

/** A page of identities that match, one more than the limit, in the order of the ids. One row at least. */
export function listSubjects(
  names: Names,
  accountId: string,
  filter: IdentityFilter,
  now: Instant,
  { after, limit }: PageRequest<string>,
): Statement {
  return statement((p) => {
    const account = p.text(accountId);
    const from = after === null ? [] : [`i.id > ${p.text(after)}`];
    const conditions = [`i.account_id = ${account}`, ...from, ...conditionsOf(names, p, account, filter, now)];
    return `WITH under AS (SELECT ${revisionOf(names, account)} AS revision)
SELECT i.*, (SELECT revision FROM under)::text AS revision FROM (SELECT 1) AS one LEFT JOIN LATERAL (
  SELECT ${exact('i.id')} AS id, ${subjectColumns(names)} FROM ${names.table('identities')} i
  WHERE ${conditions.join(' AND ')} ORDER BY i.id LIMIT ${p.int8(limit + 1)}) AS i ON true ORDER BY i.id`;
  });
}

/** The filters as SQL. `matchesFilter` of the core is their meaning. */
function conditionsOf(
  names: Names,
  p: Parameters,
  account: string,
  filter: IdentityFilter,
  now: Instant,
): readonly string[] {
  const conditions: string[] = [];
  const { status, kind, label, parentId, controlType, reasonCode, inactiveSince } = filter;
  if (status !== undefined) {
    conditions.push(
      `(${among(p, 'i.status', status)} OR i.expires_at <= ${p.int8(now)} OR i.judged_under < (SELECT revision FROM under))`,
    );
  }
  if (kind !== undefined) conditions.push(among(p, 'i.kind', kind));
  if (parentId !== undefined) conditions.push(`coalesce(${among(p, 'i.parent_id', parentId)}, ${'notIn' in parentId})`);
  if (label !== undefined) conditions.push(labels(p, label));
  if (filter.hasRequirements === true) conditions.push('i.has_requirements');
  if (filter.hasExemptions === true) conditions.push('i.has_exemptions');
  if (controlType !== undefined) conditions.push(activeControl(names, p, account, p.int8(now), 'type', controlType));
  if (reasonCode !== undefined)
    conditions.push(activeControl(names, p, account, p.int8(now), 'reason_code', reasonCode));
  if (inactiveSince !== undefined) conditions.push(inactive(names, account, p.int8(inactiveSince)));
  return conditions;
}

function among(p: Parameters, column: string, values: Among<string>): string {
  return 'in' in values ? `${column} = ANY(${p.texts(values.in)})` : `${column} <> ALL(${p.texts(values.notIn)})`;
}

function labels(p: Parameters, asked: NonNullable<IdentityFilter['label']>): string {
  if ('all' in asked) return `i.labels @> ${p.texts(asked.all)}`;
  return 'in' in asked ? `i.labels && ${p.texts(asked.in)}` : `NOT i.labels && ${p.texts(asked.notIn)}`;
}

function activeControl(
  names: Names,
  p: Parameters,
  account: string,
  at: string,
  column: 'type' | 'reason_code',
  values: Among<string>,
): string {
  const list = p.texts('in' in values ? values.in : values.notIn);
  const exists = `EXISTS (SELECT FROM ${names.table('controls')} c WHERE c.account_id = ${account} AND c.identity_id = i.id
  AND c.created_at <= ${at} AND c.ends_at > ${at} AND c.${column} = ANY(${list}))`;
  return 'in' in values ? exists : `NOT ${exists}`;
}

function inactive(names: Names, account: string, since: string): string {
  const activity = `FROM ${names.table('activity')} a WHERE a.account_id = ${account} AND a.identity_id = i.id`;
  return `coalesce((SELECT max(a.success_at) ${activity}), i.created_at) <= ${since}`;
}
