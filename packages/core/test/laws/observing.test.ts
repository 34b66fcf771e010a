import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DormouseEvent, EventOf } from '../../src/model/event';
import { createPopulation, createWorld, DAY, eventsOf, ladder, START, typesOf, type World } from '../engine/support';
import { createCrowd, sleepers, statusCounts } from './support/crowd';

const acme = { accountId: 'acme' };

const trial = {
  id: 'trial',
  inactivity: [
    {
      id: 'all',
      stages: [
        { id: 'warn', after: 'P10D', notify: 'mail' },
        { id: 'limit', after: 'P20D', control: { type: 'DORMANT', reasonCode: 'INACTIVITY' } },
        { id: 'close', after: 'P40D', control: { type: 'CLOSED', reasonCode: 'INACTIVITY' } },
      ],
    },
  ],
};

const observe = (world: World, document: unknown = trial) =>
  world.dormouse.policies.activate({ ...acme, document, reason: 'trial', mode: 'observe' });

async function toldIn(world: World): Promise<EventOf<'would_restrict'>[]> {
  return (await eventsOf(world)).filter((event): event is EventOf<'would_restrict'> => event.type === 'would_restrict');
}

async function sweepDays(world: World, from: number, to: number): Promise<void> {
  for (let day = from; day <= to; day++) {
    world.clock.toDay(day);
    await world.dormouse.sweep();
  }
}

const withoutTrial = (events: readonly DormouseEvent[]) =>
  events
    .filter(({ type, identityId }) => identityId !== null && type !== 'would_restrict')
    .map(({ type, identityId, at }) => [identityId ?? '', type, at] as const)
    // Each identity's own order is what counts.
    .sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0));

