import type { DormouseEvent } from '@dormouse/core';
import { type Names, quoteText } from '../sql/names';
import type { Parameters } from '../sql/statement';
import { nothing, type Part, type PartContext, touched } from './part';

/** Adds events at the end of the log. The fence comes before the first position is drawn. */
export function appendEvents(names: Names, p: Parameters, account: string, events: readonly DormouseEvent[]): Part {
  if (events.length === 0) return nothing;
  const arrays = [
    p.int8s(events.map(({ at }) => at)),
    p.texts(events.map(({ identityId }) => identityId)),
    p.int8s(events.map(({ sequence }) => sequence)),
    p.texts(events.map(({ type }) => type)),
    p.texts(events.map(({ hash }) => hash)),
    p.jsons(events.map((event) => JSON.stringify(event))),
  ];
  const fenced = `fenced AS MATERIALIZED (SELECT ${names.call('fence')}() AS low)`;
  const logged = `logged AS (INSERT INTO ${names.table('events')} (account_id, position, at, identity_id, sequence, type, hash, record)
  SELECT ${account}, nextval(${quoteText(names.sequence)}), e.at, e.identity_id, e.sequence, e.type, e.hash, e.record
  FROM fenced, unnest(${arrays.join(', ')}) AS e(at, identity_id, sequence, type, hash, record))`;
  if (!names.notifies) return { tables: [fenced, logged], checks: [] };
  const told = `told AS MATERIALIZED (SELECT pg_notify(${p.text(names.channel)}, left(${account}, 1000)))`;
  return { tables: [fenced, logged, told], checks: [touched('told', 1)] };
}

/** Puts events in the place of stored ones. @throws SQLSTATE `DM004` when there is no such event. */
export function rewriteEvents({ names, p, account, plan: { rewritten } }: PartContext): Part {
  if (rewritten.length === 0) return nothing;
  const arrays = [
    p.texts(rewritten.map(({ identityId }) => identityId)),
    p.int8s(rewritten.map(({ sequence }) => sequence)),
    p.texts(rewritten.map(({ hash }) => hash)),
    p.jsons(rewritten.map((event) => JSON.stringify(event))),
  ];
  const table = `rewritten AS MATERIALIZED (SELECT ${names.call('rewrite_event')}(${account}, e.id, e.sequence, e.hash, e.record) AS rows
  FROM unnest(${arrays.join(', ')}) AS e(id, sequence, hash, record))`;
  const refused = `${names.call('refuse')}('DM004', 'there is no such event to rewrite', '{}')`;
  const check = `CASE WHEN (SELECT sum(rows) FROM rewritten) = ${rewritten.length} THEN true ELSE ${refused} END`;
  return { tables: [table], checks: [check] };
}

/** Keeps where the logs of ids without an identity end. */
export function writeGone({ names, p, account, plan: { gone, back } }: PartContext): Part {
  const tables: string[] = [];
  const checks: string[] = [];
  const fresh = gone.filter(({ before }) => before === null);
  const moved = gone.flatMap((head) => (head.before === null ? [] : [{ ...head, before: head.before }]));
  const heads = (list: readonly { id: string; sequence: number; hash: string }[]): string =>
    `${p.texts(list.map(({ id }) => id))}, ${p.int8s(list.map(({ sequence }) => sequence))}, ${p.texts(list.map(({ hash }) => hash))}`;
  if (fresh.length > 0) {
    tables.push(`gone_new AS (INSERT INTO ${names.table('gone')} (account_id, id, sequence, head_hash)
  SELECT ${account}, u.id, u.sequence, u.hash FROM unnest(${heads(fresh)}) AS u(id, sequence, hash))`);
  }
  if (moved.length > 0) {
    const before = p.texts(moved.map((head) => head.before.hash));
    tables.push(`gone_moved AS (UPDATE ${names.table('gone')} g SET sequence = u.sequence, head_hash = u.hash
  FROM unnest(${heads(moved)}, ${before}) AS u(id, sequence, hash, before)
  WHERE g.account_id = ${account} AND g.id = u.id AND g.head_hash = u.before RETURNING 1)`);
    checks.push(touched('gone_moved', moved.length));
  }
  if (back.length > 0) {
    tables.push(`gone_back AS (DELETE FROM ${names.table('gone')} g USING unnest(${heads(back)}) AS u(id, sequence, hash)
  WHERE g.account_id = ${account} AND g.id = u.id AND g.head_hash = u.hash RETURNING 1)`);
    checks.push(touched('gone_back', back.length));
  }
  return { tables, checks };
}
