import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../storage-memory/src/index';
import { createDormouse } from '../../src/engine/create-dormouse';
import { allEventsOf, ladder, ManualClock, refusal } from '../engine/support';
import { createCrowd, guardOf, register, sleepers, statusCounts, turn } from './support/crowd';

const byAll = { policyId: 'sleepers', ruleId: 'all', stageId: 'dormant', setId: null };

describe('the guard', () => {
  it('S4 is on by default: over the larger of 5 % and 20 a run halts with nothing done, and says how many, by which rules', async () => {
    const world = await createCrowd(21);
    world.clock.toDay(45);
    const report = await world.dormouse.sweep();
    expect(report).toMatchObject({ evaluated: 0, halted: true, acted: [] });
    expect(report.runs).toMatchObject([
      {
        accountId: 'acme',
        state: 'halted',
        endedAt: null,
        guard: {
          outcome: 'halted',
          limit: 20,
          restrictedBefore: 0,
          wouldRestrict: 21,
          byRule: [{ ...byAll, count: 21 }],
        },
      },
    ]);
    expect(await statusCounts(world)).toEqual({ APPROVED: 21 });
    const events = await allEventsOf(world);
    expect(events[events.length - 1]).toMatchObject({
      type: 'sweep.halted',
      identityId: null,
      data: { runId: report.runId, guard: { wouldRestrict: 21 } },
    });
    const small = await createCrowd(20);
    small.clock.toDay(45);
    expect(await small.dormouse.sweep()).toMatchObject({ evaluated: 20, halted: false });
  });

  it('S4 takes the percentage of large accounts, and lets pass what is due but restricts nobody', async () => {
    const world = await createCrowd(600);
    world.clock.toDay(45);
    for (let index = 30; index < 600; index++) {
      const activities = [{ identityId: `u-${index}`, type: 'login', at: world.clock.read() }];
      await world.dormouse.activity.record({ accountId: 'acme', activities });
    }
    const { runs, evaluated } = await world.dormouse.sweep();
    expect(runs).toMatchObject([
      { state: 'completed', restricted: 30, guard: { outcome: 'counted', limit: 30, wouldRestrict: 30 } },
    ]);
    expect(evaluated).toBe(600);
  });

  it('S4 resume lets a halted run go on, told with who approved it and why', async () => {
    const world = await createCrowd(30);
    const { dormouse, clock } = world;
    clock.toDay(45);
    const { runId } = await dormouse.sweep();
    const order = { accountId: 'acme', runId, approvedBy: 'ann', reason: 'a planned clean-up' };
    expect(await refusal(dormouse.runs.resume({ ...order, reason: ' ' }))).toMatchObject({ code: 'REASON_REQUIRED' });
    const report = await dormouse.runs.resume(order);
    expect(report).toMatchObject({ runId, evaluated: 30, halted: false });
    const resumed = { actor: 'ann', reason: 'a planned clean-up' };
    expect(report.runs).toMatchObject([
      { id: runId, state: 'completed', restricted: 30, resumed, guard: { outcome: 'approved' } },
    ]);
    expect(await dormouse.runs.get('acme', runId)).toEqual(report.runs[0]);
    expect(await statusCounts(world)).toEqual({ DISABLED: 30 });
    expect((await allEventsOf(world)).find(({ type }) => type === 'sweep.resumed')).toMatchObject({ actor: 'ann' });
    expect(await refusal(dormouse.runs.resume(order))).toMatchObject({ code: 'RUN_NOT_HALTED' });
    expect(await refusal(dormouse.runs.resume({ ...order, runId: 'x' }))).toMatchObject({ code: 'RUN_NOT_FOUND' });
  });

  it('S4 an approval is for the policies that the guard has looked at', async () => {
    const { dormouse, clock } = await createCrowd(30);
    clock.toDay(45);
    const { runId } = await dormouse.sweep();
    await dormouse.policies.activate({ accountId: 'acme', document: ladder, reason: 'another' });
    const order = { accountId: 'acme', runId, approvedBy: 'ann', reason: 'go' };
    expect(await refusal(dormouse.runs.resume(order))).toMatchObject({ code: 'CONFLICT' });
    expect((await dormouse.sweep()).runs).toMatchObject([{ id: runId, state: 'halted' }]);
    expect(await dormouse.runs.resume(order)).toMatchObject({ evaluated: 30 });
  });

  it('S4 there is one run to resume however often a host sweeps, until a sweep takes everything', async () => {
    const world = await createCrowd(25);
    const { dormouse, clock } = world;
    clock.toDay(45);
    const { runId } = await dormouse.sweep();
    for (let again = 0; again < 3; again++) expect((await dormouse.sweep()).runs).toMatchObject([{ id: runId }]);
    expect((await allEventsOf(world)).filter(({ type }) => type === 'sweep.halted')).toHaveLength(1);
    expect((await dormouse.runs.list({ accountId: 'acme' })).items).toHaveLength(1);
    await dormouse.policies.retire({ accountId: 'acme', policyId: 'sleepers', reason: 'it was wrong' });
    expect(await dormouse.sweep()).toMatchObject({ halted: false, evaluated: 25 });
    expect(await dormouse.runs.get('acme', runId)).toMatchObject({ state: 'aborted' });
    const order = { accountId: 'acme', runId, approvedBy: 'ann', reason: 'go' };
    expect(await refusal(dormouse.runs.resume(order))).toMatchObject({ code: 'RUN_NOT_HALTED' });
  });

  it('S4 counts whose approval a requirement takes, and not only controls', async () => {
    const world = await createCrowd(25);
    const { dormouse } = world;
    await dormouse.sweep();
    const require = [{ type: 'ID_VERIFICATION', whilePending: 'block' }];
    const document = { id: 'kyc', requirements: [{ id: 'all', require }] };
    await dormouse.policies.activate({ accountId: 'acme', document, reason: 'test' });
    const { runs } = await dormouse.sweep();
    const byRule = [{ policyId: 'kyc', ruleId: null, stageId: null, setId: 'all', count: 25 }];
    expect(runs).toMatchObject([{ state: 'halted', guard: { wouldRestrict: 25, byRule } }]);
    expect(
      (
        await dormouse.policies.activate({
          accountId: 'acme',
          document: { ...document, requirements: [] },
          reason: 'back',
        })
      ).activation.version,
    ).toBe(2);
    expect(await dormouse.sweep()).toMatchObject({ halted: false });
    expect(await statusCounts(world)).toEqual({ APPROVED: 25 });
  });

  it('S4 only the settings switch it off', async () => {
    const world = await createCrowd(50, { settings: { guard: false } });
    world.clock.toDay(45);
    expect((await world.dormouse.sweep()).runs).toMatchObject([
      { restricted: 50, guard: { outcome: 'off', limit: null } },
    ]);
  });

  it('S4 what was restricted 24 hours ago counts no more', async () => {
    const world = await createCrowd(6, { settings: guardOf(0, 6) });
    const { dormouse, clock } = world;
    clock.toDay(45);
    expect((await dormouse.sweep()).runs).toMatchObject([{ restricted: 6 }]);
    clock.toDay(1);
    await register(world, 6, 'later');
    clock.toDay(46);
    clock.now -= 1;
    expect((await dormouse.sweep()).runs).toEqual([]);
    clock.toDay(46);
    expect((await dormouse.sweep()).runs).toMatchObject([{ restricted: 6, guard: { restrictedBefore: 0 } }]);
  });

  it('S4 many small sweeps restrict no more than one', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 12 }), async (limits) => {
        const world = await createCrowd(40, { settings: guardOf(0, 10) });
        world.clock.toDay(45);
        for (const limit of limits) await world.dormouse.sweep({ limit });
        const { DISABLED = 0 } = await statusCounts(world);
        expect(DISABLED).toBeLessThanOrEqual(10);
      }),
      { numRuns: 30 },
    );
  });

  it('S2 S4 sweepers that work at once restrict no more together, and nobody twice', async () => {
    const sweeps = fc.array(
      fc.record({ limit: fc.integer({ min: 1, max: 9 }), wait: fc.integer({ min: 0, max: 3 }) }),
      {
        minLength: 2,
        maxLength: 8,
      },
    );
    await fc.assert(
      fc.asyncProperty(sweeps, fc.integer({ min: 0, max: 30 }), async (plans, most) => {
        const storage = memoryStorage();
        const world = await createCrowd(30, { storage, settings: guardOf(0, most) });
        world.clock.toDay(45);
        const clock = new ManualClock();
        clock.now = world.clock.now;
        let next = 0;
        await Promise.all(
          plans.map(async ({ limit, wait }, which) => {
            const newId = () => `${which}-${++next}`;
            const other = createDormouse({ storage, clock: clock.read, newId, settings: guardOf(0, most) });
            for (let turns = 0; turns < wait; turns++) await turn();
            for (let round = 0; round < 3; round++) await other.sweep({ limit, pause: turn });
          }),
        );
        const { DISABLED = 0 } = await statusCounts(world);
        expect(DISABLED).toBeLessThanOrEqual(most);
        const created = (await allEventsOf(world)).filter(({ type }) => type === 'control.created');
        expect(created).toHaveLength(DISABLED);
        const sums = (await world.dormouse.runs.list({ accountId: 'acme' })).items.reduce(
          (sum, run) => sum + run.restricted,
          0,
        );
        expect(sums).toBe(DISABLED);
      }),
      { numRuns: 40 },
    );
  });

  it('S4 policies that change while a sweep is under way are looked at first', async () => {
    const world = await createCrowd(2_100);
    const { dormouse, clock } = world;
    clock.toDay(10);
    const harsh = {
      ...sleepers,
      inactivity: [{ ...sleepers.inactivity[0], stages: [{ ...sleepers.inactivity[0]?.stages[0], after: 'P1D' }] }],
    };
    await dormouse.policies.reevaluate('acme');
    let told = 0;
    const report = await dormouse.sweep({
      onProgress: async () => {
        if (told++ === 0) await dormouse.policies.activate({ accountId: 'acme', document: harsh, reason: 'oops' });
      },
    });
    expect(report).toMatchObject({ evaluated: 1_000, halted: true });
    expect(report.runs).toMatchObject([{ state: 'halted', restricted: 0, guard: { wouldRestrict: 2_100 } }]);
  });
});