describe('observing policies', () => {
  it('P8 tell again in the next episode, at its date', async () => {
    const world = createWorld();
    await observe(world);
    const identities = [{ id: 'u', kind: 'user' }];
    await world.dormouse.identities.register({ ...acme, identities });
    const login = (day: number) => {
      world.clock.toDay(day);
      const activities = [{ identityId: 'u', type: 'login', at: world.clock.read() }];
      return world.dormouse.activity.record({ ...acme, activities });
    };
    await login(0);
    await sweepDays(world, 1, 41);
    await login(50);
    await sweepDays(world, 51, 75);
    const told = (await toldIn(world)).map(({ at, data }) => [data.stageId, (at - START) / DAY]);
    expect(told).toEqual([
      ['limit', 20],
      ['close', 40],
      ['limit', 70],
    ]);
  });

  it('P8 tell what they would have done, once for each stage, and act on nothing', async () => {
    const world = createWorld();
    await observe(world);
    await world.dormouse.identities.register({ ...acme, identities: [{ id: 'u', kind: 'user' }] });
    await sweepDays(world, 1, 100);
    const told = await toldIn(world);
    expect(told.map(({ at, data }) => [data.stageId, (at - START) / DAY])).toEqual([
      ['limit', 20],
      ['close', 40],
    ]);
    expect(told[0]?.data).toMatchObject({
      policyId: 'trial',
      version: 1,
      ruleId: 'all',
      controlType: 'DORMANT',
      progress: [
        { stageId: 'warn', outcome: 'served', at: START + 10 * DAY },
        { stageId: 'limit', outcome: 'acted' },
      ],
    });
    const { status, subject } = await world.dormouse.identities.get('acme', 'u');
    expect({ status, controls: subject.controls, progress: subject.progress }).toEqual({
      status: 'APPROVED',
      controls: [],
      progress: [],
    });
    expect(await typesOf(world)).not.toContain('identity.notice_served');
  });

  it('P8 can be asked what they make of somebody', async () => {
    const world = await createPopulation(['u']);
    const { dormouse, clock } = world;
    await expect(dormouse.evaluate('acme', 'u', 'observe')).rejects.toMatchObject({ code: 'POLICY_NOT_FOUND' });
    await observe(world);
    await sweepDays(world, 9, 15);
    const { due, policies, validUntil } = await dormouse.evaluate('acme', 'u', 'observe');
    expect({ due, validUntil }).toEqual({ due: [], validUntil: START + 20 * DAY });
    expect(policies).toMatchObject([{ policyId: 'trial', stages: [{ state: 'done' }, { state: 'waiting' }, {}] }]);
    clock.toDay(20);
    expect((await dormouse.evaluate('acme', 'u', 'observe')).due).toMatchObject([{ stageId: 'limit' }]);
    expect((await dormouse.evaluate('acme', 'u')).due).toEqual([]);
  });

  it('P8 tell again in a new episode', async () => {
    const world = createWorld();
    await observe(world);
    await world.dormouse.identities.register({ ...acme, identities: [{ id: 'u', kind: 'user' }] });
    await sweepDays(world, 1, 25);
    const activities = [{ identityId: 'u', type: 'login', at: world.clock.read() }];
    await world.dormouse.activity.record({ ...acme, activities });
    await sweepDays(world, 26, 50);
    const days = (await toldIn(world)).map(({ at, data }) => [data.stageId, (at - START) / DAY]);
    expect(days).toEqual([
      ['limit', 20],
      ['limit', 45],
    ]);
  });

  it('P8 change nothing that enforcing policies do, whatever happens', async () => {
    const step = fc.record({
      wait: fc.integer({ min: 1, max: 30 }),
      active: fc.uniqueArray(fc.integer({ min: 0, max: 2 })),
      lift: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 10 }), async (steps) => {
        const histories: unknown[] = [];
        for (const isObserved of [false, true]) {
          const world = await createPopulation(['u-0', 'u-1', 'u-2']);
          if (isObserved) await observe(world);
          let day = 0;
          for (const { wait, active, lift } of steps) {
            await sweepDays(world, day + 1, day + wait);
            day += wait;
            const activities = active.map((index) => ({ identityId: `u-${index}`, type: 'x', at: world.clock.read() }));
            await world.dormouse.activity.record({ ...acme, activities });
            const [control] = lift ? (await world.dormouse.controls.list(acme)).items : [];
            if (control?.type === 'DORMANT') {
              await world.dormouse.controls.delete({ ...acme, controlId: control.id, reason: 'back' });
            }
          }
          const events = await eventsOf(world);
          const { items } = await world.dormouse.identities.list(acme);
          histories.push([withoutTrial(events), items.map(({ status, identity }) => [identity.id, status])]);
          const told = (await toldIn(world)).map(({ identityId, data }) => {
            const { policyId, ruleId, stageId, progress } = data;
            return JSON.stringify([identityId, policyId, ruleId, stageId, progress[progress.length - 1]?.base]);
          });
          expect(new Set(told).size).toBe(told.length);
          expect(isObserved || told.length === 0).toBe(true);
        }
        expect(histories[1]).toEqual(histories[0]);
      }),
      { numRuns: 40 },
    );
  });

  it('P8 stand beside the enforcing version of the same policy, until a version enforces', async () => {
    const world = await createPopulation(['u']);
    const { dormouse, clock } = world;
    const draft = { ...ladder, inactivity: [{ id: 'everyone', stages: [{ ...trial.inactivity[0]?.stages[1] }] }] };
    const { activation } = await observe(world, draft);
    expect(activation).toMatchObject({ version: 2, mode: 'observe' });
    const inForce = async () => (await dormouse.policies.list('acme')).map(({ version, mode }) => [version, mode]);
    expect(await inForce()).toEqual([
      [1, 'enforce'],
      [2, 'observe'],
    ]);
    clock.toDay(20);
    await dormouse.sweep();
    expect((await toldIn(world)).map(({ data }) => data.version)).toEqual([2]);
    expect(await statusCounts(world)).toEqual({ APPROVED: 1 });
    await dormouse.policies.activate({ ...acme, document: draft, reason: 'now' });
    expect(await inForce()).toEqual([[3, 'enforce']]);
    await dormouse.sweep();
    expect(await statusCounts(world)).toEqual({ DISABLED: 1 });
    expect((await dormouse.policies.history('acme', 'workforce')).map(({ mode }) => mode)).toEqual([
      'enforce',
      'observe',
      'enforce',
    ]);
  });

  it('P8 are not in the way of the guard, and of nobody when they are retired', async () => {
    const world = await createCrowd(30, { settings: { guard: { maxRestricted: { percent: 0, atLeast: 0 } } } });
    const { dormouse, clock } = world;
    await dormouse.policies.retire({ ...acme, policyId: 'sleepers', reason: 'only observed' });
    await observe(world, sleepers);
    clock.toDay(45);
    expect(await dormouse.sweep()).toMatchObject({ halted: false, evaluated: 30 });
    expect(await toldIn(world)).toHaveLength(30);
    await dormouse.policies.retire({ ...acme, policyId: 'sleepers', reason: 'seen enough' });
    await sweepDays(world, 46, 100);
    expect(await toldIn(world)).toHaveLength(30);
    const { stored } = await world.storage.read('acme', ['u-1']);
    expect(stored[0]).not.toHaveProperty('observed');
  });

  it.each(['watch', 1, {}])('P8 no mode but enforce and observe: %o', async (mode) => {
    const activate = createWorld().dormouse.policies.activate({
      ...acme,
      document: trial,
      reason: 'x',
      mode: mode as never,
    });
    await expect(activate).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });
});
