import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEvent, nothingFolded } from '../../src/decide/apply-event';
import type { IdentityEvent } from '../../src/model/event';
import { erasedForm, mapPersonal, personalFields } from '../../src/model/personal-data';
import { verifyHistory } from '../../src/model/verify-history';
import { createPopulation, DAY, eventsOf, refusal, START, type World } from '../engine/support';

const about = { accountId: 'acme', identityId: 'ann' } as const;
const erase = { ...about, fields: personalFields, reason: 'request 12' };

/** An identity with personal data in every place that can hold some. */
async function createAnn(): Promise<World> {
  const world = await createPopulation([]);
  const { identities, controls, exemptions, requirements } = world.dormouse;
  const ann = { id: 'ann', kind: 'user', name: 'Ann Secret', attributes: { mail: 'secret@example.org' } };
  await identities.register({ accountId: 'acme', identities: [ann] });
  await identities.update({ accountId: 'acme', identities: [{ id: 'ann', name: 'Ann B. Secret' }] });
  const control = { ...about, type: 'DORMANT', reasonCode: 'OTHER', reason: 'secret illness' };
  const { id: controlId } = await controls.create(control);
  await controls.delete({ accountId: 'acme', controlId, reason: 'secret recovery' });
  const leave = { ...about, kind: 'EXEMPTION', reason: 'secret leave', owner: 'hr', indefinite: true } as const;
  const { id: exemptionId } = await exemptions.grant(leave);
  await exemptions.end({ ...about, exemptionId, reason: 'secret end', actor: 'hr' });
  const { id: requirementId } = await requirements.open({ ...about, type: 'ID' });
  await requirements.fail({ ...about, requirementId, reason: 'secret fault' });
  await requirements.waive({ ...about, requirementId, reason: 'secret waiver' });
  return world;
}

async function historyOf(world: World): Promise<readonly IdentityEvent[]> {
  return (await eventsOf(world)).flatMap((event) => (event.identityId === 'ann' ? [event] : []));
}

async function everything(world: World): Promise<string> {
  const { stored } = await world.storage.read('acme', ['ann']);
  return JSON.stringify([await eventsOf(world), stored]);
}

