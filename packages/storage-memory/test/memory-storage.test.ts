import {
  type ActivityOfType,
  type Commit,
  type Control,
  FIRST_HASH,
  type Storage,
  type StoredSubject,
  type Subject,
} from '@dormouse/core';
import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../src/memory-storage';

const nothing: Commit = { put: [], remove: [], events: [] };
const everything = { after: null, limit: 1_000 };

function subject(id: string, change: Partial<Subject> = {}, parentId: string | null = null): Subject {
  return {
    identity: {
      accountId: 'acme',
      id,
      kind: 'user',
      createdAt: 0,
      parentId,
      name: null,
      attributes: {},
      labels: [],
      locked: false,
    },
    activity: [],
    controls: [],
    requirements: [],
    exemptions: [],
    progress: [],
    reactivatedAt: null,
    approvedAt: null,
    ...change,
  };
}

/** A storage makes no hashes: any texts that follow each other will do. */
const hashOf = (id: string, sequence: number): string => (sequence === 0 ? FIRST_HASH : `${id}-${sequence}`);

function stored(id: string, change: Partial<StoredSubject> = {}): StoredSubject {
  return {
    subject: subject(id),
    status: 'APPROVED',
    expiresAt: 100,
    judgedUnder: 0,
    toldUntil: 0,
    awaitsActivity: false,
    answers: [],
    sequence: 0,
    headHash: hashOf(id, change.sequence ?? 0),
    revision: 1,
    ...change,
  };
}

const control = (id: string, identityId: string): Control => ({
  id,
  accountId: 'acme',
  identityId,
  type: 'DORMANT',
  setBy: 'CLIENT',
  actor: null,
  overridable: true,
  reasonCode: 'OTHER',
  reason: null,
  createdAt: 0,
  expiresAt: null,
  deletedAt: null,
  deletedBy: null,
  deletionReason: null,
  cause: null,
  requirementIds: [],
});

const removed = (identityId: string, sequence: number): Commit['events'][number] => ({
  type: 'identity.removed',
  accountId: 'acme',
  identityId,
  sequence,
  previousHash: hashOf(identityId, sequence - 1),
  hash: hashOf(identityId, sequence),
  at: 0,
  actor: null,
  data: { reason: 'test', removedWith: null },
});

const mark = (type: string, successAt: number): ActivityOfType => ({
  type,
  successAt,
  successCount: 1,
  failureAt: null,
  failureCount: 0,
});

async function put(storage: Storage, ...records: StoredSubject[]): Promise<void> {
  const ids = records.map((record) => record.subject.identity.id);
  await storage.update('acme', ids, () => ({ commit: { ...nothing, put: records }, answer: null }));
}

async function one(storage: Storage, id: string): Promise<StoredSubject | null | undefined> {
  return (await storage.read('acme', [id])).stored[0];
}

