import { controlEnd, type StoredSubject } from '@dormouse/core';
import { writeDays } from '../rows/activity-row';
import { writeRecord } from '../rows/subject-row';
import { type Parameters, textArray } from '../sql/statement';
import { nothing, type Part, type PartContext, touched } from './part';

const columns =
  'kind, status, parent_id, labels, created_at, expires_at, judged_under, awaits_activity, unreviewed, has_requirements, has_exemptions, record';

/** The values of those columns, for many subjects. */
function arraysOf(p: Parameters, subjects: readonly StoredSubject[]): string {
  const of = <T>(read: (stored: StoredSubject) => T): readonly T[] => subjects.map(read);
  return [
    p.texts(of(({ subject }) => subject.identity.kind)),
    p.texts(of(({ status }) => status)),
    p.texts(of(({ subject }) => subject.identity.parentId)),
    p.texts(of(({ subject }) => textArray(subject.identity.labels))),
    p.int8s(of(({ subject }) => subject.identity.createdAt)),
    p.int8s(of(({ expiresAt }) => expiresAt)),
    p.int8s(of(({ judgedUnder }) => judgedUnder)),
    p.booleans(of(({ awaitsActivity }) => awaitsActivity)),
    p.booleans(of(({ unreviewed }) => unreviewed === true)),
    p.booleans(of(({ subject }) => subject.requirements.length > 0)),
    p.booleans(of(({ subject }) => subject.exemptions.length > 0)),
    p.jsons(of(writeRecord)),
  ].join(', ');
}

/** Writes over identities that are there, as long as they are what was read. */
export function updateIdentities({ names, p, account, plan: { updates } }: PartContext): Part {
  if (updates.length === 0) return nothing;
  const keys = `${p.texts(updates.map(({ id }) => id))}, ${p.int8s(updates.map(({ version }) => Number(version)))}`;
  const values = arraysOf(
    p,
    updates.map(({ stored }) => stored),
  );
  const set = columns.split(', ').map((name) => `${name} = ${name === 'labels' ? 'u.labels::text[]' : `u.${name}`}`);
  const updated = `updated AS (UPDATE ${names.table('identities')} i SET ${set.join(', ')}, version = i.version + 1
  FROM unnest(${keys}, ${values}) AS u(id, version, ${columns})
  WHERE i.account_id = ${account} AND i.id = u.id AND i.version = u.version RETURNING 1)`;
  return { tables: [updated], checks: [touched('updated', updates.length)] };
}

/** Adds identities, with the activity that they bring along. One that is there fails on its key. */
export function insertIdentities({ names, p, account, plan: { inserts } }: PartContext): Part {
  if (inserts.length === 0) return nothing;
  const ids = p.texts(inserts.map(({ subject }) => subject.identity.id));
  const inserted = `inserted AS (INSERT INTO ${names.table('identities')} (account_id, id, ${columns})
  SELECT ${account}, u.id, ${columns
    .split(', ')
    .map((name) => (name === 'labels' ? 'u.labels::text[]' : `u.${name}`))
    .join(', ')}
  FROM unnest(${ids}, ${arraysOf(p, inserts)}) AS u(id, ${columns}))`;
  return { tables: [inserted], checks: [] };
}

/** Writes the activity that new identities bring along; later it belongs to whoever records it. */
export function bringActivity({ names, p, account, plan: { inserts, replaced } }: PartContext): Part {
  const brought = [...inserts, ...replaced].flatMap(({ subject }) =>
    subject.activity.map((activity) => ({ id: subject.identity.id, activity })),
  );
  if (brought.length === 0) return nothing;
  const arrays = [
    p.texts(brought.map(({ id }) => id)),
    p.texts(brought.map(({ activity }) => activity.type)),
    p.int8s(brought.map(({ activity }) => activity.successAt)),
    p.int8s(brought.map(({ activity }) => activity.successCount)),
    p.int8s(brought.map(({ activity }) => activity.failureAt)),
    p.int8s(brought.map(({ activity }) => activity.failureCount)),
    p.texts(brought.map(({ activity }) => writeDays(activity.days))),
  ];
  const activity = `brought AS (INSERT INTO ${names.table('activity')}
  (account_id, identity_id, type, success_at, success_count, failure_at, failure_count, days)
  SELECT ${account}, u.identity_id, u.type, u.success_at, u.success_count, u.failure_at, u.failure_count, u.days::int8[]
  FROM unnest(${arrays.join(', ')}) AS u(identity_id, type, success_at, success_count, failure_at, failure_count, days)
  ON CONFLICT (account_id, identity_id, type) DO UPDATE SET success_at = excluded.success_at, success_count = excluded.success_count,
    failure_at = excluded.failure_at, failure_count = excluded.failure_count, days = excluded.days)`;
  return { tables: [activity], checks: [] };
}

/** Removes identities with all that belongs to them but their events. */
export function removeIdentities({ names, p, account, plan: { removes } }: PartContext): Part {
  if (removes.length === 0) return nothing;
  const ids = p.texts(removes.map(({ id }) => id));
  const versions = p.int8s(removes.map(({ version }) => Number(version)));
  const removed = `removed AS (DELETE FROM ${names.table('identities')} i USING unnest(${ids}, ${versions}) AS u(id, version)
  WHERE i.account_id = ${account} AND i.id = u.id AND i.version = u.version RETURNING 1)`;
  const rest = (['activity', 'controls'] as const).map(
    (name) =>
      `removed_${name} AS (DELETE FROM ${names.table(name)} t WHERE t.account_id = ${account} AND t.identity_id = ANY(${ids}))`,
  );
  return { tables: [removed, ...rest], checks: [touched('removed', removes.length)] };
}

