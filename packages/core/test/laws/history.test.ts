import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldEvents } from '../../src/decide/fold-events';
import { createDormouse } from '../../src/engine/create-dormouse';
import { canonicalJson } from '../../src/model/canonical-json';
import { FIRST_HASH, hashOf, linkTo } from '../../src/model/chain';
import type { DormouseEvent, IdentityEvent } from '../../src/model/event';
import { createSha256 } from '../../src/model/sha256';
import { verifyHistory } from '../../src/model/verify-history';
import { archiving } from '../engine/archiving';
import { allEventsOf, createPopulation, createWorld, DAY, patchSubject, START, type World } from '../engine/support';
import { type LifeStep, life, live } from './support/random-life';

const sha256 = createSha256();
const reference = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The events of each chain of the account; null: its own. */
async function chainsOf(world: World): Promise<Map<string | null, DormouseEvent[]>> {
  const chains = new Map<string | null, DormouseEvent[]>();
  for (const event of await allEventsOf(world)) {
    const chain = chains.get(event.identityId);
    if (chain === undefined) chains.set(event.identityId, [event]);
    else chain.push(event);
  }
  return chains;
}

/** Every place in a JSON value, as a list of keys. */
function placesIn(value: unknown, at: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [at];
  const inside = Object.entries(value).flatMap(([key, member]) => placesIn(member, [...at, key]));
  return at.length === 0 ? inside : [at, ...inside];
}

function edited(event: DormouseEvent, [first = '', ...rest]: readonly string[], to: unknown): DormouseEvent {
  const change = (value: unknown, [key, ...further]: readonly string[]): unknown => {
    if (key === undefined) return to;
    const copy = structuredClone(value) as Record<string, unknown>;
    copy[key] = change(copy[key], further);
    return copy;
  };
  return change(event, [first, ...rest]) as DormouseEvent;
}

interface Tampering {
  readonly how: 'edit' | 'lose' | 'repeat' | 'swap' | 'insert' | 'rewrite' | 'rechain';
  readonly where: number;
  readonly place: number;
}

const tampering: fc.Arbitrary<Tampering> = fc.record({
  how: fc.constantFrom('edit', 'lose', 'repeat', 'swap', 'insert', 'rewrite', 'rechain'),
  where: fc.nat(),
  place: fc.nat(),
});

/** One change to a history; null when it would change nothing. */
function tampered(events: readonly DormouseEvent[], { how, where, place }: Tampering): DormouseEvent[] | null {
  const index = where % events.length;
  const copy = [...events];
  const event = copy[index] as DormouseEvent;
  const places = placesIn(event);
  const at = places[place % places.length] as readonly string[];
  const other = edited(event, at, place % 3 === 0 ? null : `forged ${place}`);
  const isSame = canonicalJson(other) === canonicalJson(event);
  if (how === 'edit' || how === 'rewrite' || how === 'rechain') {
    if (isSame || (how !== 'edit' && ['hash', 'sequence', 'previousHash', 'salts'].includes(at[0] ?? ''))) return null;
    // A careful forger makes the hash fit, or even links everything anew from there on.
    copy[index] = how === 'edit' ? other : { ...other, hash: hashOf(other, sha256) };
    if (how === 'rechain') {
      for (let next = index + 1; next < copy.length; next++) {
        const { sequence: _, hash: __, previousHash: ___, ...content } = copy[next] as DormouseEvent;
        copy[next] = linkTo(copy[next - 1] as DormouseEvent, content, sha256) as DormouseEvent;
      }
    }
  } else if (how === 'lose') copy.splice(index, 1);
  else if (how === 'repeat') copy.splice(index, 0, event);
  else if (how === 'insert') copy.splice(place % (events.length + 1), 0, edited(event, ['at'], 1));
  else {
    const second = place % events.length;
    if (second === index) return null;
    copy[index] = copy[second] as DormouseEvent;
    copy[second] = event;
  }
  return copy;
}