describe('update', () => {
  it('asks once, with all slots in the order of the ids', async () => {
    const storage = memoryStorage();
    await put(storage, stored('a'));
    const asked: unknown[] = [];
    const answer = await storage.update('acme', ['b', 'a'], (slots, revision) => {
      asked.push(
        slots.map(({ id, stored: found, sequence }) => [id, found?.status, sequence]),
        revision,
      );
      return { commit: nothing, answer: 'yes' };
    });
    expect([answer, asked]).toEqual([
      'yes',
      [
        [
          ['b', undefined, 0],
          ['a', 'APPROVED', 0],
        ],
        0,
      ],
    ]);
  });

  it('writes nothing when the decision throws, and passes the error on', async () => {
    const storage = memoryStorage();
    const failure = new Error('no');
    await expect(
      storage.update('acme', ['a'], () => {
        throw failure;
      }),
    ).rejects.toBe(failure);
    expect(await one(storage, 'a')).toBeNull();
  });

  it('writes all or nothing', async () => {
    const storage = memoryStorage();
    await put(storage, stored('a', { subject: subject('a', { controls: [control('c', 'a')] }) }));
    const bad: Commit[] = [
      { ...nothing, put: [stored('b')], events: [removed('b', 2)] },
      { ...nothing, put: [stored('b')], events: [removed('b', 1), removed('b', 3)] },
      { ...nothing, put: [stored('b', { subject: subject('b', { controls: [control('c', 'b')] }) })] },
      {
        ...nothing,
        put: ['b', 'd'].map((id) => stored(id, { subject: subject(id, { controls: [control('new', id)] }) })),
      },
    ];
    for (const commit of bad) {
      const update = storage.update('acme', ['b', 'd'], () => ({ commit: { ...commit, remove: ['a'] }, answer: null }));
      await expect(update).rejects.toMatchObject({ code: 'CONFLICT' });
      expect(await one(storage, 'b')).toBeNull();
      expect(await one(storage, 'a')).not.toBeNull();
      expect((await storage.events('acme', {}, everything)).items).toEqual([]);
    }
  });

  it('loads descendants, parents first, each once, in cycles too', async () => {
    const storage = memoryStorage();
    const child = (id: string, parentId: string) => stored(id, { subject: subject(id, {}, parentId) });
    await put(storage, child('a', 'c'), child('b', 'a'), child('c', 'b'), child('d', 'b'), stored('e'));
    const load = (...ids: string[]) =>
      storage.update('acme', ids, (slots) => ({ commit: nothing, answer: slots.map(({ id }) => id) }), {
        withDescendants: true,
      });
    expect(await load('b')).toEqual(['b', 'c', 'd', 'a']);
    expect(await load('d', 'e')).toEqual(['d', 'e']);
    await put(storage, stored('c'));
    expect(await load('b')).toEqual(['b', 'd']);
    expect(await load('c')).toEqual(['c', 'a', 'b', 'd']);
  });

  it('keeps the sequence of a removed identity, and nothing else', async () => {
    const storage = memoryStorage();
    await put(storage, stored('a', { subject: subject('a', { controls: [control('c', 'a')] }) }));
    await storage.recordActivity('acme', [{ identityId: 'a', activity: mark('x', 1) }], { now: 0, expires: false });
    await storage.update('acme', ['a'], () => ({
      commit: { put: [], remove: ['a'], events: [removed('a', 1)] },
      answer: null,
    }));
    const sequence = await storage.update('acme', ['a'], ([slot]) => ({ commit: nothing, answer: slot?.sequence }));
    expect(sequence).toBe(1);
    expect((await storage.controls('acme', { includeDeleted: true }, 0, everything)).items).toEqual([]);
    expect(await storage.dueSummary(1_000)).toEqual([]);
    await put(storage, stored('b', { subject: subject('b', { controls: [control('c', 'b')] }) }));
    await put(storage, stored('a', { sequence: 1 }));
    expect((await one(storage, 'a'))?.subject.activity).toEqual([]);
    expect((await storage.events('acme', { identityId: 'a' }, everything)).items).toHaveLength(1);
  });

  it('writes activity with a new identity only', async () => {
    const storage = memoryStorage();
    await put(storage, stored('a', { subject: subject('a', { activity: [mark('imported', 1)] }) }));
    expect((await one(storage, 'a'))?.subject.activity).toEqual([mark('imported', 1)]);
    await storage.recordActivity('acme', [{ identityId: 'a', activity: mark('x', 5) }], { now: 0, expires: false });
    await put(storage, stored('a', { status: 'DENIED' }));
    const activity = [mark('imported', 1), mark('x', 5)];
    expect(await one(storage, 'a')).toMatchObject({ status: 'DENIED', subject: { activity } });
  });

  it('hands out what nobody can change, and freezes what it is given', async () => {
    const storage = memoryStorage();
    const attributes = { list: [1] };
    const given = stored('a', { subject: subject('a', { controls: [control('c', 'a')] }) });
    await put(storage, {
      ...given,
      subject: { ...given.subject, identity: { ...given.subject.identity, attributes } },
    });
    expect(() => attributes.list.push(2)).toThrow();
    const read = await one(storage, 'a');
    expect(() => Object.assign(read as object, { status: 'DENIED' })).toThrow();
    expect(() => Object.assign(read?.subject.controls[0] as object, { deletedAt: 1 })).toThrow();
    expect(await one(storage, 'a')).toMatchObject({
      status: 'APPROVED',
      subject: { identity: { attributes: { list: [1] } } },
    });
  });
});

