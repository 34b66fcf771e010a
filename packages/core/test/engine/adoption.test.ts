import { describe, expect, it } from 'vitest';
import type { ExportRecord } from '../../src/engine/accounts';
import { createWorld, DAY, eventsOf, ladder, refusal, START, typesOf, typesOfIdentity, type World } from './support';

const on = (day: number): string => new Date(START + day * DAY).toISOString();

/** Someone who has been dormant for a year, and someone who is active. */
const people = [
  {
    identity: { id: 'asleep', kind: 'user', createdAt: on(-900), name: 'Ann' },
    activity: { login: { success: { lastAt: on(-500), count: 7 } } },
    controls: [
      { id: 'old-1', type: 'DORMANT', setBy: 'CLIENT' as const, reasonCode: 'INACTIVITY', createdAt: on(-400) },
      {
        id: 'old-0',
        type: 'DORMANT',
        setBy: 'CLIENT' as const,
        createdAt: on(-800),
        deletedAt: on(-700),
        deletionReason: 'returned',
      },
    ],
    requirements: [{ id: 'r', type: 'ID', state: 'MET' as const, validUntil: on(100), validFor: 'P2Y' }],
    exemptions: [
      { id: 'x', kind: 'EXEMPTION' as const, from: on(-300), until: on(-200), reason: 'leave', owner: 'hr' },
    ],
  },
  {
    identity: { id: 'awake', kind: 'user', createdAt: on(-900) },
    activity: { login: { success: { lastAt: on(-1), count: 700 } } },
  },
];

async function createAdopted(): Promise<World> {
  const world = createWorld();
  await world.dormouse.policies.activate({ accountId: 'acme', document: ladder, reason: 'x' });
  const request = { accountId: 'acme', source: 'old-directory', identities: people, actor: 'ann' };
  expect(await world.dormouse.identities.import(request)).toMatchObject({ succeeded: 2, failed: 0 });
  return world;
}

async function exported({ dormouse }: World, accountId = 'acme'): Promise<ExportRecord[]> {
  const records: ExportRecord[] = [];
  for await (const record of dormouse.accounts.export({ accountId })) records.push(record);
  return records;
}

