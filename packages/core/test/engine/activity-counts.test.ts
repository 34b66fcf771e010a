import { describe, expect, it } from 'vitest';
import { dayOf } from '../../src/model/activity-days';
import type { Storage } from '../../src/storage/storage';
import { createWorld, DAY, START, type World } from './support';

const fewCommits = (within: string): object => ({
  id: 'commits',
  requirements: [
    {
      id: 'set',
      when: {
        all: [{ fact: 'activityCount', params: { types: ['commit'], within }, operator: 'lessThan', value: 2 }],
      },
      require: [{ type: 'REVIEW' }],
    },
  ],
});

async function worldUnder(within: string): Promise<World> {
  const world = createWorld();
  await commit(world, [], true);
  await world.dormouse.policies.activate({ accountId: 'acme', document: fewCommits(within), reason: 'test' });
  return world;
}

/** Registers the identity first, when it is told to, so that it never has too few commits. */
async function commit({ dormouse }: World, days: readonly number[], registers = false): Promise<void> {
  if (registers) await dormouse.identities.register({ accountId: 'acme', identities: [{ id: 'u-1', kind: 'user' }] });
  const activities = days.map((day) => ({ identityId: 'u-1', type: 'commit', at: new Date(START + day * DAY) }));
  const { refused } = await dormouse.activity.record({ accountId: 'acme', activities });
  expect(refused).toEqual([]);
}

const stored = async ({
  storage,
}: {
  storage: Storage;
}): Promise<NonNullable<Awaited<ReturnType<Storage['read']>>['stored'][number]>> => {
  const [only] = (await storage.read('acme', ['u-1'])).stored;
  if (only === null || only === undefined) throw new Error('no such identity');
  return only;
};

describe('counts in a window, in the engine (A8)', () => {
  it('a sweep acts on the day when too few are left, and not before', async () => {
    const world = await worldUnder('P30D');
    await commit(world, [0, -3]);
    await world.dormouse.sweep();
    const leaves = START - 3 * DAY + 31 * DAY;
    expect((await stored(world)).expiresAt).toBe(leaves);
    world.clock.now = leaves - 1;
    expect((await world.dormouse.sweep()).evaluated).toBe(0);
    world.clock.now = leaves;
    expect((await world.dormouse.sweep()).acted).toMatchObject([{ action: 'open', setId: 'set', count: 1 }]);
  });

  it('any activity of a counted type expires the evaluation, late activity too', async () => {
    const world = await worldUnder('P30D');
    await commit(world, [0, -3]);
    await world.dormouse.sweep();
    world.clock.toDay(20);
    await commit(world, [-1]);
    expect((await stored(world)).expiresAt).toBe(world.clock.now);
    await world.dormouse.sweep();
    expect((await stored(world)).expiresAt).toBe(START - DAY + 31 * DAY);
  });

  it.each([
    ['400 days are kept', 'P30D', [101], true],
    ['more where a policy looks back further', 'P2Y', [0, 101], false],
  ])('%s', async (_, within, days, isCut) => {
    const world = await worldUnder(within);
    await commit(world, [0]);
    world.clock.toDay(101);
    await commit(world, [101]);
    world.clock.toDay(501);
    await commit(world, [501]);
    const [{ successCount, days: kept } = { successCount: 0, days: undefined }] = (await stored(world)).subject
      .activity;
    expect(successCount).toBe(3);
    const today = dayOf(START);
    expect(kept?.counts.map(({ day }) => day - today)).toEqual([...days, 501]);
    expect(kept?.from ?? null).toBe(isCut ? today + 1 : null);
  });

  it('what is stored is nobody else`s object', async () => {
    const world = await worldUnder('P30D');
    const mark = {
      identityId: 'u-1',
      activity: {
        type: 'commit',
        successAt: START,
        successCount: 1,
        failureAt: null,
        failureCount: 0,
        days: { from: null, counts: [{ day: dayOf(START), successes: 1, failures: 0 }] },
      },
    };
    for (let time = 0; time < 2; time++) {
      await world.storage.recordActivity('acme', [mark], { now: START, expires: false });
      (mark.activity.days.counts[0] as { successes: number }).successes = 1_000 * (time + 1);
    }
    const [activity] = (await stored(world)).subject.activity;
    expect(activity?.days?.counts).toEqual([{ day: dayOf(START), successes: 1_001, failures: 0 }]);
    expect([activity?.days?.counts, activity?.days?.counts[0]].every(Object.isFrozen)).toBe(true);
  });
});
