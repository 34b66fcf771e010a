import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DormouseEvent } from '../../src/model/event';
import type { Storage } from '../../src/storage/storage';
import { allEventsOf, createPopulation, createWorld, refusal, type World } from '../engine/support';
import { life, live } from './support/random-life';

const HOUR = 3_600_000;
const accountId = 'acme';

function keyOf({ identityId, sequence }: DormouseEvent): string {
  return `${identityId}/${sequence}`;
}

/** Each stream was heard in order: an event may come again, but none comes before all that stand before it. */
function expectInOrder(heard: readonly DormouseEvent[]): void {
  const upTo = new Map<string | null, number>();
  for (const { identityId, sequence } of heard) {
    const last = upTo.get(identityId) ?? 0;
    expect(sequence).toBeLessThanOrEqual(last + 1);
    upTo.set(identityId, Math.max(last, sequence));
  }
}

async function population(ids: readonly string[]): Promise<World> {
  const world = await createPopulation(ids);
  for (const label of ['a', 'b']) {
    await world.dormouse.identities.update({ accountId, identities: ids.map((id) => ({ id, labels: [label] })) });
  }
  return world;
}

/** Runs the consumer until there is nothing left, an hour after the other. */
async function runOut(world: World, handle: (event: DormouseEvent) => unknown): Promise<void> {
  for (let runs = 0; runs < 100; runs++) {
    world.clock.now += HOUR;
    const { handled, failed } = await world.dormouse.consumers.run({ name: 'mailer', handle });
    if (handled + failed === 0) return;
  }
  throw new Error('it never ends');
}

/** A storage whose process dies at some of its calls: they, and all that follow, fail until it is started again. */
function mortal(storage: Storage): { readonly storage: Storage; die: (after: number) => void } {
  let left = Number.POSITIVE_INFINITY;
  const handler: ProxyHandler<Storage> = {
    get: (target, name) => {
      const method = Reflect.get(target, name) as (...args: unknown[]) => unknown;
      return (...args: unknown[]) => {
        if (left-- <= 0) return Promise.reject(new Error('the process died'));
        return method(...args);
      };
    },
  };
  return {
    storage: new Proxy(storage, handler),
    die: (after) => {
      left = after;
    },
  };
}