describe('adoption', () => {
  it('takes a population over with its history, with one event each and nothing done', async () => {
    const world = await createAdopted();
    const { dormouse } = world;
    expect(await typesOf(world)).toEqual(['policy.activated', 'identity.imported', 'identity.imported']);
    const asleep = await dormouse.identities.get('acme', 'asleep');
    expect(asleep).toMatchObject({ status: 'DISABLED', lastActiveAt: START - 500 * DAY });
    expect(asleep.subject.controls).toHaveLength(2);
    expect((await dormouse.sweep()).acted).toEqual([]);
    expect(await typesOfIdentity(world, 'asleep')).toEqual(['identity.imported']);
    // The warning has passed; closing keeps its distance from the import.
    for (const day of [334, 335]) {
      world.clock.toDay(day);
      await dormouse.sweep();
      const types = (await dormouse.identities.get('acme', 'asleep')).activeControls.map(({ type }) => type);
      expect(types).toEqual(day < 335 ? ['DORMANT'] : ['DORMANT', 'CLOSED']);
    }
    expect(await typesOfIdentity(world, 'asleep')).not.toContain('identity.notice_served');
    expect((await eventsOf(world))[1]).toMatchObject({ actor: 'ann', data: { source: 'old-directory' } });
  });

  it('P4 somebody who should be dormant for long is warned first', async () => {
    const world = createWorld();
    const { dormouse, clock } = world;
    await dormouse.policies.activate({ accountId: 'acme', document: ladder, reason: 'x' });
    const late = { identity: { id: 'u-1', kind: 'user', createdAt: on(-900) } };
    await dormouse.identities.import({ accountId: 'acme', source: 's', identities: [late] });
    for (const day of [0, 14, 15]) {
      clock.toDay(day);
      await dormouse.sweep();
    }
    const created = (await eventsOf(world)).find(({ type }) => type === 'control.created');
    expect(created?.at).toBe(START + 15 * DAY);
  });

  it('a sweep in between never sees an identity without its activity', async () => {
    const world = createWorld();
    const { dormouse, storage } = world;
    await dormouse.policies.activate({ accountId: 'acme', document: ladder, reason: 'x' });
    await dormouse.identities.import({ accountId: 'acme', source: 's', identities: people });
    const { stored } = await storage.read('acme', ['awake']);
    expect(stored[0]?.subject.activity).toMatchObject([{ type: 'login', successCount: 700 }]);
  });

  it.each([
    [{ source: '' }, 'INVALID_ARGUMENT'],
    [{ accountId: 'a\u0000' }, 'INVALID_ARGUMENT'],
    [{ identities: 'all' }, 'INVALID_ARGUMENT'],
    [{ identities: Array.from({ length: 10_001 }, () => people[1]) }, 'BATCH_TOO_LARGE'],
  ])('refuses the whole import %#', async (change, code) => {
    const { dormouse } = createWorld();
    const request = { accountId: 'acme', source: 's', identities: people, ...change };
    expect(await refusal(dormouse.identities.import(request as never))).toMatchObject({ code });
  });

  const someone = { id: 'u', kind: 'user', createdAt: on(-9) };
  const control = { id: 'c', type: 'DORMANT', setBy: 'CLIENT', createdAt: on(-5) };
  const cyclic: Record<string, unknown> = { identity: someone };
  cyclic['self'] = cyclic;
  it.each([
    [{ identity: { ...someone, id: '' } }, 'INVALID_ARGUMENT'],
    [{ identity: { ...someone, accountId: 'other' } }, 'INVALID_ARGUMENT'],
    [{ identity: { ...someone, parentId: 'nobody' } }, 'IDENTITY_NOT_FOUND'],
    [{ identity: someone, controls: [{ ...control, type: 'NAP' }] }, 'INVALID_ARGUMENT'],
    [{ identity: someone, controls: [control, { ...control, id: 'd' }] }, 'CONTROL_EXISTS'],
    [{ identity: someone, activity: { login: { success: { lastAt: on(1) } } } }, 'ACTIVITY_IN_FUTURE'],
    [{ identity: someone, status: 'APPROVED' }, 'INVALID_ARGUMENT'],
    [null, 'INVALID_ARGUMENT'],
    [cyclic, 'INVALID_ARGUMENT'],
    [{ ...people[0] }, 'IDENTITY_EXISTS'],
  ])('refuses one item and takes the others: %#', async (item, code) => {
    const { dormouse } = createWorld();
    const identities = [people[0], item, people[1]] as never;
    const { items } = await dormouse.identities.import({ accountId: 'acme', source: 's', identities });
    expect(items.map((one) => (one.ok ? one.value.id : one.error.code))).toEqual(['asleep', code, 'awake']);
  });
});

describe('reconciliation', () => {
  it('says where the two systems differ, and changes nothing', async () => {
    const world = await createAdopted();
    const before = await eventsOf(world);
    const views = [
      { id: 'asleep', kind: 'user', status: 'DISABLED' as const, controls: ['DORMANT'], lastActiveAt: on(-500) },
      { id: 'unknown' },
    ];
    const agreeing = await world.dormouse.identities.reconcile({ accountId: 'acme', identities: views });
    expect(agreeing).toMatchObject({ compared: 2, agreeing: 1, counts: { NOT_IN_DORMOUSE: 1, NOT_IN_HOST: 0 } });
    const wrong = { ...views[0], id: 'asleep', kind: 'robot', locked: true, status: 'APPROVED' as const, controls: [] };
    const { differences } = await world.dormouse.identities.reconcile({
      accountId: 'acme',
      identities: [{ ...wrong, lastActiveAt: null }],
      complete: true,
    });
    expect(differences).toEqual([
      { identityId: 'asleep', what: 'KIND', host: 'robot', dormouse: 'user' },
      { identityId: 'asleep', what: 'LOCKED', host: true, dormouse: false },
      { identityId: 'asleep', what: 'STATUS', host: 'APPROVED', dormouse: 'DISABLED' },
      { identityId: 'asleep', what: 'CONTROLS', host: [], dormouse: ['DORMANT'] },
      { identityId: 'asleep', what: 'LAST_ACTIVE', host: null, dormouse: START - 500 * DAY },
      { identityId: 'awake', what: 'NOT_IN_HOST', host: null, dormouse: null },
    ]);
    expect(await eventsOf(world)).toEqual(before);
  });

  it('reads from anything that gives views one by one', async () => {
    const world = await createAdopted();
    async function* views(): AsyncGenerator<{ id: string }> {
      for (let index = 0; index < 2_500; index++) yield { id: `n-${index}` };
      yield { id: 'awake' };
    }
    const result = await world.dormouse.identities.reconcile({ accountId: 'acme', identities: views() });
    expect(result).toMatchObject({ compared: 2_501, agreeing: 1, counts: { NOT_IN_DORMOUSE: 2_500 } });
  });

  it.each([
    [{ identities: 17 }],
    [{ identities: [{ id: '' }] }],
    [{ identities: [{ id: 'a', status: 'FINE' }] }],
    [{ identities: [{ id: 'a', lastActiveAt: 'once' }] }],
    [{ identities: [{ id: 'a' }, { id: 'a' }] }],
  ])('refuses %j', async (change) => {
    const { dormouse } = createWorld();
    const refused = await refusal(dormouse.identities.reconcile({ accountId: 'acme', ...change } as never));
    expect(refused).toMatchObject({ code: 'INVALID_ARGUMENT' });
  });
});

