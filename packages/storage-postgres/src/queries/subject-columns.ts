import type { Names } from '../sql/names';

/** The columns of a subject in the table `i`, with its activity as one JSON text. */
export function subjectColumns(names: Names): string {
  return `i.record::text AS record, i.expires_at::text AS expires_at, i.version::text AS version, i.unreviewed::text AS unreviewed, (
  SELECT json_agg(json_build_array(a.type, a.success_at, a.success_count, a.failure_at, a.failure_count, a.days))::text
  FROM ${names.table('activity')} a WHERE a.account_id = i.account_id AND a.identity_id = i.id) AS activity`;
}

/** The revision of an account's policies, as a scalar. */
export function revisionOf(names: Names, account: string): string {
  return `coalesce((SELECT revision FROM ${names.table('accounts')} WHERE account_id = ${account}), 0)`;
}
