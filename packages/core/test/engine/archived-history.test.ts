import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../storage-memory/src/index';
import { foldEvents } from '../../src/decide/fold-events';
import { createDormouse } from '../../src/engine/create-dormouse';
import type { IdentityEvent } from '../../src/model/event';
import { wrapStorage } from '../../src/testing/wrap-storage';
import { archiving, type Spoil } from './archiving';
import { allEventsOf, DAY, ladder, refusal, START } from './support';

const accountId = 'acme';

/** Three identities that are DORMANT after 50 days; everything until then is archived. */
async function archivedWorld() {
  const inner = memoryStorage();
  const { storage, archive, spoil } = archiving(inner);
  let now = START;
  const toDay = (day: number): void => {
    now = START + day * DAY;
  };
  const dormouse = createDormouse({ storage, clock: () => new Date(now) });
  const at = (day: number) => new Date(START + day * DAY);
  await dormouse.policies.activate({ accountId, document: ladder, reason: 'first' });
  const identities = ['quiet', 'gone', 'still'].map((id) => ({ id, kind: 'user', createdAt: at(0) }));
  await dormouse.identities.register({ accountId, identities });
  for (const day of [30, 50]) {
    toDay(day);
    await dormouse.sweep();
  }
  await archive();
  return { inner, storage, dormouse, at, toDay, archive, spoil };
}

const verify = async (dormouse: ReturnType<typeof createDormouse>) => [
  await dormouse.history.verify({ accountId, records: true }),
  await dormouse.history.verify({ accountId, identityId: 'quiet' }),
  await dormouse.history.verify({ accountId, identityId: null }),
];

async function change({ dormouse, toDay }: Awaited<ReturnType<typeof archivedWorld>>): Promise<void> {
  toDay(60);
  const { items } = await dormouse.controls.list({ accountId, identityId: 'quiet' });
  await dormouse.controls.delete({ accountId, controlId: items[0]?.id ?? '', reason: 'back' });
  toDay(61);
  await dormouse.identities.update({ accountId, identities: [{ id: 'quiet', name: 'Quiet' }] });
  await dormouse.identities.remove({ accountId, ids: ['gone'], reason: 'left' });
  toDay(130);
  await dormouse.sweep();
  toDay(140);
}

describe('a log of which the first events were archived', () => {
  it('E3 verifies from the last archived hash, with nothing left and with what came since', async () => {
    const world = await archivedWorld();
    const { dormouse } = world;
    for (const audit of await verify(dormouse)) expect(audit).toMatchObject({ ok: true, events: 0, faults: [] });
    await change(world);
    const [all, one, own] = await verify(dormouse);
    expect([all?.faults, one?.faults, own?.faults]).toEqual([[], [], []]);
    expect(all?.events).toBeGreaterThan(5);
    const { hash } = one?.head ?? { hash: '' };
    expect(await dormouse.history.verify({ accountId, identityId: 'quiet', head: hash })).toMatchObject({ ok: true });
    const archived = (await world.storage.archivedHead(accountId, 'quiet'))?.hash ?? '';
    const kept = await dormouse.history.verify({ accountId, identityId: 'quiet', head: archived });
    expect(kept).toMatchObject({ ok: true });
    await world.archive();
    for (const audit of await verify(dormouse)) expect(audit).toMatchObject({ ok: true, events: 0, faults: [] });
  });

  it('E3 an edit, a loss, or a chain that was begun elsewhere is still found', async () => {
    const world = await archivedWorld();
    await change(world);
    const edits: readonly (readonly [string, Spoil])[] = [
      ['EDITED', (event) => (event.type === 'identity.updated' ? { ...event, at: event.at + 1 } : event)],
      ['NOT_IN_ORDER', (event) => (event.identityId === 'quiet' ? { ...event, sequence: event.sequence + 1 } : event)],
      ['NOT_IN_ORDER', (event) => (event.identityId === 'quiet' ? { ...event, previousHash: '0'.repeat(64) } : event)],
    ];
    for (const [code, spoil] of edits) {
      world.spoil(spoil);
      for (const request of [{ accountId }, { accountId, identityId: 'quiet' }]) {
        const audit = await world.dormouse.history.verify(request);
        expect(audit.faults).toMatchObject([{ identityId: 'quiet', fault: { code } }]);
      }
    }
    world.spoil((event) => event);
    const elsewhere = wrapStorage(world.storage, { archivedHead: async () => null });
    const dormouse = createDormouse({ storage: elsewhere, clock: () => new Date(START + 140 * DAY) });
    expect((await dormouse.history.verify({ accountId })).ok).toBe(false);
  });

  it('L12 a record that contradicts the events that remain is found', async () => {
    const world = await archivedWorld();
    await change(world);
    await world.inner.update(accountId, ['quiet'], ([slot]) => {
      const stored = slot?.stored ?? null;
      if (stored === null) throw new Error('it is there');
      const { subject } = stored;
      const put = [{ ...stored, subject: { ...subject, identity: { ...subject.identity, name: 'Loud' } } }];
      return { commit: { put, remove: [], events: [] }, answer: null };
    });
    const audit = await world.dormouse.history.verify({ accountId, records: true });
    expect(audit.faults).toMatchObject([{ identityId: 'quiet', fault: { code: 'RECORD_DIFFERS' } }]);
  });

  it('V6 E3 a past instant is told only where it is known, and refused elsewhere', async () => {
    const world = await archivedWorld();
    const { dormouse, at } = world;
    const asOf = (identityId: string, day: number) => dormouse.history.asOf({ accountId, identityId, at: at(day) });
    expect(await refusal(asOf('quiet', 40))).toMatchObject({ code: 'HISTORY_ARCHIVED' });
    await change(world);
    for (const day of [40, 55, 61]) {
      expect(await refusal(asOf('quiet', day))).toMatchObject({ code: 'HISTORY_ARCHIVED' });
    }
    expect(await refusal(asOf('gone', 40))).toMatchObject({ code: 'HISTORY_ARCHIVED' });
    expect(await refusal(asOf('gone', 62))).toMatchObject({ code: 'IDENTITY_NOT_FOUND' });
    expect(await refusal(asOf('nobody', 62))).toMatchObject({ code: 'IDENTITY_NOT_FOUND' });
    const { subject, status } = await dormouse.identities.get(accountId, 'quiet');
    expect(await asOf('quiet', 135)).toMatchObject({
      subject: { identity: { name: 'Quiet' }, controls: subject.controls },
      toldStatus: status,
      policies: [{ policyId: 'workforce', version: 1 }],
    });
    world.toDay(150);
    await dormouse.policies.activate({ accountId, document: { ...ladder, inactivity: [] }, reason: 'second' });
    world.toDay(151);
    expect(await refusal(asOf('quiet', 135))).toMatchObject({ code: 'HISTORY_ARCHIVED' });
  });

  it('L12 events that do not begin with the first are not folded, unless one begins the identity anew', async () => {
    const world = await archivedWorld();
    await change(world);
    await world.dormouse.identities.register({ accountId, identities: [{ id: 'gone', kind: 'user' }] });
    const events = (await allEventsOf(world)).filter((event) => event.identityId !== null) as IdentityEvent[];
    const of = (id: string) => events.filter(({ identityId }) => identityId === id);
    expect(() => foldEvents(of('quiet'))).toThrow(expect.objectContaining({ code: 'HISTORY_ARCHIVED' }));
    expect(foldEvents(of('gone')).subject?.identity.id).toBe('gone');
    expect(foldEvents([]).subject).toBeNull();
  });
});