describe('the due index', () => {
  const take = async (storage: Storage, now: number, limit = 10) => {
    const { taken, answer } = await storage.updateDue({ accountId: 'acme', now, limit }, (slots, judgedUnder) => ({
      commit: {
        ...nothing,
        put: slots.flatMap(({ stored: found }) =>
          found === null ? [] : [{ ...found, expiresAt: now + 100, judgedUnder }],
        ),
      },
      answer: slots.map(({ id }) => id),
    }));
    return [taken, answer];
  };

  it('gives what is due by expiry, up to the limit', async () => {
    const storage = memoryStorage();
    await put(
      storage,
      stored('a', { expiresAt: 30 }),
      stored('b', { expiresAt: 10 }),
      stored('c', { expiresAt: 20 }),
      stored('d', { expiresAt: 31 }),
    );
    expect(await storage.dueSummary(30)).toEqual([{ accountId: 'acme', due: 3 }]);
    expect(await take(storage, 9)).toEqual([0, null]);
    expect(await take(storage, 30, 2)).toEqual([2, ['b', 'c']]);
    expect(await take(storage, 30, 2)).toEqual([1, ['a']]);
    expect(await take(storage, 30, 2)).toEqual([0, null]);
    expect(await storage.dueSummary(30, 'acme')).toEqual([]);
  });

  it('a commit to the policies expires everything at once, and what was judged under them is not due', async () => {
    const storage = memoryStorage();
    await put(storage, stored('a', { expiresAt: Number.POSITIVE_INFINITY }), stored('b', { expiresAt: 5 }));
    await storage.updatePolicies('acme', () => ({ activations: [], events: [] }));
    expect(await storage.policies('acme')).toMatchObject({ revision: 1, sequence: 0, active: [] });
    expect(await storage.dueSummary(0)).toEqual([{ accountId: 'acme', due: 2 }]);
    expect(await take(storage, 0)).toEqual([2, ['b', 'a']]);
    expect(await take(storage, 99)).toEqual([0, null]);
    expect((await take(storage, 100))[0]).toBe(2);
  });

  it('what a decision leaves out, and what a decision that throws was given, stays due', async () => {
    const storage = memoryStorage();
    await put(storage, stored('a', { expiresAt: 10 }));
    await storage.updateDue({ accountId: 'acme', now: 10, limit: 1 }, () => ({ commit: nothing, answer: null }));
    const failing = storage.updateDue({ accountId: 'acme', now: 10, limit: 1 }, () => {
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await take(storage, 10)).toEqual([1, ['a']]);
  });

  it('takes nothing once the signal says so', async () => {
    const storage = memoryStorage();
    await put(storage, stored('a', { expiresAt: 10 }));
    const request = { accountId: 'acme', now: 10, limit: 1, signal: { aborted: true } };
    expect(await storage.updateDue(request, () => ({ commit: nothing, answer: 1 }))).toEqual({
      taken: 0,
      answer: null,
    });
  });

  it('S1 activity moves an identity in it for the first of its type, or when told', async () => {
    const storage = memoryStorage();
    await put(storage, stored('a'), stored('b', { awaitsActivity: true }));
    const record = (identityId: string, type: string, now: number, expires = false) =>
      storage.recordActivity('acme', [{ identityId, activity: mark(type, now) }], { now, expires });
    expect(await record('a', 'x', 10)).toEqual({
      repeated: null,
      unknown: [],
      awaiting: [],
      left: [],
      policyRevision: 0,
    });
    expect(await take(storage, 10)).toEqual([1, ['a']]);
    expect(await record('a', 'x', 11)).toMatchObject({ unknown: [] });
    expect(await take(storage, 11)).toEqual([0, null]);
    await record('a', 'x', 12, true);
    expect(await take(storage, 12)).toEqual([1, ['a']]);
    expect(await record('b', 'x', 12)).toMatchObject({ awaiting: ['b'] });
    expect(await record('nobody', 'x', 12)).toMatchObject({ unknown: ['nobody'] });
    expect((await storage.events('acme', {}, everything)).items).toEqual([]);
  });
});

describe('reading', () => {
  it('scans everything in order, each once', async () => {
    const storage = memoryStorage();
    const ids = Array.from({ length: 2_500 }, (_, index) => `u-${String((index * 997) % 2_500).padStart(4, '0')}`);
    await put(storage, ...ids.map((id) => stored(id)));
    const seen: string[] = [];
    for await (const { subject: found } of storage.scan('acme')) seen.push(found.identity.id);
    expect(seen).toEqual([...ids].sort());
    for await (const found of storage.scan('nobody')) throw new Error(String(found));
  });

  it('keeps nothing of accounts that were only asked for', async () => {
    const storage = memoryStorage();
    await storage.update('ghost', ['a'], () => ({ commit: nothing, answer: null }));
    expect(await storage.dueSummary(Number.POSITIVE_INFINITY)).toEqual([]);
    expect((await storage.list('ghost', {}, 0, everything)).items).toEqual([]);
  });

  it('gives the events of one identity in order, page by page', async () => {
    const storage = memoryStorage();
    for (const [id, sequence] of [
      ['a', 1],
      ['b', 1],
      ['a', 2],
      ['a', 3],
      ['b', 2],
    ] as const) {
      await storage.update('acme', [id], () => ({
        commit: { put: [stored(id, { sequence })], remove: [], events: [removed(id, sequence)] },
        answer: null,
      }));
    }
    const first = await storage.events('acme', { identityId: 'a' }, { after: null, limit: 2 });
    expect(first).toMatchObject({ items: [{ position: 1 }, { position: 3 }], more: true });
    expect(await storage.events('acme', { identityId: 'a' }, { after: 3, limit: 2 })).toMatchObject({
      items: [{ position: 4 }],
      more: false,
    });
    expect((await storage.events('acme', { types: ['control.created'] }, everything)).items).toEqual([]);
    expect((await storage.events('acme', {}, { after: 2, limit: 9 })).items.map(({ position }) => position)).toEqual([
      3, 4, 5,
    ]);
  });
});
