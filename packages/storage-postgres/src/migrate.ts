import { DormouseError } from '@dormouse/core';
import { isEmbedded, isPool, type PgLike, type PgQueryable } from './client';
import { translate } from './errors';
import { migrations } from './migrations/all';
import type { Form, Migration } from './migrations/form';
import { type Names, namesIn, quoteText } from './sql/names';

/** Where the tables are, and in which form they are made. */
export interface MigrateOptions {
  /** Default: `dormouse`. */
  readonly schema?: string;
  /** Default: nothing. */
  readonly prefix?: string;
  /** How many hash partitions by account each table is made of, when it is made. Default: 0, none. */
  readonly hashPartitions?: number;
}

/** A step that is still to be done. */
export interface PlannedStep {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}

/**
 * Brings the tables to the form that this version needs, in one transaction and under a lock: any number of processes may
 * call it at once, and doing it again does nothing. It needs a role that may create the schema.
 * @returns the steps that were done.
 * @throws DormouseError `SCHEMA_OUTDATED` when the tables are of a later version than this package.
 * @example await migrate(pool);
 */
export async function migrate(client: PgLike, options: MigrateOptions = {}): Promise<readonly PlannedStep[]> {
  const [names, form] = [namesOf(options), formOf(options)];
  try {
    return await onOneConnection(client, async (one) => {
      await one.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [
        `dormouse migrate ${names.schema} ${names.prefix}`,
      ]);
      await one.query(`CREATE SCHEMA IF NOT EXISTS ${names.schema}`);
      await one.query(createHistory(names));
      const steps = plannedSteps(names, form, await doneSteps(one, names));
      for (const step of steps) {
        for (const statement of splitStatements(step.sql)) await one.query(statement);
        await one.query(`INSERT INTO ${names.table('migrations')} (number, name) VALUES ($1, $2)`, [
          step.number,
          step.name,
        ]);
      }
      return steps;
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
    const { rows } = await client.query(
      `SELECT to_regclass(${quoteText(names.table('migrations'))}) IS NOT NULL AS there`,
    );
    const isThere = (rows[0] as { there: boolean } | undefined)?.there === true;
    const done = isThere ? await doneSteps(client, names) : new Set<number>();
    const steps = plannedSteps(names, formOf(options), done);
    const mark = ({ number, name }: PlannedStep): string =>
      `INSERT INTO ${names.table('migrations')} (number, name) VALUES (${number}, ${quoteText(name)});`;
    const begin = isThere ? '' : `CREATE SCHEMA IF NOT EXISTS ${names.schema};\n${createHistory(names)};\n`;
    return steps.map((step, index) => ({ ...step, sql: `${index === 0 ? begin : ''}${step.sql}\n${mark(step)}` }));
  } catch (error) {
    throw translate(error);
  }
}

function createHistory(names: Names): string {
  return `CREATE TABLE IF NOT EXISTS ${names.table('migrations')} (number int4 PRIMARY KEY, name text NOT NULL, done_at timestamptz NOT NULL DEFAULT now())`;
}

async function doneSteps(client: PgQueryable, names: Names): Promise<ReadonlySet<number>> {
  const { rows } = await client.query(`SELECT number::text AS number FROM ${names.table('migrations')}`);
  const done = new Set((rows as readonly { number: string }[]).map(({ number }) => Number(number)));
  const known = new Set(migrations.map(({ number }) => number));
  for (const number of done) {
    if (known.has(number)) continue;
    throw new DormouseError(
      'SCHEMA_OUTDATED',
      'the tables are of a later version: use a later @dormouse/storage-postgres',
      {
        found: number,
      },
    );
  }
  return done;
}

function plannedSteps(names: Names, form: Form, done: ReadonlySet<number>): readonly PlannedStep[] {
  return migrations
    .filter(({ number }) => !done.has(number))
    .map(({ number, name, sql }: Migration) => ({ number, name, sql: sql(names, form) }));
}

/** The statements of a step: each ends with a line that ends with a semicolon, outside of the body of a function. */
export function splitStatements(sql: string): readonly string[] {
  return sql.split(/;\n(?=CREATE|SELECT|REVOKE|ALTER|INSERT|GRANT|DROP)/);
}

export function namesOf({ schema = 'dormouse', prefix = '' }: Pick<MigrateOptions, 'schema' | 'prefix'>): Names {
  return namesIn(schema, prefix);
}

function formOf({ hashPartitions = 0 }: MigrateOptions): Form {
  if (Number.isInteger(hashPartitions) && hashPartitions >= 0 && hashPartitions <= 1_024) return { hashPartitions };
  throw new DormouseError('INVALID_ARGUMENT', 'hashPartitions must be a whole number from 0 to 1,024', {
    name: 'hashPartitions',
  });
}

/** Runs some work in one transaction on one connection of the host's client. */
export async function onOneConnection<T>(client: PgLike, work: (one: PgQueryable) => Promise<T>): Promise<T> {
  if (isEmbedded(client)) return client.transaction(work);
  if (!isPool(client)) return inTransaction(client, work);
  const one = await client.connect();
  try {
    const answer = await inTransaction(one, work);
    one.release();
    return answer;
  } catch (error) {
    one.release(true);
    throw error;
  }
}

async function inTransaction<T>(client: PgQueryable, work: (one: PgQueryable) => Promise<T>): Promise<T> {
  await client.query('BEGIN ISOLATION LEVEL READ COMMITTED');
  try {
    const answer = await work(client);
    await client.query('COMMIT');
    return answer;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
