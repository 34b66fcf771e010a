import { DormouseError } from '@dormouse/core';
import type { PgLike, PgQueryable } from './client';
import { translate } from './errors';
import { migrations } from './migrations/all';
import type { Form } from './migrations/form';
import { currentMonths } from './partitions';
import { rowSecurity } from './row-security';
import { namesOf, type SchemaOptions } from './schema-options';
import { onOneConnection } from './session/one-connection';
import { type Names, quoteText } from './sql/names';

/** Where the tables are, and in which form they are made. */
export interface MigrateOptions extends SchemaOptions {
  /** How many hash partitions by account each table is made of, when it is made. Default: 0, none. */
  readonly hashPartitions?: number;
  /** Switches row-level security on, by the account that a storage with `rls` names. Default: false: it stays as it is. */
  readonly rls?: boolean;
}

/** A step that is still to be done. */
export interface PlannedStep {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}

/**
 * Brings the tables to the form that this version needs, in one transaction and under a lock: any number of processes may
 * call it at once, and doing it again does nothing. It also makes the partitions of events for this month and the next
 * (by the clock of the database). It needs a role that may create the schema.
 * @returns the steps that were done.
 * @throws DormouseError `SCHEMA_OUTDATED` when the tables are of a later version than this package; `STORAGE_FORBIDDEN`.
 * @example await migrate(pool);
 */
export async function migrate(client: PgLike, options: MigrateOptions = {}): Promise<readonly PlannedStep[]> {
  const names = namesOf(options);
  const form = formOf(options);
  try {
    return await onOneConnection(client, async (one) => {
      await one.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `dormouse migrate ${names.schema} ${names.prefix}`,
      ]);
      for (const statement of createHistory(names)) await one.query(statement);
      const steps = stepsAfter(names, form, await doneSteps(one, names));
      for (const { statements } of steps) for (const statement of statements) await one.query(statement);
      await one.query(currentMonths(names));
      if (options.rls === true) for (const statement of rowSecurity(names)) await one.query(statement);
      return steps.map(({ number, name, statements }) => ({ number, name, sql: scriptOf(statements) }));
    });
  } catch (error) {
    throw translate(error);
  }
}

/**
 * The SQL that `migrate` would run, for people who run it themselves.
 * @example for (const { sql } of await plan(pool)) console.log(sql);
 */
export async function plan(client: PgLike, options: MigrateOptions = {}): Promise<readonly PlannedStep[]> {
  const names = namesOf(options);
  try {
    const done = await doneSteps(client, names);
    const steps = stepsAfter(names, formOf(options), done);
    const before = done.size === 0 ? createHistory(names) : [];
    return steps.map(({ number, name, statements }, index) => ({
      number,
      name,
      sql: scriptOf(index === 0 ? [...before, ...statements] : statements),
    }));
  } catch (error) {
    throw translate(error);
  }
}

function scriptOf(statements: readonly string[]): string {
  return statements.map((statement) => `${statement};\n`).join('');
}

function createHistory(names: Names): readonly string[] {
  return [
    `CREATE SCHEMA IF NOT EXISTS ${names.schema}`,
    `CREATE TABLE IF NOT EXISTS ${names.table('migrations')} (number int4 PRIMARY KEY, name text NOT NULL, done_at timestamptz NOT NULL DEFAULT now())`,
  ];
}

/**
 * The numbers of the steps that were done.
 * @throws DormouseError `SCHEMA_OUTDATED` when one is not of this version.
 */
export async function doneSteps(client: PgQueryable, names: Names): Promise<ReadonlySet<number>> {
  const there = await client.query(
    `SELECT 1 FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = $2`,
    [names.rawSchema, names.raw('migrations')],
  );
  if (there.rows.length === 0) return new Set();
  const { rows } = await client.query(`SELECT number::text AS number FROM ${names.table('migrations')}`);
  const done = new Set((rows as readonly { number: string }[]).map(({ number }) => Number(number)));
  const last = Math.max(0, ...done);
  if (last <= (migrations.at(-1)?.number ?? 0)) return done;
  throw new DormouseError(
    'SCHEMA_OUTDATED',
    'the tables are of a later version: use a later version of @dormouse/storage-postgres',
    { found: last, known: migrations.at(-1)?.number },
  );
}

interface Step {
  readonly number: number;
  readonly name: string;
  readonly statements: readonly string[];
}

function stepsAfter(names: Names, form: Form, done: ReadonlySet<number>): readonly Step[] {
  return migrations
    .filter(({ number }) => !done.has(number))
    .map(({ number, name, sql }) => {
      const mark = `INSERT INTO ${names.table('migrations')} (number, name) VALUES (${number}, ${quoteText(name)})`;
      return { number, name, statements: [...sql(names, form), mark] };
    });
}

function formOf({ hashPartitions = 0 }: MigrateOptions): Form {
  if (Number.isInteger(hashPartitions) && hashPartitions >= 0 && hashPartitions <= 1_024) return { hashPartitions };
  throw new DormouseError('INVALID_ARGUMENT', 'hashPartitions must be a whole number from 0 to 1,024', {
    name: 'hashPartitions',
  });
}
