import { type Names, quoteText } from '../sql/names';
import { type Form, type Migration, tableSql } from './form';

const account = 'account_id text COLLATE "C" NOT NULL';
const id = (name: string): string => `${name} text COLLATE "C" NOT NULL`;

/** The tables of identities, with what is looked up about them. Instants are milliseconds since 1970; the largest is never. */
function identityTables(names: Names, form: Form): readonly string[] {
  return [
    ...tableSql(names, form, 'identities', {
      fillfactor: 90,
      columns: `${account}, ${id('id')}, kind text COLLATE "C" NOT NULL, status text COLLATE "C" NOT NULL,
  parent_id text COLLATE "C", labels text[] COLLATE "C" NOT NULL, created_at int8 NOT NULL,
  expires_at int8 NOT NULL, judged_under int8 NOT NULL, awaits_activity bool NOT NULL, unreviewed bool NOT NULL,
  has_requirements bool NOT NULL, has_exemptions bool NOT NULL,
  version int8 NOT NULL DEFAULT 1, record json NOT NULL, PRIMARY KEY (account_id, id)`,
    }),
    `CREATE INDEX ${names.index('identities_due')} ON ${names.table('identities')} (account_id, judged_under, expires_at, id)`,
    `CREATE INDEX ${names.index('identities_parent')} ON ${names.table('identities')} (account_id, parent_id) WHERE parent_id IS NOT NULL`,
    ...tableSql(names, form, 'gone', {
      columns: `${account}, ${id('id')}, sequence int8 NOT NULL, head_hash text NOT NULL, PRIMARY KEY (account_id, id)`,
    }),
    ...tableSql(names, form, 'activity', {
      fillfactor: 60,
      columns: `${account}, ${id('identity_id')}, ${id('type')}, success_at int8, success_count int8 NOT NULL,
  failure_at int8, failure_count int8 NOT NULL, days int8[], PRIMARY KEY (account_id, identity_id, type)`,
    }),
    ...tableSql(names, form, 'controls', {
      columns: `${account}, ${id('id')}, ${id('identity_id')}, type text COLLATE "C" NOT NULL,
  reason_code text COLLATE "C" NOT NULL, run_id text COLLATE "C", created_at int8 NOT NULL, ends_at int8 NOT NULL,
  record json NOT NULL, PRIMARY KEY (account_id, id)`,
    }),
    `CREATE INDEX ${names.index('controls_identity')} ON ${names.table('controls')} (account_id, identity_id, created_at, id)`,
    `CREATE INDEX ${names.index('controls_run')} ON ${names.table('controls')} (account_id, run_id, identity_id, created_at, id) WHERE run_id IS NOT NULL`,
  ];
}

/** What belongs to an account itself. */
function accountTables(names: Names, form: Form): readonly string[] {
  return [
    ...tableSql(names, form, 'accounts', {
      columns: `${account}, revision int8 NOT NULL DEFAULT 0, sequence int8 NOT NULL DEFAULT 0,
  head_hash text NOT NULL DEFAULT '${'0'.repeat(64)}', halted_run text,
  policies json NOT NULL DEFAULT '{"active":[],"retired":[],"proposals":[]}', version int8 NOT NULL DEFAULT 1,
  PRIMARY KEY (account_id)`,
    }),
    ...tableSql(names, form, 'policy_versions', {
      columns: `${account}, ${id('policy_id')}, version int8 NOT NULL, record json NOT NULL, PRIMARY KEY (account_id, policy_id, version)`,
    }),
    ...tableSql(names, form, 'runs', {
      columns: `${account}, ${id('id')}, started_at int8 NOT NULL, record json NOT NULL, PRIMARY KEY (account_id, id)`,
    }),
    `CREATE INDEX ${names.index('runs_started')} ON ${names.table('runs')} (account_id, started_at DESC, id)`,
    ...tableSql(names, form, 'keys', {
      columns: `${account}, ${id('key')}, at int8 NOT NULL, record json NOT NULL, PRIMARY KEY (account_id, key)`,
    }),
    `CREATE INDEX ${names.index('keys_at')} ON ${names.table('keys')} (account_id, at)`,
    ...tableSql(names, form, 'guards', {
      fillfactor: 50,
      columns: `${account}, commits int8 NOT NULL, PRIMARY KEY (account_id)`,
    }),
    ...tableSql(names, form, 'restrictions', {
      columns: `${account}, at int8 NOT NULL, identities int8 NOT NULL, PRIMARY KEY (account_id, at)`,
    }),
    ...tableSql(names, form, 'reports', {
      columns: `${account}, ${id('id')}, at int8 NOT NULL, state text NOT NULL, parts int8 NOT NULL, progress json NOT NULL,
  record json NOT NULL, PRIMARY KEY (account_id, id)`,
    }),
    `CREATE INDEX ${names.index('reports_pending')} ON ${names.table('reports')} (account_id) WHERE state = 'pending'`,
    ...tableSql(names, form, 'report_parts', {
      columns: `${account}, ${id('report_id')}, index int8 NOT NULL, record json NOT NULL, PRIMARY KEY (account_id, report_id, index)`,
    }),
    ...tableSql(names, form, 'consumers', {
      fillfactor: 50,
      columns: `${account}, ${id('name')}, position int8 NOT NULL, retry_at int8 NOT NULL, version int8 NOT NULL DEFAULT 1,
  record json NOT NULL, PRIMARY KEY (account_id, name)`,
    }),
    `CREATE INDEX ${names.index('consumers_name')} ON ${names.table('consumers')} (name, account_id)`,
  ];
}

/** The log, partitioned by the month of the event; the chains whose first events were archived; the positions. */
function logTables(names: Names, form: Form): readonly string[] {
  return [
    `CREATE SEQUENCE ${names.sequence} AS int8 CACHE 1`,
    // A fence says: what comes is greater than the last value. So there must be one before the first event.
    `SELECT nextval(${quoteText(names.sequence)})`,
    `CREATE TABLE ${names.table('events')} (${account}, position int8 NOT NULL, at int8 NOT NULL,
  identity_id text COLLATE "C", sequence int8 NOT NULL, type text COLLATE "C" NOT NULL, hash text NOT NULL,
  record json NOT NULL, PRIMARY KEY (account_id, position, at)) PARTITION BY RANGE (at)`,
    `CREATE INDEX ${names.index('events_identity')} ON ${names.table('events')} (account_id, identity_id, position)`,
    `CREATE TABLE ${names.other('events_rest')} PARTITION OF ${names.table('events')} DEFAULT`,
    ...tableSql(names, form, 'archived', {
      columns: `${account}, ${id('identity_id')}, is_account bool NOT NULL, sequence int8 NOT NULL, hash text NOT NULL, position int8 NOT NULL,
  PRIMARY KEY (account_id, is_account, identity_id)`,
    }),
  ];
}

export const tables: Migration = {
  number: 1,
  name: 'tables',
  sql: (names, form) => [...accountTables(names, form), ...identityTables(names, form), ...logTables(names, form)],
};