describe('offboarding', () => {
  it('exports everything as NDJSON, from which the identities can be imported again', async () => {
    const world = await createAdopted();
    const records = await exported(world);
    const lines = records.map((record) => JSON.stringify(record));
    expect(lines.map((line) => JSON.parse(line))).toEqual(records);
    expect(records[0]).toMatchObject({ record: 'account', accountId: 'acme' });
    expect(records.at(-1)).toEqual({ record: 'end', policies: 1, identities: 2, events: 3 });
    const subjects = records.flatMap((record) => (record.record === 'identity' ? [record.subject] : []));
    const other = createWorld();
    await other.dormouse.policies.activate({ accountId: 'acme', document: ladder, reason: 'x' });
    await other.dormouse.identities.import({
      accountId: 'acme',
      source: 'dormouse',
      identities: subjects,
      atomic: true,
    });
    for (const id of ['asleep', 'awake']) {
      const again = (await other.dormouse.identities.get('acme', id)).subject;
      expect(again).toEqual((await world.dormouse.identities.get('acme', id)).subject);
    }
  });

  it('removes an account with everything in it, and no other', async () => {
    const world = await createAdopted();
    const { dormouse } = world;
    await dormouse.identities.register({ accountId: 'other', identities: [{ id: 'asleep', kind: 'user' }] });
    const removed = await dormouse.accounts.remove({ accountId: 'acme', reason: 'contract ended', actor: 'ann' });
    expect(removed).toEqual({ accountId: 'acme', identities: 2, at: START, actor: 'ann', reason: 'contract ended' });
    expect(await exported(world)).toHaveLength(2);
    expect(await eventsOf(world, 'other')).toHaveLength(1);
    // The policies are gone from every cache too.
    await dormouse.identities.register({ accountId: 'acme', identities: [{ id: 'new', kind: 'user' }] });
    expect((await dormouse.evaluate('acme', 'new')).policies).toEqual([]);
  });

  it('X3 while anybody is under a legal hold the account stays as it is', async () => {
    const world = await createAdopted();
    const { dormouse } = world;
    const about = { accountId: 'acme', identityId: 'asleep' };
    const hold = { ...about, kind: 'LEGAL_HOLD', reason: 'case 17', owner: 'legal', indefinite: true } as const;
    const { id: exemptionId } = await dormouse.exemptions.grant(hold);
    const remove = { accountId: 'acme', reason: 'contract ended' };
    expect(await refusal(dormouse.accounts.remove(remove))).toMatchObject({
      code: 'LEGAL_HOLD',
      data: { identityId: 'asleep' },
    });
    expect((await exported(world)).at(-1)).toMatchObject({ identities: 2 });
    await dormouse.exemptions.end({ ...about, exemptionId, reason: 'closed', actor: 'legal' });
    await dormouse.accounts.remove(remove);
  });

  it('refuses what names no account or gives no reason', async () => {
    const { dormouse } = createWorld();
    expect(await refusal(dormouse.accounts.remove({ accountId: 'acme', reason: '' }))).toMatchObject({
      code: 'REASON_REQUIRED',
    });
    expect(await refusal(dormouse.accounts.remove({ accountId: '', reason: 'x' }))).toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
    for (const request of [null, {}, { accountId: '' }]) {
      const records = dormouse.accounts.export(request as never)[Symbol.asyncIterator]();
      expect(await refusal(records.next())).toMatchObject({ code: 'INVALID_ARGUMENT' });
    }
  });
});