describe('erasure', () => {
  it('E3a nothing of the data is left, in the identity or in its log, and the chain still verifies', async () => {
    const world = await createAnn();
    const before = await historyOf(world);
    const head = before.at(-1)?.hash ?? '';
    expect(verifyHistory(before, { head })).toMatchObject({ ok: true });
    expect(await everything(world)).toMatch(/secret/i);
    const answer = await world.dormouse.identities.erase({ ...erase, actor: 'dpo' });
    expect(answer).toEqual({ identityId: 'ann', fields: ['attributes', 'name', 'reasons'], events: 8 });
    expect(await everything(world)).not.toMatch(/secret/i);
    const after = await historyOf(world);
    expect(verifyHistory(after.slice(0, before.length), { head })).toMatchObject({ ok: true });
    expect(verifyHistory(after)).toMatchObject({ ok: true });
    expect(after.map(({ hash }) => hash).slice(0, -1)).toEqual(before.map(({ hash }) => hash));
    expect(after.at(-1)).toMatchObject({ type: 'identity.erased', actor: 'dpo', data: { reason: 'request 12' } });
    expect(after.slice(0, -1).every(({ salts }) => salts === undefined)).toBe(true);
  });

  it('E3a an edit is found before and after an erasure, also of what was erased', async () => {
    const world = await createAnn();
    const edited = (events: readonly IdentityEvent[], value: string) =>
      events.map((event) => mapPersonal(event, () => value));
    expect(verifyHistory(edited(await historyOf(world), 'Bob'))).toMatchObject({ ok: false });
    await world.dormouse.identities.erase(erase);
    const after = await historyOf(world);
    const text = JSON.stringify(after).replace(/erased:([0-9a-f])/, (_, digit) => `erased:${digit === '0' ? 1 : 0}`);
    expect(verifyHistory(JSON.parse(text))).toMatchObject({ ok: false, fault: { code: 'EDITED' } });
  });

  it('E3a, L12 folding the erased log gives the erased identity', async () => {
    const world = await createAnn();
    await world.dormouse.identities.erase(erase);
    const folded = (await historyOf(world)).reduce(applyEvent, nothingFolded);
    expect(folded.subject).toEqual((await world.dormouse.identities.get('acme', 'ann')).subject);
  });

  it('E3a any kinds, in any order: what is not named stays, what is named goes, the chain verifies', async () => {
    const subset = fc.subarray([...personalFields], { minLength: 1 });
    await fc.assert(
      fc.asyncProperty(fc.array(subset, { minLength: 1, maxLength: 4 }), async (erasures) => {
        const world = await createAnn();
        const gone = new Set<string>();
        for (const fields of erasures) {
          await world.dormouse.identities.erase({ ...erase, fields });
          for (const field of fields) gone.add(field);
          const text = await everything(world);
          expect(text.includes('Ann B. Secret')).toBe(!gone.has('name'));
          expect(text.includes('secret@example.org')).toBe(!gone.has('attributes'));
          expect(text.includes('secret illness')).toBe(!gone.has('reasons'));
          const events = await historyOf(world);
          expect(verifyHistory(events)).toMatchObject({ ok: true });
          const folded = events.reduce(applyEvent, nothingFolded);
          expect(folded.subject).toEqual((await world.dormouse.identities.get('acme', 'ann')).subject);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('E3a the same name is another hash everywhere, so that nobody can look it up', async () => {
    const world = await createAnn();
    await world.dormouse.identities.update({ accountId: 'acme', identities: [{ id: 'ann', name: 'Ann Secret' }] });
    await world.dormouse.identities.erase(erase);
    const forms = (await everything(world)).match(/"name":"erased:[0-9a-f]+"/g) ?? [];
    expect(forms.length).toBeGreaterThan(3);
    // The identity itself and the event of the erasure say the same.
    expect(new Set(forms).size).toBe(forms.length - 1);
  });

  it('E3a what comes after an erasure can be erased again', async () => {
    const world = await createAnn();
    await world.dormouse.identities.erase(erase);
    await world.dormouse.identities.update({ accountId: 'acme', identities: [{ id: 'ann', name: 'Ann C. Secret' }] });
    expect(await everything(world)).toContain('Ann C. Secret');
    expect(await world.dormouse.identities.erase(erase)).toMatchObject({ events: 2 });
    expect(await everything(world)).not.toMatch(/secret/i);
    expect(verifyHistory(await historyOf(world))).toMatchObject({ ok: true });
  });

  it('E3a the log of a removed identity can be erased too', async () => {
    const world = await createAnn();
    await world.dormouse.identities.remove({ accountId: 'acme', ids: ['ann'], reason: 'secret departure' });
    await world.dormouse.identities.erase(erase);
    expect(await everything(world)).not.toMatch(/secret/i);
    expect(verifyHistory(await historyOf(world))).toMatchObject({ ok: true });
    expect((await historyOf(world)).at(-1)).toMatchObject({ data: { identity: null } });
    const again = { id: 'ann', kind: 'user', name: 'Ann again' };
    await world.dormouse.identities.register({ accountId: 'acme', identities: [again], atomic: true });
    expect(verifyHistory(await historyOf(world))).toMatchObject({ ok: true });
  });

  it('X3 under a legal hold nothing is erased', async () => {
    const world = await createAnn();
    const hold = { ...about, kind: 'LEGAL_HOLD', reason: 'case', owner: 'legal', indefinite: true } as const;
    await world.dormouse.exemptions.grant(hold);
    const before = await everything(world);
    expect(await refusal(world.dormouse.identities.erase(erase))).toMatchObject({ code: 'LEGAL_HOLD' });
    expect(await everything(world)).toBe(before);
  });

  it('E3a a command that comes in between is not missed', async () => {
    const world = await createAnn();
    const { storage } = world;
    const { events } = storage;
    let interfered = false;
    Object.assign(storage, {
      events: async (...args: Parameters<typeof events>) => {
        const page = await events(...args);
        if (!interfered) {
          interfered = true;
          const update = { accountId: 'acme', identities: [{ id: 'ann', name: 'Secret in between' }] };
          await world.dormouse.identities.update(update);
        }
        return page;
      },
    });
    await world.dormouse.identities.erase(erase);
    expect(await everything(world)).not.toMatch(/secret/i);
  });

  it('E3a a storage refuses to rewrite what it does not have', async () => {
    const world = await createAnn();
    const [first] = await historyOf(world);
    if (first === undefined) throw new Error('no event');
    for (const wrong of [
      { ...first, hash: 'other' },
      { ...first, sequence: 99 },
      { ...first, identityId: 'bob' },
    ]) {
      const attempt = world.storage.update('acme', ['ann'], () => ({
        commit: { put: [], remove: [], events: [], rewritten: [wrong as IdentityEvent] },
        answer: null,
      }));
      expect(await refusal(attempt)).toMatchObject({ code: 'CONFLICT' });
    }
  });

  it.each([
    [{ fields: [] }, 'INVALID_ARGUMENT'],
    [{ fields: ['password'] }, 'INVALID_ARGUMENT'],
    [{ fields: 'name' }, 'INVALID_ARGUMENT'],
    [{ reason: '' }, 'REASON_REQUIRED'],
    [{ identityId: 'bob' }, 'IDENTITY_NOT_FOUND'],
    [{ accountId: 'other' }, 'IDENTITY_NOT_FOUND'],
    [{ identityId: '' }, 'INVALID_ARGUMENT'],
  ])('refuses %j with %s, and writes nothing', async (change, code) => {
    const world = await createAnn();
    const before = await everything(world);
    expect(await refusal(world.dormouse.identities.erase({ ...erase, ...change } as never))).toMatchObject({ code });
    expect(await everything(world)).toBe(before);
  });
});

describe('personal data', () => {
  const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

  it('E3a a record without any is the very same record, and none is ever left', () => {
    fc.assert(
      fc.property(
        fc.object({ key: fc.constantFrom('name', 'reason', 'attributes', 'x', 'type'), maxDepth: 4 }),
        (given) => {
          const record: unknown = JSON.parse(JSON.stringify(given));
          const erased = mapPersonal(record, (field, value) => erasedForm(field, value, 'salt', hash));
          expect(mapPersonal(erased, () => 'again')).toBe(erased);
          expect(mapPersonal(record, (_, value) => value)).toBe(record);
        },
      ),
    );
  });

  it('E3a the salted hash can be made again by whoever has the salt and the value', () => {
    const text = erasedForm('name', 'Ann', 'salt', hash);
    expect(text).toBe(`erased:${hash('["salt","name","Ann"]')}`);
    expect(erasedForm('attributes', { b: 1, a: 2 }, 's', hash)).toEqual({
      erased: `erased:${hash('["s","attributes",{"a":2,"b":1}]')}`,
    });
  });

  it('E5 events are delivered in their place after an erasure', async () => {
    const world = await createAnn();
    world.clock.now = START + DAY;
    const before = (await world.dormouse.events.list({ accountId: 'acme' })).items.map(({ position }) => position);
    await world.dormouse.identities.erase(erase);
    const after = (await world.dormouse.events.list({ accountId: 'acme' })).items.map(({ position }) => position);
    expect(after.slice(0, -1)).toEqual(before);
  });
});
