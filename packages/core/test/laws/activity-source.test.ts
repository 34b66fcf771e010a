import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ActivitySource } from '../../src/engine/activity-source';
import { createCrowd, statusCounts } from './support/crowd';

const at = new Date('2026-02-10T00:00:00Z');

describe('the freshest activity', () => {
  it('S6 is asked for before anybody is acted on, and who was active is not', async () => {
    const asked: string[][] = [];
    const activitySource: ActivitySource = async (_, ids) => {
      asked.push([...ids]);
      return [
        { identityId: 'u-1', type: 'login', at },
        { identityId: 'stranger', type: 'login', at },
      ];
    };
    const world = await createCrowd(3, { activitySource });
    world.clock.toDay(45);
    expect(await world.dormouse.sweep()).toMatchObject({ evaluated: 3, errors: 0 });
    expect(asked.map((ids) => ids.sort())).toEqual([['u-0', 'u-1', 'u-2']]);
    expect(await statusCounts(world)).toEqual({ APPROVED: 1, DISABLED: 2 });
    expect((await world.dormouse.identities.get('acme', 'u-1')).lastActiveAt).toBe(at.getTime());
  });

  it('S6 a source that fails restricts nobody: each is counted as trouble, and is due still', async () => {
    let fails = true;
    const activitySource: ActivitySource = () => {
      if (fails) throw new Error('down');
      return [];
    };
    const world = await createCrowd(3, { activitySource });
    world.clock.toDay(45);
    const report = await world.dormouse.sweep();
    expect(report).toMatchObject({ evaluated: 0, errors: 3 });
    expect(report.troubles[0]).toMatchObject({ identityId: 'u-0', error: new Error('down') });
    expect(await statusCounts(world)).toEqual({ APPROVED: 3 });
    fails = false;
    expect(await world.dormouse.sweep()).toMatchObject({ evaluated: 3, errors: 0 });
    expect(await statusCounts(world)).toEqual({ DISABLED: 3 });
  });

  it('S6 S7 trouble with some stops nobody else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 0, max: 9 })), async (bad) => {
        const activitySource: ActivitySource = async () =>
          bad.map((index) => ({ identityId: `u-${index}`, type: 'login', at: 'yesterday' }));
        const world = await createCrowd(10, { activitySource });
        world.clock.toDay(45);
        expect(await world.dormouse.sweep()).toMatchObject({ evaluated: 10 - bad.length, errors: bad.length });
        const { DISABLED = 0 } = await statusCounts(world);
        expect(DISABLED).toBe(10 - bad.length);
      }),
      { numRuns: 20 },
    );
  });

  it('S4 S6 the guard counts after it has asked, so that it halts nothing for want of news', async () => {
    const activitySource: ActivitySource = async (_, ids) =>
      ids.map((identityId) => ({ identityId, type: 'login', at }));
    const world = await createCrowd(1_200, { activitySource });
    world.clock.toDay(45);
    expect(await world.dormouse.sweep()).toMatchObject({ halted: false, evaluated: 1_200, acted: [] });
  });

  it('S6 what is no list fails for all of them', async () => {
    const world = await createCrowd(2, { activitySource: (async () => null) as never });
    world.clock.toDay(45);
    expect(await world.dormouse.sweep()).toMatchObject({ evaluated: 0, errors: 2 });
  });
});
