import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ActivityOfType } from '../../src/model/activity';
import { createPopulation, createWorld, DAY, ladder, START, typesOf, type World } from '../engine/support';

const ids = ['u-1', 'u-2', '__proto__'];

const activity = fc.record({
  identityId: fc.constantFrom(...ids),
  type: fc.constantFrom('login', 'token', 'constructor', '__proto__'),
  at: fc.integer({ min: START - 400 * DAY, max: START + 5 * 60_000 }).map((at) => new Date(at)),
  outcome: fc.constantFrom('success', 'failure'),
  count: fc.integer({ min: 1, max: 5 }),
} as const);

async function summaries({ dormouse }: World): Promise<readonly ActivityOfType[][]> {
  const states = await Promise.all(ids.map((id) => dormouse.identities.get('acme', id)));
  return states.map(({ subject }) => [...subject.activity].sort((left, right) => (left.type < right.type ? -1 : 1)));
}

async function expiryOf({ storage }: World, id = 'u-1'): Promise<number | undefined> {
  return (await storage.read('acme', [id])).stored[0]?.expiresAt;
}

async function login({ dormouse }: World, at: number, type = 'login'): Promise<void> {
  await dormouse.activity.record({ accountId: 'acme', activities: [{ identityId: 'u-1', type, at: new Date(at) }] });
}

describe('activity', () => {
  it('A1 any order and any batching leave the same state', async () => {
    const cuts = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 12 });
    const shuffled = fc.array(activity, { maxLength: 30 }).chain((all) => {
      const order = fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length });
      return fc.tuple(fc.constant(all), order);
    });
    await fc.assert(
      fc.asyncProperty(shuffled, cuts, async ([all, order], sizes) => {
        const [one, many] = [await createPopulation(ids), await createPopulation(ids)];
        await one.dormouse.activity.record({ accountId: 'acme', activities: all });
        let turn = 0;
        for (let first = 0; first < order.length; ) {
          const size = sizes[turn++ % sizes.length] ?? 1;
          await many.dormouse.activity.record({ accountId: 'acme', activities: order.slice(first, first + size) });
          first += size;
        }
        expect(await summaries(many)).toEqual(await summaries(one));
      }),
      { numRuns: 100 },
    );
  });

  it('A1 the summary is the latest instant and the sum of the counts, by type and outcome', async () => {
    const world = await createPopulation(ids);
    const at = (day: number): Date => new Date(START - day * DAY);
    const { dormouse } = world;
    const activities = [
      { identityId: 'u-1', type: 'login', at: at(3), count: 2 },
      { identityId: 'u-1', type: 'login', at: at(1) },
      { identityId: 'u-1', type: 'login', at: at(2), outcome: 'failure' as const },
    ];
    expect(await dormouse.activity.record({ accountId: 'acme', activities })).toEqual({ recorded: 3, refused: [] });
    expect((await summaries(world))[0]).toEqual([
      {
        type: 'login',
        successAt: START - DAY,
        successCount: 3,
        failureAt: START - 2 * DAY,
        failureCount: 1,
        days: {
          from: null,
          counts: [
            { day: START / DAY - 3, successes: 2, failures: 0 },
            { day: START / DAY - 2, successes: 0, failures: 1 },
            { day: START / DAY - 1, successes: 1, failures: 0 },
          ],
        },
      },
    ]);
  });

  it('A5 activity up to 5 minutes ahead is taken, later is refused, and stops nobody', async () => {
    const { dormouse } = await createPopulation(ids);
    const at = (ahead: number): string => new Date(START + ahead).toISOString();
    const record = await dormouse.activity.record({
      accountId: 'acme',
      activities: [
        { identityId: 'u-1', type: 'login', at: at(300_000) },
        { identityId: 'u-1', type: 'login', at: at(300_001) },
        { identityId: 'nobody', type: 'login', at: at(0) },
        { identityId: 'u-2', type: 'login', at: 'yesterday' },
        { identityId: 'u-2', type: 'login', at: at(0), count: 0 },
        null as never,
        { identityId: 'u-2', type: 'login', at: at(0) },
      ],
    });
    expect(record.recorded).toBe(2);
    expect(record.refused.map(({ index, error }) => [index, error.code])).toEqual([
      [1, 'ACTIVITY_IN_FUTURE'],
      [2, 'IDENTITY_NOT_FOUND'],
      [3, 'INVALID_ARGUMENT'],
      [4, 'INVALID_ARGUMENT'],
      [5, 'INVALID_ARGUMENT'],
    ]);
  });

  it('A5 late activity cancels a stage that has not acted yet', async () => {
    const world = await createPopulation(['u-1']);
    world.clock.toDay(50);
    await login(world, START + 20 * DAY);
    await world.dormouse.sweep();
    expect(await typesOf(world)).toEqual(['policy.activated', 'identity.registered', 'identity.notice_served']);
    expect((await world.dormouse.identities.get('acme', 'u-1')).subject.progress[0]?.base).toBe(START + 20 * DAY);
  });

  it('S1 only the first activity of each type expires the evaluation', async () => {
    const world = await createPopulation(['u-1']);
    const expiry = START + 30 * DAY;
    world.clock.toDay(1);
    expect(await expiryOf(world)).toBe(expiry);
    await login(world, world.clock.now);
    expect(await expiryOf(world)).toBe(world.clock.now);
    await world.dormouse.sweep();
    expect(await expiryOf(world)).toBe(START + 31 * DAY);
    world.clock.toDay(2);
    await login(world, world.clock.now);
    expect(await expiryOf(world)).toBe(START + 31 * DAY);
    await login(world, world.clock.now, 'token');
    expect(await expiryOf(world)).toBe(START + 2 * DAY);
  });

  it('S1 under a policy whose conditions read activity facts, every activity expires the evaluation', async () => {
    const when = { all: [{ fact: 'lastActiveAt', operator: 'olderThan', value: 'P10D' }] };
    const document = { id: 'reads', inactivity: [{ ...ladder.inactivity[0], when }] };
    const world = createWorld();
    await world.dormouse.policies.activate({ accountId: 'acme', document, reason: 'test' });
    await world.dormouse.identities.register({ accountId: 'acme', identities: [{ id: 'u-1', kind: 'user' }] });
    await login(world, START);
    await world.dormouse.sweep();
    for (const day of [1, 2]) {
      world.clock.toDay(day);
      await login(world, world.clock.now);
      expect(await expiryOf(world)).toBe(world.clock.now);
      await world.dormouse.sweep();
      expect(await expiryOf(world)).toBeGreaterThan(world.clock.now);
    }
  });

  it('P6 activity after a notice withdraws it at once', async () => {
    const world = await createPopulation(['u-1']);
    world.clock.toDay(1);
    await login(world, world.clock.now);
    world.clock.toDay(31);
    await world.dormouse.sweep();
    world.clock.toDay(33);
    await login(world, world.clock.now);
    expect((await typesOf(world)).slice(-2)).toEqual(['identity.notice_served', 'identity.notice_withdrawn']);
    const { subject } = await world.dormouse.identities.get('acme', 'u-1');
    expect(subject.progress).toEqual([]);
    expect(await expiryOf(world)).toBe(START + 63 * DAY);
  });
});
