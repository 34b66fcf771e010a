import { DormouseError, type InstantInput, toInstant } from '@dormouse/core';
import type { PgLike } from './client';
import { translate } from './errors';
import { namesOf, type SchemaOptions } from './schema-options';
import { onOneConnection } from './session/one-connection';
import type { Names } from './sql/names';

export interface PartitionOptions extends SchemaOptions {
  /** An instant of the first month, in UTC. */
  readonly from: InstantInput;
  /** How many months, the first one counted. At most 240. */
  readonly months: number;
}

/**
 * Makes the partitions of events for some months ahead, so that a month can be archived as a whole. It is safe to call it
 * again, and from several processes. Events of a month without a partition of its own are kept in a common one; once
 * there are such events, their month stays there.
 * @returns the names of the partitions that were made.
 * @example await ensurePartitions(pool, { from: new Date(), months: 12 });
 */
export async function ensurePartitions(client: PgLike, options: PartitionOptions): Promise<readonly string[]> {
  const { months } = options;
  if (!Number.isInteger(months) || months < 1 || months > 240) {
    throw new DormouseError('INVALID_ARGUMENT', 'months must be a whole number from 1 to 240', { name: 'months' });
  }
  const names = namesOf(options);
  const first = new Date(toInstant(options.from, 'from'));
  try {
    return await onOneConnection(client, async (one) => {
      const made: string[] = [];
      for (let index = 0; index < months; index++) {
        const month = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + index, 1));
        const { rows } = await one.query(`SELECT ${names.call('ensure_month')}($1::date) AS name`, [
          month.toISOString().slice(0, 10),
        ]);
        const { name } = rows[0] as { name: string | null };
        if (name !== null) made.push(name);
      }
      return made;
    });
  } catch (error) {
    throw translate(error);
  }
}

/** Makes the partitions of this month and the next, by the clock of the database. */
export function currentMonths(names: Names): string {
  const ensure = names.call('ensure_month');
  return `SELECT ${ensure}((date_trunc('month', now() AT TIME ZONE 'UTC') + n * interval '1 month')::date) FROM generate_series(0, 1) AS n`;
}
