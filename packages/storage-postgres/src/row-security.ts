import { type Names, quoteText, type TableName } from './sql/names';

/** The tables whose rows belong to an account. */
export const accountTables: readonly TableName[] = [
  'accounts',
  'activity',
  'archived',
  'consumers',
  'controls',
  'events',
  'gone',
  'guards',
  'identities',
  'keys',
  'policy_versions',
  'report_parts',
  'reports',
  'restrictions',
  'runs',
];

/**
 * Shows and takes only rows of the account that the transaction names, also for the owner of the tables. Without a name
 * there is nothing to see. It is a second fence behind the `account_id` that every statement of this adapter carries.
 */
export function rowSecurity(names: Names): readonly string[] {
  const mine = `current_setting('dormouse.accounts', true) = 'all'
  OR (current_setting('dormouse.accounts', true) = 'one' AND account_id = current_setting('dormouse.account', true))`;
  return accountTables.flatMap((name) => {
    const table = names.table(name);
    return [
      `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY`,
      `ALTER TABLE ${table} FORCE ROW LEVEL SECURITY`,
      `DO ${quoteText(`BEGIN IF NOT EXISTS (SELECT FROM pg_catalog.pg_policy WHERE polname = 'dormouse_account' AND polrelid = ${quoteText(table)}::regclass)
THEN CREATE POLICY dormouse_account ON ${table} USING (${mine}); END IF; END`)}`,
    ];
  });
}
