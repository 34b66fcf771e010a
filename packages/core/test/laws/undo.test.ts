import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allEventsOf, DAY, eventsOf, refusal } from '../engine/support';
import { createCrowd, statusCounts } from './support/crowd';

const order = { accountId: 'acme', actor: 'ann', reason: 'it was wrong' };

describe('undoing a run', () => {
  it('S5 lifts what the run set, restores every status, and the next sweep restricts nobody again', async () => {
    const quiet = fc.uniqueArray(fc.integer({ min: 0, max: 14 }));
    await fc.assert(
      fc.asyncProperty(quiet, quiet, fc.integer({ min: 0, max: 40 }), async (active, manual, wait) => {
        const world = await createCrowd(15);
        const { dormouse, clock } = world;
        clock.toDay(40);
        for (const index of active) {
          const activities = [{ identityId: `u-${index}`, type: 'login', at: clock.read() }];
          await dormouse.activity.record({ accountId: 'acme', activities });
        }
        for (const index of manual) {
          const control = { identityId: `u-${index}`, type: 'CLOSED', reasonCode: 'OTHER', reason: 'by hand' };
          await dormouse.controls.create({ accountId: 'acme', ...control });
        }
        clock.toDay(45);
        const before = await statusCounts(world);
        const { runId, runs } = await dormouse.sweep();
        clock.now += wait * DAY;
        const undone = await dormouse.runs.undo({ ...order, runId });
        expect(undone).toMatchObject({ kind: 'undo', state: 'completed', lifted: runs[0]?.restricted ?? 0 });
        expect(await statusCounts(world)).toEqual(before);
        const { items } = await dormouse.controls.list({ accountId: 'acme' });
        expect(items.filter(({ cause }) => cause?.runId === runId)).toEqual([]);
        expect(items).toHaveLength(manual.length);
        // Who was undone starts anew; those who had been active go on with their own clocks.
        clock.now += 44 * DAY;
        const events = await eventsOf(world);
        await dormouse.sweep();
        const again = (await eventsOf(world)).slice(events.length).filter(({ type }) => type === 'control.created');
        for (const { identityId } of again) expect(active.map((index) => `u-${index}`)).toContain(identityId);
      }),
      { numRuns: 40 },
    );
  });

  it('S5 is a run of its own in the log, and undoing again lifts nothing', async () => {
    const world = await createCrowd(5);
    const { dormouse, clock } = world;
    clock.toDay(45);
    const { runId } = await dormouse.sweep();
    const [first, second] = await Promise.all([
      dormouse.runs.undo({ ...order, runId }),
      dormouse.runs.undo({ ...order, runId }),
    ]);
    const third = await dormouse.runs.undo({ ...order, runId });
    expect(second?.id).toBe(first?.id);
    expect(third.id).toBe(first?.id);
    expect(third).toMatchObject({ lifted: 5, undoes: { runId, actor: 'ann', reason: 'it was wrong' } });
    expect(await dormouse.runs.get('acme', runId)).toMatchObject({ state: 'undone', undoneBy: third.id });
    const told = (await allEventsOf(world)).filter(({ type }) => type === 'sweep.undone');
    expect(told).toMatchObject([{ actor: 'ann', data: { runId, undoneBy: third.id, lifted: 5 } }]);
    const deleted = (await eventsOf(world)).filter(({ type }) => type === 'control.deleted');
    expect(deleted).toHaveLength(5);
    expect(deleted[0]).toMatchObject({
      actor: 'ann',
      data: { control: { deletedBy: 'ann', deletionReason: 'it was wrong' } },
    });
    const { items } = await dormouse.runs.list({ accountId: 'acme' });
    expect(items.map(({ kind }) => kind).sort()).toEqual(['sweep', 'undo']);
  });

  it('S5 leaves what others set, and what was lifted already', async () => {
    const world = await createCrowd(3);
    const { dormouse, clock } = world;
    clock.toDay(45);
    const { runId } = await dormouse.sweep();
    const { items } = await dormouse.controls.list({ accountId: 'acme' });
    const controlId = items[0]?.id ?? '';
    await dormouse.controls.delete({ accountId: 'acme', controlId, reason: 'back' });
    const own = { identityId: 'u-1', type: 'DORMANT', reasonCode: 'OTHER', reason: 'by hand' };
    await dormouse.controls.create({ accountId: 'acme', ...own });
    expect(await dormouse.runs.undo({ ...order, runId })).toMatchObject({ lifted: 2 });
    expect(await statusCounts(world)).toEqual({ APPROVED: 2, DISABLED: 1 });
  });

  it('S5 also lifts terminal controls and those of overdue requirements (R2)', async () => {
    const world = await createCrowd(4);
    const { dormouse, clock } = world;
    const onOverdue = { control: { type: 'CLOSED', reasonCode: 'COMPLIANCE' } };
    const require = [{ type: 'KYC', dueWithin: 'P10D', onOverdue }];
    const document = { id: 'kyc', requirements: [{ id: 'all', require }] };
    await dormouse.policies.activate({ accountId: 'acme', document, reason: 'test' });
    await dormouse.sweep();
    clock.toDay(10);
    const { runId } = await dormouse.sweep();
    expect(await statusCounts(world)).toEqual({ DISABLED: 4 });
    expect(await dormouse.runs.undo({ ...order, runId })).toMatchObject({ lifted: 4 });
    expect(await statusCounts(world)).not.toHaveProperty('DISABLED');
    await dormouse.sweep();
    expect(await statusCounts(world)).not.toHaveProperty('DISABLED');
  });

  it('S5 a halted run that is undone can no longer be resumed', async () => {
    const { dormouse, clock } = await createCrowd(30);
    clock.toDay(45);
    const { runId } = await dormouse.sweep();
    expect(await dormouse.runs.undo({ ...order, runId })).toMatchObject({ lifted: 0 });
    const resume = { accountId: 'acme', runId, approvedBy: 'ann', reason: 'go' };
    expect(await refusal(dormouse.runs.resume(resume))).toMatchObject({ code: 'RUN_NOT_HALTED' });
  });

  it('S8 goes on where its signal stopped it', async () => {
    const world = await createCrowd(1_500, { settings: { guard: false } });
    const { dormouse, clock } = world;
    clock.toDay(45);
    const { runId } = await dormouse.sweep();
    const stopped = await dormouse.runs.undo({ ...order, runId, signal: { aborted: true } });
    expect(stopped).toMatchObject({ state: 'aborted', lifted: 1_000 });
    expect(await dormouse.runs.undo({ ...order, runId })).toMatchObject({
      id: stopped.id,
      state: 'completed',
      lifted: 1_500,
    });
  });

  it('refuses what is no run, an undoing, and orders without a name or a reason', async () => {
    const { dormouse, clock } = await createCrowd(1);
    clock.toDay(45);
    const { runId } = await dormouse.sweep();
    const { id } = await dormouse.runs.undo({ ...order, runId });
    expect(await refusal(dormouse.runs.undo({ ...order, runId: id }))).toMatchObject({ code: 'INVALID_ARGUMENT' });
    expect(await refusal(dormouse.runs.undo({ ...order, runId: 'none' }))).toMatchObject({ code: 'RUN_NOT_FOUND' });
    expect(await refusal(dormouse.runs.undo({ ...order, runId, reason: '' }))).toMatchObject({
      code: 'REASON_REQUIRED',
    });
    expect(await refusal(dormouse.runs.undo({ ...order, runId, actor: '' }))).toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
    expect(await refusal(dormouse.runs.get('other', runId))).toMatchObject({ code: 'RUN_NOT_FOUND' });
  });
});