describe('the history of an account', () => {
  it('E3 events are linked: gapless, from 64 zeros, each hash over the RFC 8785 form of the event without it', async () => {
    await fc.assert(
      fc.asyncProperty(life, async (steps) => {
        const world = await live(steps);
        for (const events of (await chainsOf(world)).values()) {
          let previousHash = '0'.repeat(64);
          events.forEach((event, index) => {
            const { hash, ...content } = event;
            expect(event).toMatchObject({ sequence: index + 1, previousHash });
            expect(hashOf(event, reference)).toBe(hash);
            // Personal data stands for itself only until it is erased (E3a); all other events are hashed as they are.
            if (!('salts' in event)) expect(reference(canonicalJson(content))).toBe(hash);
            previousHash = hash;
          });
        }
      }),
      { numRuns: 40 },
    );
  });

  it('E3 verifyHistory finds any single edit, insertion, loss and reordering, given the head', async () => {
    const found = new Set<string>();
    await fc.assert(
      fc.asyncProperty(life, fc.array(tampering, { minLength: 20, maxLength: 20 }), async (steps, tamperings) => {
        for (const events of (await chainsOf(await live(steps))).values()) {
          const head = events[events.length - 1]?.hash ?? FIRST_HASH;
          expect(verifyHistory(events, { head })).toMatchObject({ ok: true, events: events.length });
          for (const change of tamperings) {
            const copy = tampered(events, change);
            if (copy === null) continue;
            expect(verifyHistory(copy, { head }).ok).toBe(false);
            found.add(change.how);
          }
        }
      }),
      { numRuns: 200 },
    );
    expect(found.size).toBe(7);
  });

  it('E3 says where: the place and the sequence of the first fault', async () => {
    const world = await createPopulation(['u-1']);
    for (const day of [31, 60]) {
      world.clock.toDay(day);
      await world.dormouse.sweep();
    }
    const events = (await chainsOf(world)).get('u-1') ?? [];
    expect(events.length).toBeGreaterThan(3);
    const edit = events.with(2, edited(events[2] as DormouseEvent, ['actor'], 'nobody'));
    expect(verifyHistory(edit)).toMatchObject({ ok: false, fault: { code: 'EDITED', index: 2, sequence: 3 } });
    const loss = events.toSpliced(1, 1);
    expect(verifyHistory(loss)).toMatchObject({ fault: { code: 'NOT_IN_ORDER', index: 1, sequence: 2 } });
    const head = events[events.length - 1]?.hash ?? '';
    const cut = events.slice(0, -1);
    expect(verifyHistory(cut)).toMatchObject({ ok: true });
    expect(verifyHistory(cut, { head })).toMatchObject({
      fault: { code: 'NOT_THE_HEAD', index: events.length - 1, sequence: events.length },
    });
    const other = edited(events[1] as DormouseEvent, ['identityId'], 'u-2');
    expect(verifyHistory(events.with(1, other))).toMatchObject({ fault: { code: 'NOT_OF_THIS_HISTORY', index: 1 } });
  });

  it('E3 E3a a salt that was added or changed is found', async () => {
    const world = await live([...steady]);
    const events = (await chainsOf(world)).get('anna') ?? [];
    const salted = events.findIndex((event) => 'salts' in event);
    const event = events[salted] as DormouseEvent & { salts: Record<string, string> };
    for (const salts of [{}, { ...event.salts, other: 'x' }, { name: 'forged' }, null, 7]) {
      const forged = { ...event, salts } as unknown as DormouseEvent;
      expect(verifyHistory(events.with(salted, forged))).toMatchObject({ fault: { code: 'EDITED', index: salted } });
    }
  });

  it('E3 what remains of an archived history starts from its last hash', async () => {
    const world = await live([...steady]);
    const events = (await chainsOf(world)).get('anna') ?? [];
    const { sequence, hash } = events[1] as DormouseEvent;
    expect(verifyHistory(events.slice(2), { from: { sequence, hash } })).toMatchObject({ ok: true });
    expect(verifyHistory(events.slice(2))).toMatchObject({ ok: false, fault: { code: 'NOT_IN_ORDER', index: 0 } });
    expect(verifyHistory(events.slice(3), { from: { sequence, hash } }).ok).toBe(false);
  });

  it('E3 an identity that is registered again goes on in the same chain', async () => {
    const world = await createPopulation(['u-1']);
    await world.dormouse.identities.remove({ accountId: 'acme', ids: ['u-1'], reason: 'gone' });
    await world.dormouse.identities.register({ accountId: 'acme', identities: [{ id: 'u-1', kind: 'user' }] });
    const events = (await chainsOf(world)).get('u-1') ?? [];
    expect(events.map(({ type, sequence }) => [type, sequence])).toEqual([
      ['identity.registered', 1],
      ['identity.removed', 2],
      ['identity.registered', 3],
    ]);
    expect(verifyHistory(events).ok).toBe(true);
  });

  it('E3 the hash function is injected', async () => {
    const hash = (text: string): string => createHash('sha512').update(text).digest('hex');
    const world = await createPopulation(['u-1'], { hash });
    const events = (await chainsOf(world)).get('u-1') ?? [];
    expect(events[0]?.hash).toHaveLength(128);
    expect(verifyHistory(events, { hash }).ok).toBe(true);
    expect(verifyHistory(events).ok).toBe(false);
    expect(await world.dormouse.history.verify({ accountId: 'acme' })).toMatchObject({ ok: true, histories: 2 });
  });
});

const steady: readonly LifeStep[] = [
  { what: 'activate', who: 'anna', number: 0, wait: 0 },
  { what: 'register', who: 'anna', number: 1, wait: DAY },
  { what: 'sweep', who: 'anna', number: 0, wait: 21 * DAY },
  { what: 'restrict', who: 'anna', number: 0, wait: DAY },
  { what: 'lift', who: 'anna', number: 0, wait: DAY },
  { what: 'update', who: 'anna', number: 2, wait: DAY },
];