describe('durable consumers', () => {
  it('E5 every event is handed over, in order per identity, whatever fails and however often the process dies', async () => {
    const trouble = fc.record({
      fails: fc.array(fc.integer({ min: 0, max: 60 }), { maxLength: 20 }),
      deaths: fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 6 }),
      limit: fc.constantFrom(1, 3, 7, null),
    });
    await fc.assert(
      fc.asyncProperty(life, trouble, async (steps, { fails, deaths, limit }) => {
        const world = await live(steps);
        const events = await allEventsOf(world);
        const heard: DormouseEvent[] = [];
        const handled = new Set<string>();
        const failing = new Set(fails);
        let calls = 0;
        const handle = (event: DormouseEvent): void => {
          if (failing.has(calls++)) throw new Error('not now');
          heard.push(event);
          handled.add(keyOf(event));
        };
        for (const after of deaths) {
          const process = mortal(world.storage);
          const { dormouse } = createWorld({ storage: process.storage, clock: world.clock.read });
          process.die(after);
          await dormouse.consumers.run({ name: 'mailer', handle, limit, tries: 100 }).catch(() => null);
          // The lease of the dead one is over after a minute.
          world.clock.now += HOUR;
        }
        await runOut(world, handle);
        expect(handled).toEqual(new Set(events.map(keyOf)));
        expectInOrder(heard);
      }),
      { numRuns: 80 },
    );
  });

  it('E5 without trouble each event is handed over once, to each consumer, and new ones afterwards', async () => {
    const world = await population(['u-1', 'u-2']);
    const heard: Record<string, string[]> = { a: [], b: [] };
    const run = (name: string) =>
      world.dormouse.consumers.run({ name, handle: (event) => void heard[name]?.push(keyOf(event)) });
    const events = (await allEventsOf(world)).map(keyOf);
    expect(await run('a')).toMatchObject({ handled: events.length, failed: 0, parked: [], busy: [], aborted: false });
    expect(await run('a')).toMatchObject({ handled: 0 });
    await world.dormouse.identities.update({ accountId, identities: [{ id: 'u-2', labels: ['c'] }] });
    await run('a');
    await run('b');
    expect(heard['a']).toEqual((await allEventsOf(world)).map(keyOf));
    expect(heard['b']).toEqual(heard['a']);
  });

  it('E5 a poisoned event is parked after its tries and reported; its identity waits, the others go on', async () => {
    const world = await population(['u-1', 'u-2', 'u-3']);
    const { dormouse, clock } = world;
    const heard: string[] = [];
    let isPoisoned = true;
    const handle = (event: DormouseEvent): void => {
      if (isPoisoned && keyOf(event) === 'u-2/2') throw new Error('cannot read this');
      heard.push(keyOf(event));
    };
    const failures: number[] = [];
    for (let run = 1; run <= 7; run++) {
      const { failed, parked } = await dormouse.consumers.run({ name: 'mailer', handle, accountId });
      failures.push(failed);
      expect(parked).toHaveLength(run === 5 ? 1 : 0);
      clock.now += HOUR;
    }
    expect(failures).toEqual([1, 1, 1, 1, 1, 0, 0]);
    const streams = ['null/1', 'u-1/1', 'u-2/1', 'u-3/1', 'u-1/2', 'u-3/2', 'u-1/3', 'u-3/3'];
    expect(heard).toEqual(streams);
    const request = { name: 'mailer', accountId };
    expect(await dormouse.consumers.parked(request)).toMatchObject([
      { identityId: 'u-2', sequence: 2, type: 'identity.updated', tries: 5, error: 'cannot read this' },
    ]);
    isPoisoned = false;
    expect(await dormouse.consumers.run({ ...request, handle })).toMatchObject({ handled: 0 });
    expect(await dormouse.consumers.retryParked({ ...request, identityId: 'u-1' })).toBe(0);
    expect(await dormouse.consumers.retryParked(request)).toBe(1);
    expect(await dormouse.consumers.run({ ...request, handle })).toMatchObject({ handled: 2, failed: 0 });
    expect(heard.slice(streams.length)).toEqual(['u-2/2', 'u-2/3']);
    expect(await dormouse.consumers.parked(request)).toEqual([]);
  });

  it('E5 a parked event can be left out for good: what waits behind it goes on', async () => {
    const world = await population(['u-1']);
    const heard: string[] = [];
    const request = {
      name: 'mailer',
      accountId,
      tries: 1,
      handle: (event: DormouseEvent): void => {
        if (keyOf(event) === 'u-1/2') throw new Error('no');
        heard.push(keyOf(event));
      },
    };
    expect((await world.dormouse.consumers.run(request)).parked).toHaveLength(1);
    expect(await world.dormouse.consumers.skipParked(request)).toBe(1);
    await world.dormouse.consumers.run(request);
    expect(heard).toEqual(['null/1', 'u-1/1', 'u-1/3']);
    expect(await world.dormouse.consumers.run(request)).toMatchObject({ handled: 0, failed: 0 });
  });

  it('E5 tries come further and further apart', async () => {
    const world = await population(['u-1']);
    const tries: number[] = [];
    const start = world.clock.now;
    const request = {
      name: 'mailer',
      accountId,
      handle: (event: DormouseEvent, { attempt }: { attempt: number }): void => {
        if (event.identityId !== 'u-1') return;
        tries.push(world.clock.now - start);
        expect(attempt).toBe(tries.length);
        throw new Error('no');
      },
    };
    for (let second = 0; second < 200; second++) {
      await world.dormouse.consumers.run(request);
      world.clock.now += 1_000;
    }
    expect(tries).toEqual([0, 1_000, 5_000, 21_000, 85_000]);
  });

  it('E5 a consumer that always fails loses nothing: it stops where too many are blocked', async () => {
    const ids = Array.from({ length: 30 }, (_, index) => `u-${index}`);
    const world = await population(ids);
    const events = await allEventsOf(world);
    const request = { name: 'mailer', accountId, mostBlocked: 10 };
    const never = (): never => {
      throw new Error('the mail server is down');
    };
    for (let run = 0; run < 10; run++) {
      const { halted } = await world.dormouse.consumers.run({ ...request, handle: never });
      expect(halted).toEqual([accountId]);
      world.clock.now += HOUR;
    }
    expect(await world.dormouse.consumers.parked(request)).toHaveLength(10);
    const heard: DormouseEvent[] = [];
    await world.dormouse.consumers.retryParked(request);
    await runOut(world, (event) => void heard.push(event));
    expectInOrder(heard);
    expect(new Set(heard.map(keyOf))).toEqual(new Set(events.map(keyOf)));
    expect(heard).toHaveLength(events.length);
  });

  it('E5 two runs of one consumer do not overlap; one that died is followed when its lease is over', async () => {
    const world = await population(['u-1']);
    const { dormouse, clock } = world;
    const heard: string[] = [];
    let goOn = (): void => undefined;
    const waiting = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    const slow = dormouse.consumers.run({ name: 'mailer', handle: () => waiting });
    await new Promise((resolve) => setTimeout(resolve, 0));
    const quick = { name: 'mailer', handle: (event: DormouseEvent) => void heard.push(keyOf(event)) };
    expect(await dormouse.consumers.run(quick)).toMatchObject({ handled: 0, busy: [accountId] });
    clock.now += 60_000;
    expect(await dormouse.consumers.run(quick)).toMatchObject({ handled: 4, busy: [] });
    goOn();
    // The slow one finds that its lease is gone, and leaves the position to the other.
    expect(await slow).toMatchObject({ busy: [accountId] });
    expect(await dormouse.consumers.run(quick)).toMatchObject({ handled: 0 });
    expect(heard).toEqual(['null/1', 'u-1/1', 'u-1/2', 'u-1/3']);
  });

  it('E5 goes through all accounts, stops at its limit and by its signal, and refuses nonsense', async () => {
    const world = await population(['u-1']);
    await world.dormouse.identities.register({ accountId: 'beta', identities: [{ id: 'u-1', kind: 'user' }] });
    const heard: string[] = [];
    const handle = (event: DormouseEvent): void => void heard.push(`${event.accountId} ${keyOf(event)}`);
    const request = { name: 'mailer', handle };
    expect(await world.dormouse.consumers.run({ ...request, limit: 2 })).toMatchObject({ handled: 2 });
    const signal = { aborted: false };
    const stopping = (event: DormouseEvent): void => {
      handle(event);
      signal.aborted = true;
    };
    expect(await world.dormouse.consumers.run({ ...request, handle: stopping, signal })).toMatchObject({
      handled: 1,
      aborted: true,
    });
    await world.dormouse.consumers.run(request);
    expect(heard).toEqual(['acme null/1', 'acme u-1/1', 'acme u-1/2', 'acme u-1/3', 'beta u-1/1']);
    for (const wrong of [{ name: '' }, { handle: 7 }, { tries: 0 }, { limit: 1.5 }, { accountId: 7 }]) {
      const given = { ...request, ...wrong } as never;
      expect(await refusal(world.dormouse.consumers.run(given))).toMatchObject({ code: 'INVALID_ARGUMENT' });
    }
    expect(await world.dormouse.consumers.run({ ...request, accountId: 'nobody' })).toMatchObject({ handled: 0 });
  });
});
