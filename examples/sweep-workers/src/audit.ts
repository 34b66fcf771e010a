import type { Dormouse } from '@dormouse/core';
import type { Pool } from 'pg';

/** What became of the accounts, whatever happened to the workers. */
export interface Audit {
  readonly identities: number;
  /** Identities without the control that they were due, and dormancies without a letter. */
  readonly lost: number;
  /** Identities with more than one control or event of it, and letters about what never happened. */
  readonly repeated: number;
  /** Letters that came again after a crash, and were recognised. */
  readonly deliveredAgain: number;
  /** Accounts whose chained history does not verify. */
  readonly broken: number;
}

type Counts = { -readonly [K in keyof Audit]: number };

/** Looks at everything through the public calls, and at the letter box. */
export async function audit(dormouse: Dormouse, pool: Pool, accountIds: readonly string[]): Promise<Audit> {
  const counts: Counts = { identities: 0, lost: 0, repeated: 0, deliveredAgain: 0, broken: 0 };
  for (const accountId of accountIds) {
    const { ok } = await dormouse.history.verify({ accountId });
    if (!ok) counts.broken += 1;
    await countControls(dormouse, accountId, counts);
    await countLetters(dormouse, pool, accountId, counts);
  }
  return counts;
}

async function countControls(dormouse: Dormouse, accountId: string, counts: Counts): Promise<void> {
  const controls = new Map<string, number>();
  for await (const { identityId } of pages((cursor) => dormouse.controls.list({ accountId, limit: 1_000, cursor }))) {
    controls.set(identityId, (controls.get(identityId) ?? 0) + 1);
  }
  for await (const { identity } of pages((cursor) => dormouse.identities.list({ accountId, limit: 1_000, cursor }))) {
    const found = controls.get(identity.id) ?? 0;
    counts.identities += 1;
    if (found === 0) counts.lost += 1;
    if (found > 1) counts.repeated += 1;
  }
}

async function countLetters(dormouse: Dormouse, pool: Pool, accountId: string, counts: Counts): Promise<void> {
  const { rows } = await pool.query<{ position: string; deliveries: number }>(
    'SELECT position, deliveries FROM house.letters WHERE account_id = $1',
    [accountId],
  );
  const letters = new Map(rows.map(({ position, deliveries }) => [Number(position), deliveries]));
  const told = new Set<string>();
  const types = ['identity.dormant'] as const;
  const list = (cursor: string | null) => dormouse.events.list({ accountId, types, limit: 1_000, cursor });
  for await (const { position, event } of pages(list)) {
    const deliveries = letters.get(position);
    letters.delete(position);
    if (deliveries === undefined) counts.lost += 1;
    else counts.deliveredAgain += deliveries - 1;
    if (told.has(event.identityId ?? '')) counts.repeated += 1;
    told.add(event.identityId ?? '');
  }
  // A letter without its event.
  counts.repeated += letters.size;
}

async function* pages<T>(
  page: (cursor: string | null) => Promise<{ readonly items: readonly T[]; readonly cursor: string | null }>,
): AsyncGenerator<T> {
  let cursor: string | null = null;
  do {
    const { items, cursor: next }: Awaited<ReturnType<typeof page>> = await page(cursor);
    yield* items;
    cursor = next;
  } while (cursor !== null);
}
