import { DormouseError } from '@dormouse/core';
import type { PgLike } from './client';
import { translate } from './errors';
import { expectedSchema } from './expected-schema';
import { doneSteps } from './migrate';
import { migrations } from './migrations/all';
import { accountTables } from './row-security';
import { namesOf, type SchemaOptions } from './schema-options';

/**
 * Looks whether the tables are what this version needs. Call it when a process starts: it only reads the catalog.
 * @throws DormouseError `SCHEMA_OUTDATED`, with what is `missing` and what is there `beyond` it: tables of another version,
 * a column, an index or a constraint that somebody dropped, changed or added.
 * @example await checkSchema(pool);
 */
export async function checkSchema(client: PgLike, options: SchemaOptions = {}): Promise<void> {
  const names = namesOf(options);
  try {
    const done = await doneSteps(client, names);
    const needed = migrations.filter(({ number }) => !done.has(number)).map(({ number }) => number);
    if (needed.length > 0) {
      throw outdated('the tables are not there, or of an earlier version', { missing: needed, found: [...done] });
    }
    const found = new Set(await describeSchema(client, options));
    const expected = new Set(expectedSchema);
    const missing = expectedSchema.filter((line) => !found.has(line));
    const beyond = [...found].filter((line) => !expected.has(line));
    if (missing.length + beyond.length > 0) {
      throw outdated('the tables are not as they were made', { missing, beyond });
    }
  } catch (error) {
    throw translate(error);
  }
}

function outdated(what: string, data: Readonly<Record<string, unknown>>): DormouseError {
  return new DormouseError(
    'SCHEMA_OUTDATED',
    `${what}: run migrate() of @dormouse/storage-postgres, or undo the change`,
    data,
  );
}

/** The columns, indexes and constraints of the tables, each as one line without the schema and the prefix. */
export async function describeSchema(client: PgLike, options: SchemaOptions = {}): Promise<readonly string[]> {
  const names = namesOf(options);
  const tables = accountTables.map((name) => names.raw(name));
  const { rows } = await client.query(DESCRIBE, [names.rawSchema, `{${tables.map(quoteElement).join(',')}}`]);
  return (rows as readonly { name: string; line: string }[])
    .map(({ name, line }) => `${name.slice(names.prefix.length)}: ${line}`)
    .sort();
}

function quoteElement(value: string): string {
  return `"${value.replace(/["\\]/g, '\\$&')}"`;
}

const DESCRIBE = `WITH ours AS (
  SELECT c.oid, c.relname::text AS name FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE n.nspname = $1 AND c.relname = ANY($2::text[]) AND c.relkind IN ('r', 'p'))
SELECT o.name, 'column ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
  || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END AS line
FROM ours o JOIN pg_catalog.pg_attribute a ON a.attrelid = o.oid WHERE a.attnum > 0 AND NOT a.attisdropped
UNION ALL
SELECT o.name, CASE WHEN i.indisunique THEN 'unique index (' ELSE 'index (' END
  || array_to_string(ARRAY(SELECT pg_get_indexdef(i.indexrelid, k, true) FROM generate_series(1, i.indnatts) AS k), ', ') || ')'
  || coalesce(' where ' || pg_get_expr(i.indpred, i.indrelid), '') || CASE WHEN i.indisvalid THEN '' ELSE ' not valid' END
FROM ours o JOIN pg_catalog.pg_index i ON i.indrelid = o.oid
UNION ALL
SELECT o.name, 'constraint ' || pg_get_constraintdef(c.oid)
FROM ours o JOIN pg_catalog.pg_constraint c ON c.conrelid = o.oid WHERE c.contype IN ('p', 'u', 'c', 'f', 'x')`;
