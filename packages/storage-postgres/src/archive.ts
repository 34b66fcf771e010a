import {
  type ChainHead,
  DormouseError,
  type Exemption,
  type InstantInput,
  type StoredSubject,
  toInstant,
} from '@dormouse/core';
import type { PgLike, PgQueryable } from './client';
import { translate } from './errors';
import { archivedHeadOf, readArchivedHead } from './queries/listings';
import { namesOf, type SchemaOptions } from './schema-options';
import { onOneConnection } from './session/one-connection';
import type { Names } from './sql/names';
import { type Row, textArray } from './sql/statement';
import { fromJson } from './sql/values';

export interface ArchiveOptions extends SchemaOptions {
  /** An instant of the month, in UTC. */
  readonly month: InstantInput;
  /** The present instant: legal holds in force now keep their history (X3). */
  readonly now: InstantInput;
}

/** What was archived: a table of its own now, to copy away and drop. */
export interface ArchivedMonth {
  /** The quoted name of the detached table. */
  readonly table: string;
  readonly events: number;
  /** Events of identities under a legal hold: they stay in the log. */
  readonly kept: number;
}

/**
 * Takes the events of a month out of the log, as a table of its own, and notes where each chain ended there: what remains
 * starts from that hash (E3). Events that an earlier legal hold kept in the log go along with the next month of their chain,
 * once no hold is in force. It needs the owner of the tables.
 * @throws DormouseError `INVALID_ARGUMENT` when the month has no partition; `CONFLICT` when a consumer has not come past
 * its events, or an earlier event of one of its chains is still in the log: archive the earlier month first.
 * @example const { table } = await archiveMonth(pool, { month: '2024-01-01T00:00:00Z', now: new Date() });
 */
export async function archiveMonth(client: PgLike, options: ArchiveOptions): Promise<ArchivedMonth> {
  const names = namesOf(options);
  const now = toInstant(options.now, 'now');
  const part = `events_y${new Date(toInstant(options.month, 'month')).toISOString().slice(0, 7).replace('-', 'm')}`;
  try {
    return await onOneConnection(client, async (one) => {
      await checkPartition(one, names, part);
      const table = names.other(part);
      await one.query(`ALTER TABLE ${names.table('events')} DETACH PARTITION ${table}`);
      const kept = await keepHeld(one, names, table, now);
      await takeLeft(one, names, table);
      await checkConsumers(one, names, table);
      await checkEarlier(one, names, table);
      await noteHeads(one, names, table);
      const { rows } = await one.query(`SELECT count(*)::text AS events FROM ${table}`);
      return { table, events: Number((rows[0] as { events: string }).events), kept };
    });
  } catch (error) {
    throw translate(error);
  }
}

async function checkPartition(one: PgQueryable, names: Names, part: string): Promise<void> {
  const { rows } = await one.query(
    `SELECT 1 FROM pg_catalog.pg_inherits h JOIN pg_catalog.pg_class c ON c.oid = h.inhrelid
JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = $2`,
    [names.rawSchema, names.raw(part)],
  );
  if (rows.length > 0) return;
  throw new DormouseError('INVALID_ARGUMENT', 'the month has no partition of its own', { partition: names.raw(part) });
}

async function checkConsumers(one: PgQueryable, names: Names, table: string): Promise<void> {
  const { rows } = await one.query(
    `SELECT c.account_id, c.name FROM ${names.table('consumers')} c WHERE EXISTS (
  SELECT FROM ${table} e WHERE e.account_id = c.account_id AND e.position > c.position) LIMIT 1`,
  );
  if (rows.length > 0)
    throw new DormouseError('CONFLICT', 'a consumer has not come past these events yet', { ...(rows[0] as object) });
}

