import type { MigrateOptions, PgLike } from '../../src/index';
import { accountTables } from '../../src/row-security';
import { namesOf } from '../../src/schema-options';

/** Empties every table, which is much faster than making them again. */
export async function emptyTables(client: PgLike, options: MigrateOptions = {}): Promise<void> {
  const names = namesOf(options);
  // Small tables are emptied faster by DELETE than by TRUNCATE, which makes new files.
  for (const table of accountTables) await client.query(`DELETE FROM ${names.table(table)}`);
}
