import { describe, expect, it } from 'vitest';
import { createPopulation, createWorld, DAY, eventsOf, ladder, patchSubject, START, typesOf } from './support';

describe('sweep', () => {
  it('warns, restricts and closes at the dates of the policy', async () => {
    const world = await createPopulation(['u-1']);
    const { dormouse, clock } = world;
    for (const day of [29, 30, 44, 45, 364, 365, 1000]) {
      clock.toDay(day);
      await dormouse.sweep();
    }
    const events = (await eventsOf(world)).map(({ type, at }) => [type, (at - START) / DAY]);
    expect(events).toEqual([
      ['policy.activated', 0],
      ['identity.registered', 0],
      ['identity.notice_served', 30],
      ['control.created', 45],
      ['identity.dormant', 45],
      ['identity.status_changed', 45],
      ['control.created', 365],
    ]);
  });

  it('reads only what has expired (S1)', async () => {
    const { dormouse, clock } = await createPopulation(['a', 'b', 'c']);
    clock.toDay(10);
    await dormouse.identities.register({ accountId: 'acme', identities: [{ id: 'd', kind: 'user' }] });
    clock.toDay(30);
    expect(await dormouse.sweep()).toMatchObject({
      evaluated: 3,
      acted: [{ action: 'notify', policyId: 'workforce', ruleId: 'everyone', stageId: 'warn', setId: null, count: 3 }],
      errors: 0,
      aborted: false,
    });
    expect(await dormouse.sweep()).toMatchObject({ evaluated: 0, acted: [] });
  });

  it('gives the run and the version as the cause of its controls', async () => {
    const world = await createPopulation(['u-1']);
    world.clock.toDay(30);
    await world.dormouse.sweep();
    world.clock.toDay(45);
    const { runId } = await world.dormouse.sweep();
    const { items } = await world.dormouse.controls.list({ accountId: 'acme' });
    expect(items).toMatchObject([
      { setBy: 'POLICY', cause: { policyId: 'workforce', version: 1, ruleId: 'everyone', stageId: 'dormant', runId } },
    ]);
  });

  it('takes at most as many as it is told, and goes on next time', async () => {
    const { dormouse, clock } = await createPopulation(['a', 'b', 'c']);
    clock.toDay(30);
    expect(await dormouse.sweep({ limit: 2 })).toMatchObject({ evaluated: 2 });
    expect(await dormouse.sweep({ accountId: 'acme', limit: 2 })).toMatchObject({ evaluated: 1 });
  });

  it('sweeps every account, or the one that is named', async () => {
    const world = await createPopulation(['a']);
    const { dormouse, clock } = world;
    await dormouse.policies.activate({ accountId: 'other', document: ladder, reason: 'test' });
    await dormouse.identities.register({ accountId: 'other', identities: [{ id: 'a', kind: 'user' }] });
    clock.toDay(30);
    expect(await dormouse.sweep({ accountId: 'other' })).toMatchObject({ evaluated: 1 });
    expect(await typesOf(world)).not.toContain('identity.notice_served');
    expect(await dormouse.sweep()).toMatchObject({ evaluated: 1 });
    expect(await typesOf(world)).toContain('identity.notice_served');
  });

  it('stops between batches when the signal says so (S8)', async () => {
    const ids = Array.from({ length: 2_500 }, (_, index) => `u-${index}`);
    const { dormouse, clock } = await createPopulation(ids);
    clock.toDay(30);
    const controller = new AbortController();
    const seen: number[] = [];
    const report = await dormouse.sweep({
      signal: controller.signal,
      onProgress: ({ evaluated }) => {
        seen.push(evaluated);
        if (evaluated >= 2_000) controller.abort();
      },
    });
    expect(report).toMatchObject({ evaluated: 2_000, aborted: true });
    expect(seen).toEqual([1_000, 2_000]);
    expect(await dormouse.sweep()).toMatchObject({ evaluated: 500, aborted: false });
  });

  it('an error of onProgress goes to onListenerError and stops nothing', async () => {
    const errors: unknown[] = [];
    const { dormouse, clock } = await createPopulation(['a'], { onListenerError: (error) => errors.push(error) });
    clock.toDay(30);
    const onProgress = async () => Promise.reject(new Error('progress'));
    expect(await dormouse.sweep({ onProgress })).toMatchObject({ evaluated: 1 });
    expect(errors).toEqual([new Error('progress')]);
  });

  it("one identity's trouble is counted, put off, and stops nobody (S7)", async () => {
    const world = await createPopulation(['a', 'b', 'c']);
    const { dormouse, clock } = world;
    const control = {
      ...(await dormouse.controls.create({
        accountId: 'acme',
        identityId: 'b',
        type: 'DORMANT',
        reasonCode: 'OTHER',
        reason: 'test',
      })),
      type: 'GONE',
    };
    await patchSubject(world, 'b', { controls: [control] }, { expiresAt: START });
    clock.toDay(30);
    const report = await dormouse.sweep();
    expect(report).toMatchObject({ evaluated: 3, errors: 1, troubles: [{ accountId: 'acme', identityId: 'b' }] });
    expect(await dormouse.sweep()).toMatchObject({ evaluated: 0 });
    clock.now += 3_600_000;
    expect(await dormouse.sweep()).toMatchObject({ evaluated: 1, errors: 1 });
    expect((await dormouse.identities.list({ accountId: 'acme' })).items).toHaveLength(3);
  });

  it('an account whose settings no longer fit its policies does not keep the others from being swept', async () => {
    let settings = { controlTypes: [{ type: 'ASLEEP', effect: 'DISABLED', restricts: '*', terminal: false } as const] };
    const world = createWorld({ settings: (accountId) => (accountId === 'a' ? settings : {}) });
    const { dormouse, clock } = world;
    const stages = [{ id: 's', after: 'P1D', control: { type: 'ASLEEP', reasonCode: 'INACTIVITY' } }];
    await dormouse.policies.activate({
      accountId: 'a',
      document: { id: 'p', inactivity: [{ id: 'r', stages }] },
      reason: 'test',
    });
    await dormouse.policies.activate({ accountId: 'b', document: ladder, reason: 'test' });
    for (const accountId of ['a', 'b']) {
      await dormouse.identities.register({ accountId, identities: [{ id: 'u', kind: 'user' }] });
    }
    settings = { controlTypes: [] as never };
    await dormouse.policies.reevaluate('a');
    clock.toDay(30);
    expect(await dormouse.sweep()).toMatchObject({
      evaluated: 1,
      errors: 1,
      troubles: [{ accountId: 'a', identityId: null }],
    });
  });

  it.each([0, -1, 1.5, Number.NaN, '5'])('refuses the limit %s', async (limit) => {
    await expect(createWorld().dormouse.sweep({ limit: limit as number })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
  });
});
