import {
  type Commit,
  createDormouse,
  type Dormouse,
  FIRST_HASH,
  type IdentityEvent,
  type Storage,
  type StoredSubject,
} from '@dormouse/core';

export const NOW = Date.UTC(2026, 0, 15);
export const nothing: Commit = { put: [], remove: [], events: [] };

/** An engine whose clock stands still. */
export function engineOn(storage: Storage, now: number = NOW): Dormouse {
  return createDormouse({ storage, clock: () => new Date(now) });
}

/** An event that only a storage looks at: its hash is no hash. */
export function event(identityId: string, sequence: number, accountId = 'acme', at: number = NOW): IdentityEvent {
  return {
    type: 'identity.removed',
    accountId,
    identityId,
    sequence,
    previousHash: sequence === 1 ? FIRST_HASH : `${identityId}-${sequence - 1}`,
    hash: `${identityId}-${sequence}`,
    at,
    actor: null,
    data: { reason: 'test', removedWith: null },
  };
}

export function stored(id: string, change: Partial<StoredSubject> = {}, accountId = 'acme'): StoredSubject {
  const identity = { accountId, id, kind: 'user', createdAt: NOW, parentId: null, name: null };
  return {
    subject: {
      identity: { ...identity, attributes: {}, labels: [], locked: false },
      activity: [],
      controls: [],
      requirements: [],
      exemptions: [],
      progress: [],
      reactivatedAt: null,
      approvedAt: null,
    },
    status: 'APPROVED',
    expiresAt: Number.POSITIVE_INFINITY,
    judgedUnder: 0,
    toldUntil: NOW,
    awaitsActivity: false,
    answers: [],
    sequence: 0,
    headHash: FIRST_HASH,
    revision: 1,
    ...change,
  };
}

/** Writes a commit, whatever is there. */
export async function write(storage: Storage, change: Partial<Commit>, accountId = 'acme'): Promise<void> {
  const commit = { ...nothing, ...change };
  const ids = new Set([
    ...commit.put.map(({ subject }) => subject.identity.id),
    ...commit.remove,
    ...commit.events.map(({ identityId }) => identityId),
  ]);
  await storage.update(accountId, [...ids], () => ({ commit, answer: null }));
}