/** Removes what was there before of identities that are removed and at once there again. */
export function clearReplaced({ names, p, account, plan: { replaced } }: PartContext): Part {
  if (replaced.length === 0) return nothing;
  const ids = p.texts(replaced.map(({ subject }) => subject.identity.id));
  const clear = (
    table: 'activity' | 'controls',
    column: string,
    kept: readonly (readonly [string, string])[],
  ): string => {
    const pairs = `${p.texts(kept.map(([id]) => id))}, ${p.texts(kept.map(([, value]) => value))}`;
    return `cleared_${table} AS (DELETE FROM ${names.table(table)} t WHERE t.account_id = ${account} AND t.identity_id = ANY(${ids})
  AND NOT EXISTS (SELECT FROM unnest(${pairs}) AS u(id, value) WHERE u.id = t.identity_id AND u.value = t.${column}))`;
  };
  const activity = replaced.flatMap(({ subject: { identity, activity } }) =>
    activity.map(({ type }) => [identity.id, type] as const),
  );
  const controls = replaced.flatMap(({ subject: { identity, controls } }) =>
    controls.map(({ id }) => [identity.id, id] as const),
  );
  return { tables: [clear('activity', 'type', activity), clear('controls', 'id', controls)], checks: [] };
}

/** Looks that what a decision has read and leaves alone is as it was, and keeps it so until the commit. */
export function keepIdentities({ names, p, account, plan: { kept } }: PartContext): Part {
  if (kept.length === 0) return nothing;
  const ids = p.texts(kept.map(({ id }) => id));
  const versions = p.int8s(kept.map(({ version }) => Number(version)));
  const table = `kept AS (SELECT 1 FROM ${names.table('identities')} i JOIN unnest(${ids}, ${versions}) AS u(id, version)
  ON i.id = u.id AND i.version = u.version WHERE i.account_id = ${account} FOR SHARE OF i)`;
  return { tables: [table], checks: [touched('kept', kept.length)] };
}

/**
 * Looks that identities which begin to await activity had none since they were read (A7). Whoever records activity later
 * waits for this commit, and then sees that it is awaited.
 */
export function checkAwaiting({ names, p, account, plan: { awaiting } }: PartContext): Part {
  const active = awaiting.flatMap(([id, activity]) => (activity === null ? [] : [{ id, activity }]));
  if (active.length === 0) return nothing;
  const ids = p.texts(active.map(({ id }) => id));
  const texts = p.texts(active.map(({ activity }) => activity));
  const locked = `locked_activity AS (SELECT a.* FROM ${names.table('activity')} a
  WHERE a.account_id = ${account} AND a.identity_id = ANY(${ids}) FOR NO KEY UPDATE)`;
  const same = `same_activity AS (SELECT 1 FROM unnest(${ids}, ${texts}) AS u(id, activity) JOIN (
  SELECT a.identity_id, json_agg(json_build_array(a.type, a.success_at, a.success_count, a.failure_at, a.failure_count, a.days))::text AS activity
  FROM locked_activity a GROUP BY a.identity_id) AS held ON held.identity_id = u.id AND held.activity = u.activity)`;
  return { tables: [locked, same], checks: [touched('same_activity', active.length)] };
}

/** Writes the controls that are new or changed. @throws SQLSTATE `DM003` when the id of one belongs to another identity. */
export function writeControls({ names, p, account, plan: { controls } }: PartContext): Part {
  if (controls.length === 0) return nothing;
  const arrays = [
    p.texts(controls.map(({ id }) => id)),
    p.texts(controls.map(({ identityId }) => identityId)),
    p.texts(controls.map(({ type }) => type)),
    p.texts(controls.map(({ reasonCode }) => reasonCode)),
    p.texts(controls.map(({ cause }) => cause?.runId ?? null)),
    p.int8s(controls.map(({ createdAt }) => createdAt)),
    p.int8s(controls.map(controlEnd)),
    p.jsons(controls.map((control) => JSON.stringify(control))),
  ];
  const names_ = 'id, identity_id, type, reason_code, run_id, created_at, ends_at, record';
  const table = `controlled AS (INSERT INTO ${names.table('controls')} AS c (account_id, ${names_})
  SELECT ${account}, ${names_} FROM unnest(${arrays.join(', ')}) AS u(${names_})
  ON CONFLICT (account_id, id) DO UPDATE SET type = excluded.type, reason_code = excluded.reason_code, run_id = excluded.run_id,
    created_at = excluded.created_at, ends_at = excluded.ends_at, record = excluded.record
  WHERE c.identity_id = excluded.identity_id RETURNING 1)`;
  const refused = `${names.call('refuse')}('DM003', 'the id of a new control is taken', '{}')`;
  return {
    tables: [table],
    checks: [`CASE WHEN ${touched('controlled', controls.length)} THEN true ELSE ${refused} END`],
  };
}
