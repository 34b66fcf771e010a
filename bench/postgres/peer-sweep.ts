import { createHash, randomUUID } from 'node:crypto';
import type { Instant } from '@dormouse/core';
import type { Pool, PoolClient } from 'pg';
import { ACCOUNT, DAY } from './population';

/**
 * `simple`: a control and one event, nothing chained, as most write it. `chained`: the three events that Dormouse writes
 * too (the control, the dormancy, the status), each with the SHA-256 of the one before.
 */
export type PeerSweep = 'simple' | 'chained';

const BATCH = 1_000;

const CLAIM = `
SELECT i.id, i.sequence, i.head_hash, a.last_at FROM peer.identities i
LEFT JOIN peer.activity a ON a.account_id = i.account_id AND a.identity_id = i.id AND a.type = 'login'
WHERE i.account_id = $1 AND i.expires_at <= $2 ORDER BY i.expires_at LIMIT ${BATCH} FOR UPDATE OF i SKIP LOCKED`;

const CONTROLS = `
INSERT INTO peer.controls (account_id, id, identity_id, type, reason_code, created_at)
SELECT $1, id, identity, 'DORMANT', 'INACTIVITY', $2 FROM unnest($3::text[], $4::text[]) AS t (id, identity)`;

const EVENTS = `
INSERT INTO peer.events (account_id, identity_id, sequence, type, at, data, hash)
SELECT $1, identity, sequence, type, $2, data, hash
FROM unnest($3::text[], $4::int[], $5::text[], $6::jsonb[], $7::text[]) AS t (identity, sequence, type, data, hash)`;

const UPDATE = `
UPDATE peer.identities i SET status = 'DISABLED', expires_at = NULL, sequence = t.sequence, head_hash = t.hash
FROM unnest($2::text[], $3::int[], $4::text[]) AS t (id, sequence, hash) WHERE i.account_id = $1 AND i.id = t.id`;

interface Claimed {
  readonly id: string;
  readonly sequence: number;
  readonly head_hash: string;
  readonly last_at: Date | null;
}

interface PeerEvent {
  readonly identityId: string;
  readonly sequence: number;
  readonly type: string;
  readonly data: string;
  readonly hash: string;
}

/** The batched sweep written by hand. Answers how many it restricted. */
export async function sweepByHand(pool: Pool, now: Instant, kind: PeerSweep): Promise<number> {
  const client = await pool.connect();
  try {
    let swept = 0;
    for (;;) {
      const taken = await sweepBatch(client, now, kind);
      swept += taken;
      if (taken < BATCH) return swept;
    }
  } finally {
    client.release();
  }
}

async function sweepBatch(client: PoolClient, now: Instant, kind: PeerSweep): Promise<number> {
  await client.query('BEGIN');
  const { rows } = await client.query<Claimed>(CLAIM, [ACCOUNT, new Date(now)]);
  const quiet = rows.filter(({ last_at }) => last_at !== null && last_at.getTime() + 90 * DAY <= now);
  const controls = quiet.map(({ id }) => ({ id: randomUUID(), identityId: id }));
  const events = quiet.map((row, index) => eventsOf(row, controls[index]?.id ?? '', now, kind));
  const flat = events.flat();
  const at = new Date(now);
  await client.query(CONTROLS, [ACCOUNT, at, controls.map(({ id }) => id), controls.map((c) => c.identityId)]);
  await client.query(EVENTS, [
    ACCOUNT,
    at,
    flat.map(({ identityId }) => identityId),
    flat.map(({ sequence }) => sequence),
    flat.map(({ type }) => type),
    flat.map(({ data }) => data),
    flat.map(({ hash }) => hash),
  ]);
  const last = events.map((of) => of[of.length - 1]);
  await client.query(UPDATE, [
    ACCOUNT,
    quiet.map(({ id }) => id),
    last.map((event) => event?.sequence),
    last.map((event) => event?.hash),
  ]);
  await client.query('COMMIT');
  return rows.length;
}

function eventsOf(row: Claimed, controlId: string, now: Instant, kind: PeerSweep): readonly PeerEvent[] {
  const control = {
    id: controlId,
    accountId: ACCOUNT,
    identityId: row.id,
    type: 'DORMANT',
    setBy: 'POLICY',
    reasonCode: 'INACTIVITY',
    createdAt: now,
    cause: { policyId: 'quiet', version: 1, ruleId: 'everyone', stageId: 'dormant', runId: 'run' },
  };
  const created = { control, lastActivity: row.last_at?.getTime() ?? null };
  if (kind === 'simple') return [{ ...told(row, 1, 'control.created', created), hash: '' }];
  let hash = row.head_hash;
  const link = (event: Omit<PeerEvent, 'hash'>): PeerEvent => {
    hash = createHash('sha256')
      .update(`${hash}\n${event.sequence}\n${event.type}\n${now}\n${event.data}`)
      .digest('hex');
    return { ...event, hash };
  };
  return [
    link(told(row, 1, 'control.created', created)),
    link(told(row, 2, 'identity.dormant', { controlId })),
    link(told(row, 3, 'identity.status_changed', { from: 'APPROVED', to: 'DISABLED', because: [controlId] })),
  ];
}

function told(row: Claimed, step: number, type: string, data: object): Omit<PeerEvent, 'hash'> {
  return { identityId: row.id, sequence: row.sequence + step, type, data: JSON.stringify(data) };
}
