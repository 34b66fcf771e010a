import type { AccountPolicies, PolicyActivation, PolicyCommit, Run } from '@dormouse/core';
import type { Loaded } from '../rows/loaded';
import { writeLists } from '../rows/policies-row';
import { exact } from '../sql/exact';
import type { Names } from '../sql/names';
import { type Parameters, type Statement, statement } from '../sql/statement';
import { nothing, type Part, touched } from './part';
import { writeReports } from './reports';
import { rememberAnswer } from './write-account-parts';
import { writeParts } from './write-commit';
import { appendEvents } from './write-log';

/** The policies of an account, the runs that are asked for, and what is remembered under a key. */
export function loadAccount(names: Names, accountId: string, runIds: readonly string[], key: string | null): Statement {
  return statement((p) => {
    const account = p.text(accountId);
    const remembered =
      key === null
        ? 'NULL'
        : `(SELECT k.record::text FROM ${names.table('keys')} k WHERE k.account_id = ${account} AND k.key = ${p.text(key)})`;
    return `SELECT a.revision::text AS revision, a.sequence::text AS sequence, ${exact('a.head_hash')} AS head_hash, ${exact('a.halted_run')} AS halted_run,
  a.policies::text AS policies, a.version::text AS version, ${remembered} AS remembered, ${exact('r.id')} AS run_id, r.record::text AS run
FROM (SELECT 1) AS one LEFT JOIN ${names.table('accounts')} a ON a.account_id = ${account}
LEFT JOIN ${names.table('runs')} r ON r.account_id = ${account} AND r.id = ANY(${p.texts(runIds)})`;
  });
}

export function lockAccount(names: Names, accountId: string): Statement {
  return statement(
    (p) => `SELECT 1 FROM ${names.table('accounts')} a WHERE a.account_id = ${p.text(accountId)} FOR UPDATE`,
  );
}

export interface AccountWrite {
  readonly accountId: string;
  /** null: the account has no row. */
  readonly version: string | null;
  readonly policies: AccountPolicies;
  readonly commit: PolicyCommit;
  readonly key: Loaded['key'];
}

/** The one statement that writes a commit about an account, or fails as a whole. */
export function writeAccount(names: Names, { accountId, version, policies, commit, key }: AccountWrite): Statement {
  const { activations, runs = [], events, remember = null } = commit;
  return writeParts(names, (p) => {
    const account = p.text(accountId);
    const values = [
      p.int8(policies.revision),
      p.int8(policies.sequence),
      p.text(policies.headHash),
      p.text(policies.haltedRun),
      p.json(writeLists(policies)),
    ];
    const columns = 'revision, sequence, head_hash, halted_run, policies';
    const table =
      version === null
        ? `account AS (INSERT INTO ${names.table('accounts')} (account_id, ${columns}) VALUES (${[account, ...values].join(', ')}) RETURNING 1)`
        : `account AS (UPDATE ${names.table('accounts')} SET (${columns}) = ROW(${values.join(', ')}), version = version + 1
  WHERE account_id = ${account} AND version = ${p.int8(Number(version))} RETURNING 1)`;
    return [
      { tables: [table], checks: [touched('account', 1)] },
      writeVersions(names, account, p, activations),
      writeRuns(names, account, p, runs),
      writeReports(names, account, p, commit.reports),
      appendEvents(names, p, account, events),
      rememberAnswer(names, p, account, remember, key),
    ];
  });
}

function writeVersions(names: Names, account: string, p: Parameters, activations: readonly PolicyActivation[]): Part {
  if (activations.length === 0) return nothing;
  const table = `versions AS (INSERT INTO ${names.table('policy_versions')} (account_id, policy_id, version, record)
  SELECT ${account}, u.* FROM unnest(${p.texts(activations.map(({ policyId }) => policyId))},
  ${p.int8s(activations.map(({ version }) => version))}, ${p.jsons(activations.map((each) => JSON.stringify(each)))}) AS u)`;
  return { tables: [table], checks: [] };
}

function writeRuns(names: Names, account: string, p: Parameters, runs: readonly Run[]): Part {
  if (runs.length === 0) return nothing;
  const last = [...new Map(runs.map((run) => [run.id, run])).values()];
  const table = `runs AS (INSERT INTO ${names.table('runs')} (account_id, id, started_at, record)
  SELECT ${account}, u.* FROM unnest(${p.texts(last.map(({ id }) => id))}, ${p.int8s(last.map(({ startedAt }) => startedAt))},
  ${p.jsons(last.map((run) => JSON.stringify(run)))}) AS u
  ON CONFLICT (account_id, id) DO UPDATE SET started_at = excluded.started_at, record = excluded.record)`;
  return { tables: [table], checks: [] };
}

/** Removes what belongs to an account. The events go by a function that refuses while identities are left. */
export function removeRecords(names: Names, accountId: string): readonly Statement[] {
  const tables = [
    'activity',
    'controls',
    'gone',
    'keys',
    'guards',
    'restrictions',
    'policy_versions',
    'runs',
    'reports',
    'report_parts',
    'consumers',
    'accounts',
  ] as const;
  return [
    ...tables.map((name) =>
      statement((p) => `DELETE FROM ${names.table(name)} WHERE account_id = ${p.text(accountId)}`),
    ),
    statement((p) => `SELECT ${names.call('forget_events')}(${p.text(accountId)})::text AS done`),
  ];
}

/** Removes the identities of an account, and says how many there were. */
export function removeAllIdentities(names: Names, accountId: string): Statement {
  return statement(
    (
      p,
    ) => `WITH removed AS (DELETE FROM ${names.table('identities')} WHERE account_id = ${p.text(accountId)} RETURNING 1)
SELECT count(*)::text AS removed FROM removed`,
  );
}