describe('verifying through the engine', () => {
  it('E3 L12 every life verifies: chains, heads and records', async () => {
    await fc.assert(
      fc.asyncProperty(life, async (steps) => {
        const world = await live(steps);
        const chains = await chainsOf(world);
        const audit = await world.dormouse.history.verify({ accountId: 'acme', records: true });
        expect(audit).toMatchObject({ ok: true, faults: [] });
        expect(audit.histories).toBe(new Set([...chains.keys(), null]).size);
        for (const [identityId, events] of chains) {
          const kept = events[events.length >> 1]?.hash ?? null;
          const one = await world.dormouse.history.verify({ accountId: 'acme', identityId, head: kept });
          expect(one).toMatchObject({ ok: true, events: events.length });
          expect(one.head?.hash).toBe(events[events.length - 1]?.hash);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('E3 L12 every life verifies from wherever its first events were archived, and is known there or refused', async () => {
    await fc.assert(
      fc.asyncProperty(life, fc.double({ min: 0, max: 1, noNaN: true }), async (steps, share) => {
        const world = await live(steps);
        const { storage, archive } = archiving(world.storage);
        await archive(share);
        const dormouse = createDormouse({ storage, clock: world.clock.read });
        expect(await dormouse.history.verify({ accountId: 'acme', records: true })).toMatchObject({ faults: [] });
        for (const identityId of (await chainsOf(world)).keys()) {
          if (identityId === null) continue;
          const request = { accountId: 'acme', identityId, at: world.clock.read() };
          const told = await dormouse.history.asOf(request).catch(({ code }: { code: string }) => code);
          if (told === 'HISTORY_ARCHIVED') continue;
          expect(told).toEqual(await world.dormouse.history.asOf(request).catch(({ code }: { code: string }) => code));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('L12 the fold of the events is the stored subject, activity aside', async () => {
    await fc.assert(
      fc.asyncProperty(life, async (steps) => {
        const world = await live(steps);
        for (const [identityId, events] of await chainsOf(world)) {
          if (identityId === null) continue;
          const folded = foldEvents(events as IdentityEvent[]);
          const stored = (await world.storage.read('acme', [identityId])).stored[0] ?? null;
          expect(folded.status).toBe(stored?.status ?? null);
          if (stored === null) expect(folded.subject).toBeNull();
          else {
            expect(folded.head).toEqual({ sequence: stored.sequence, hash: stored.headHash });
            const { activity: _, progress, requirements, ...rest } = stored.subject;
            expect(folded.subject).toMatchObject(rest);
            expect(folded.subject?.progress).toEqual(expect.arrayContaining([...progress]));
            expect(folded.subject?.progress).toHaveLength(progress.length);
            expect(folded.subject?.requirements).toEqual(expect.arrayContaining([...requirements]));
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('E3 a log that was tampered with in the storage is found, with the place', async () => {
    const whole = await live([...steady]);
    const events = await allEventsOf(whole);
    for (const [index, event] of events.entries()) {
      const forged = events.with(index, edited(event, ['at'], START - 1));
      const items = forged.map((logged, place) => ({ position: place + 1, event: logged }));
      const storage: World['storage'] = {
        ...whole.storage,
        events: async (_, { identityId }) => ({
          items: items.filter((item) => identityId === undefined || item.event.identityId === identityId),
          more: false,
        }),
      };
      const { dormouse } = createWorld({ storage, clock: whole.clock.read });
      const audit = await dormouse.history.verify({ accountId: 'acme' });
      expect(audit).toMatchObject({
        ok: false,
        faults: [{ identityId: event.identityId, fault: { code: 'EDITED', sequence: event.sequence } }],
      });
    }
  });

  it('L12 a record that was changed without an event is found', async () => {
    const world = await createPopulation(['u-1', 'u-2']);
    const verify = (records: boolean) => world.dormouse.history.verify({ accountId: 'acme', records });
    await patchSubject(world, 'u-2', { reactivatedAt: START });
    expect(await verify(false)).toMatchObject({ ok: true });
    expect(await verify(true)).toMatchObject({
      ok: false,
      faults: [{ identityId: 'u-2', fault: { code: 'RECORD_DIFFERS' } }],
    });
    await patchSubject(world, 'u-2', { reactivatedAt: null }, { headHash: FIRST_HASH });
    expect(await verify(false)).toMatchObject({
      faults: [{ identityId: 'u-2', fault: { code: 'NOT_THE_HEAD' } }],
    });
  });

  it('E3 a head that was kept elsewhere must have been passed', async () => {
    const { dormouse } = await createPopulation(['u-1']);
    const request = { accountId: 'acme', identityId: 'u-1' };
    const { head } = await dormouse.history.verify(request);
    expect(await dormouse.history.verify({ ...request, head: head?.hash ?? '' })).toMatchObject({ ok: true });
    expect(await dormouse.history.verify({ ...request, head: 'f'.repeat(64) })).toMatchObject({
      ok: false,
      faults: [{ fault: { code: 'NOT_THE_HEAD' } }],
    });
    await expect(dormouse.history.verify({ accountId: 'acme', head: 'f' })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
  });
});