/** Puts the events of identities under a legal hold back into the log. */
async function keepHeld(one: PgQueryable, names: Names, table: string, now: number): Promise<number> {
  const { rows } = await one.query(
    `SELECT i.account_id, i.id, i.record::text AS record FROM ${names.table('identities')} i WHERE i.has_exemptions
  AND EXISTS (SELECT FROM ${table} e WHERE e.account_id = i.account_id AND e.identity_id = i.id) FOR UPDATE`,
  );
  const held = (rows as readonly { account_id: string; id: string; record: string }[]).filter(({ record }) =>
    fromJson<StoredSubject>(record).subject.exemptions.some((exemption) => holds(exemption, now)),
  );
  const { rows: moved } = await one.query(
    `WITH moved AS (DELETE FROM ${table} e USING unnest($1::text[], $2::text[]) AS u(account_id, id)
  WHERE e.account_id = u.account_id AND e.identity_id = u.id RETURNING e.*),
kept AS (INSERT INTO ${names.table('events')} SELECT * FROM moved RETURNING 1) SELECT count(*)::text AS kept FROM kept`,
    [textArray(held.map((each) => each.account_id)), textArray(held.map(({ id }) => id))],
  );
  return Number((moved[0] as { kept: string }).kept);
}

/**
 * What a hold kept in the common partition goes along once the hold is over, with the next archived event of its chain:
 * else no later month of that chain could ever be archived.
 */
async function takeLeft(one: PgQueryable, names: Names, table: string): Promise<void> {
  await one.query(`WITH moved AS (DELETE FROM ${names.other('events_rest')} e USING (${chains(table)}) AS c
  WHERE e.account_id = c.account_id AND e.identity_id IS NOT DISTINCT FROM c.identity_id AND e.sequence < c.sequence RETURNING e.*)
INSERT INTO ${table} SELECT * FROM moved`);
}

function holds({ kind, from, until }: Exemption, now: number): boolean {
  return kind === 'LEGAL_HOLD' && (from === null || from <= now) && (until === null || until > now);
}

/** The chain of an account has no identity: the empty text stands for it, which no id is. */
const chains = (
  table: string,
): string => `SELECT DISTINCT ON (e.account_id, e.identity_id) e.account_id, e.identity_id, e.sequence, e.hash, e.position
  FROM ${table} e ORDER BY e.account_id, e.identity_id, e.sequence DESC`;

async function checkEarlier(one: PgQueryable, names: Names, table: string): Promise<void> {
  const { rows } = await one.query(
    `SELECT c.account_id, c.identity_id FROM (${chains(table)}) AS c WHERE EXISTS (SELECT FROM ${names.table('events')} e
  WHERE e.account_id = c.account_id AND e.identity_id IS NOT DISTINCT FROM c.identity_id AND e.sequence < c.sequence) LIMIT 1`,
  );
  if (rows.length > 0) {
    throw new DormouseError('CONFLICT', 'earlier events of a chain are still in the log', { ...(rows[0] as object) });
  }
}

async function noteHeads(one: PgQueryable, names: Names, table: string): Promise<void> {
  await one.query(`INSERT INTO ${names.table('archived')} AS a (account_id, identity_id, is_account, sequence, hash, position)
SELECT c.account_id, coalesce(c.identity_id, ''), c.identity_id IS NULL, c.sequence, c.hash, c.position FROM (${chains(table)}) AS c
ON CONFLICT (account_id, is_account, identity_id) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash, position = excluded.position`);
}

/**
 * Where the archived part of a history ended: the `from` of `verifyHistory`. Null: nothing of it was archived.
 * @param identityId null: the history of the account itself.
 * @example verifyHistory(events, { from: (await archivedHead(pool, 'acme', 'ann')) ?? undefined });
 */
export async function archivedHead(
  client: PgLike,
  accountId: string,
  identityId: string | null,
  options: SchemaOptions = {},
): Promise<ChainHead | null> {
  const { text, values } = readArchivedHead(namesOf(options), accountId, identityId);
  try {
    const { rows } = await client.query(text, [...values]);
    return archivedHeadOf(rows[0] as Row | undefined);
  } catch (error) {
    throw translate(error);
  }
}
