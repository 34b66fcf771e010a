import type { MigrateOptions, PgLike } from '../../src/index';
import { namesOf } from '../../src/schema-options';

const tables = [
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
] as const;

/** Empties every table, which is much faster than making them again. */
export async function emptyTables(client: PgLike, options: MigrateOptions = {}): Promise<void> {
  const names = namesOf(options);
  // Small tables are emptied faster by DELETE than by TRUNCATE, which makes new files.
  for (const table of tables) await client.query(`DELETE FROM ${names.table(table)}`);
}
