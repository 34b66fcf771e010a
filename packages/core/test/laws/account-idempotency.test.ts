import { describe, expect, it } from 'vitest';
import { allEventsOf, DAY, refusal, type World } from '../engine/support';
import { createCrowd, guardOf, sleepers, statusCounts } from './support/crowd';

const accountId = 'acme';
const who = { accountId, actor: 'ann', reason: 'test' };

/** A world whose guard has halted a run of 30, and the id of that run. */
async function haltedCrowd(): Promise<{ readonly world: World; readonly runId: string }> {
  const world = await createCrowd(30);
  world.clock.toDay(45);
  const { runId, halted } = await world.dormouse.sweep();
  expect(halted).toBe(true);
  return { world, runId };
}

const down = (): never => {
  throw new Error('the source is down');
};

describe('E6 idempotency keys of commands about an account', () => {
  it('E6 a run that was resumed gives the first report again, word for word', async () => {
    const { world, runId } = await haltedCrowd();
    const order = { accountId, runId, approvedBy: 'ann', reason: 'yes', idempotencyKey: 'k' };
    const first = await world.dormouse.runs.resume(order);
    expect(first).toMatchObject({ evaluated: 30, errors: 0 });
    const events = await allEventsOf(world);
    world.clock.now += DAY - 1;
    expect(await world.dormouse.runs.resume(order)).toEqual(first);
    expect(await allEventsOf(world)).toEqual(events);
    expect(await refusal(world.dormouse.runs.resume({ ...order, idempotencyKey: 'other' }))).toMatchObject({
      code: 'RUN_NOT_HALTED',
    });
    world.clock.now += 1;
    expect(await refusal(world.dormouse.runs.resume(order))).toMatchObject({ code: 'RUN_NOT_HALTED' });
  });

  it('E6 a run that is sent to resume twice at the same time goes on once', async () => {
    const { world, runId } = await haltedCrowd();
    const order = { accountId, runId, approvedBy: 'ann', reason: 'yes', idempotencyKey: 'k' };
    let repeated: unknown = null;
    const onProgress = async (): Promise<void> => {
      repeated = await world.dormouse.runs.resume(order);
    };
    const first = await world.dormouse.runs.resume({ ...order, onProgress });
    expect(repeated).toMatchObject({ runId, runs: [{ id: runId, state: 'running' }], halted: false });
    expect(first.runs).toMatchObject([{ state: 'completed', restricted: 30 }]);
    expect((await allEventsOf(world)).filter(({ type }) => type === 'sweep.resumed')).toHaveLength(1);
    expect(await world.dormouse.runs.resume(order)).toEqual(first);
  });

  it('E6 the troubles of a resumed run come back with their codes and messages', async () => {
    let answer: () => unknown = () => [];
    const world = await createCrowd(2, { settings: guardOf(0, 1), activitySource: () => answer() as never });
    world.clock.toDay(45);
    for (const [trouble, told] of [
      [() => 'no list', { code: 'INVALID_ARGUMENT', message: 'activitySource must answer with a list' }],
      [down, { message: 'Error: the source is down' }],
    ] as const) {
      answer = () => [];
      const { runId, halted } = await world.dormouse.sweep();
      expect(halted).toBe(true);
      answer = trouble;
      const order = { accountId, runId, approvedBy: 'ann', reason: 'yes', idempotencyKey: told.message };
      const first = await world.dormouse.runs.resume(order);
      const again = await world.dormouse.runs.resume(order);
      expect(again.troubles).toHaveLength(2);
      for (const { error } of again.troubles) expect(error).toMatchObject(told);
      expect({ ...again, troubles: [] }).toEqual({ ...first, troubles: [] });
    }
  });

  it('E6 an undoing gives the first answer again, also when it was stopped, and no other key does', async () => {
    const world = await createCrowd(20);
    const { dormouse, clock } = world;
    clock.toDay(45);
    const { runId } = await dormouse.sweep();
    const stopped = { ...who, runId, idempotencyKey: 'stopped', signal: { aborted: true } };
    const first = await dormouse.runs.undo(stopped);
    const counts = await statusCounts(world);
    expect(await dormouse.runs.undo({ ...stopped, signal: null })).toEqual(first);
    expect(await statusCounts(world)).toEqual(counts);
    const whole = await dormouse.runs.undo({ ...who, runId, idempotencyKey: 'whole' });
    expect(whole).toMatchObject({ state: 'completed', undoes: { runId } });
    expect(await statusCounts(world)).toEqual({ APPROVED: 20 });
    const events = await allEventsOf(world);
    expect(await dormouse.runs.undo({ ...who, runId, idempotencyKey: 'whole' })).toEqual(whole);
    expect(await allEventsOf(world)).toEqual(events);
  });

  it('E6 reevaluating twice under a key expires evaluations once', async () => {
    const { dormouse, storage, clock } = await createCrowd(3);
    const revision = async (): Promise<number> => (await storage.policies(accountId)).revision;
    const before = await revision();
    await dormouse.policies.reevaluate(accountId, { idempotencyKey: 'k' });
    await dormouse.policies.reevaluate(accountId, { idempotencyKey: 'k' });
    expect(await revision()).toBe(before + 1);
    await dormouse.policies.reevaluate(accountId);
    clock.now += DAY;
    await dormouse.policies.reevaluate(accountId, { idempotencyKey: 'k' });
    expect(await revision()).toBe(before + 3);
  });

  it('E6 an account that is removed twice under a key is removed once: what was registered since stays', async () => {
    const { dormouse, clock } = await createCrowd(3);
    const order = { ...who, idempotencyKey: 'offboarding' };
    const first = await dormouse.accounts.remove(order);
    expect(first).toMatchObject({ accountId, identities: 3, actor: 'ann' });
    await dormouse.identities.register({ accountId, identities: [{ id: 'new', kind: 'user' }], atomic: true });
    expect(await dormouse.accounts.remove(order)).toEqual(first);
    expect((await dormouse.identities.get(accountId, 'new')).status).toBe('APPROVED');
    clock.now += DAY;
    expect(await dormouse.accounts.remove(order)).toMatchObject({ identities: 1 });
  });

  it('E6 of two removals at the same time under a key both give the same answer', async () => {
    const { dormouse } = await createCrowd(3);
    const order = { ...who, idempotencyKey: 'offboarding' };
    const [left, right] = await Promise.all([dormouse.accounts.remove(order), dormouse.accounts.remove(order)]);
    expect(left).toEqual(right);
  });

  it('E6 a key that was used for another command is refused, and nothing is done', async () => {
    const { world, runId } = await haltedCrowd();
    const { dormouse } = world;
    const idempotencyKey = 'taken';
    await dormouse.policies.activate({ accountId, document: { ...sleepers, id: 'x' }, reason: 'x', idempotencyKey });
    const events = await allEventsOf(world);
    for (const attempt of [
      dormouse.runs.resume({ accountId, runId, approvedBy: 'ann', reason: 'x', idempotencyKey }),
      dormouse.runs.undo({ ...who, runId, idempotencyKey }),
      dormouse.policies.reevaluate(accountId, { idempotencyKey }),
      dormouse.accounts.remove({ ...who, idempotencyKey }),
    ]) {
      expect(await refusal(attempt)).toMatchObject({ code: 'CONFLICT', data: { idempotencyKey } });
    }
    expect(await allEventsOf(world)).toEqual(events);
    for (const attempt of [
      dormouse.runs.resume({ accountId, runId, approvedBy: 'ann', reason: 'x', idempotencyKey: '' }),
      dormouse.policies.reevaluate(accountId, { idempotencyKey: 'a\nb' }),
      dormouse.policies.reevaluate(accountId, 'k' as never),
      dormouse.accounts.remove({ ...who, idempotencyKey: 7 as never }),
    ]) {
      expect(await refusal(attempt)).toMatchObject({ code: 'INVALID_ARGUMENT' });
    }
  });
});
