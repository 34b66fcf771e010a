import { accountTables } from './row-security';
import { namesOf, type SchemaOptions } from './schema-options';
import { quoteName } from './sql/names';

/**
 * The SQL that gives a role just what the storage needs: it can read and write rows, and add events. It cannot change or
 * delete an event, empty a table, or change one. Erasure (E3a) and the removal of an account go through two functions
 * that run as the owner: one puts an event in the place of the one with the same hash, the other removes the events of an
 * account that has no identity left.
 * @example for (const sql of grants('app')) await owner.query(sql);
 */
export function grants(role: string, options: SchemaOptions = {}): readonly string[] {
  const names = namesOf(options);
  const to = `TO ${quoteName(role)}`;
  const rows = accountTables
    .filter((name) => name !== 'events' && name !== 'archived')
    .map((name) => names.table(name));
  return [
    `GRANT USAGE ON SCHEMA ${names.schema} ${to}`,
    `GRANT SELECT, INSERT, UPDATE, DELETE ON ${rows.join(', ')} ${to}`,
    `GRANT SELECT, INSERT ON ${names.table('events')} ${to}`,
    `GRANT SELECT ON ${names.table('archived')}, ${names.table('migrations')} ${to}`,
    `GRANT USAGE, SELECT ON SEQUENCE ${names.sequence} ${to}`,
    `GRANT EXECUTE ON FUNCTION ${names.call('rewrite_event')}, ${names.call('forget_events')} ${to}`,
  ];
}
