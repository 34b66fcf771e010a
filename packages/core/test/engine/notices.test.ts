import { describe, expect, it } from 'vitest';
import { createWorld, DAY, eventsOf, ladder, refusal, START, typesOfIdentity, type World } from './support';

const stage = {
  accountId: 'acme',
  identityId: 'u-1',
  policyId: 'workforce',
  ruleId: 'everyone',
  stageId: 'warn',
} as const;

async function createUser(acknowledge: boolean): Promise<World> {
  const world = createWorld();
  const [rule] = ladder.inactivity;
  const stages = rule?.stages.map((one) =>
    'notify' in one ? { ...one, notify: { template: 'mail', acknowledge } } : one,
  );
  const document = { ...ladder, inactivity: [{ ...rule, stages }] };
  await world.dormouse.policies.activate({ accountId: 'acme', document, reason: 'x' });
  await world.dormouse.identities.register({ accountId: 'acme', identities: [{ id: 'u-1', kind: 'user' }] });
  return world;
}

async function sweepOn({ dormouse, clock }: World, day: number): Promise<string> {
  clock.toDay(day);
  await dormouse.sweep();
  return (await dormouse.identities.get('acme', 'u-1')).status;
}

describe('notices that must be acknowledged', () => {
  it('P4 nothing acts before the acknowledgement, and then only after the promised time', async () => {
    const world = await createUser(true);
    for (const day of [30, 45, 200]) expect(await sweepOn(world, day)).toBe('APPROVED');
    expect((await eventsOf(world)).find(({ type }) => type === 'identity.notice_served')).toMatchObject({
      data: { template: 'mail', progress: { acknowledgedAt: null } },
    });
    const progress = await world.dormouse.notices.acknowledge(stage);
    expect(progress).toMatchObject({ at: START + 30 * DAY, acknowledgedAt: START + 200 * DAY, outcome: 'served' });
    expect(await sweepOn(world, 214)).toBe('APPROVED');
    expect(await sweepOn(world, 215)).toBe('DISABLED');
    expect(await typesOfIdentity(world)).toEqual([
      'identity.registered',
      'identity.notice_served',
      'identity.notice_acknowledged',
      'control.created',
      'identity.dormant',
      'identity.status_changed',
    ]);
  });

  it('P4 counts from when the notice arrived, not from when that was told', async () => {
    const world = await createUser(true);
    await sweepOn(world, 30);
    world.clock.toDay(44);
    await world.dormouse.notices.acknowledge({ ...stage, at: new Date(START + 31 * DAY) });
    expect(await sweepOn(world, 45)).toBe('APPROVED');
    expect(await sweepOn(world, 46)).toBe('DISABLED');
  });

  it('P4 without acknowledge nothing changes, acknowledged or not', async () => {
    for (const acknowledged of [true, false]) {
      const world = await createUser(false);
      await sweepOn(world, 30);
      world.clock.toDay(40);
      if (acknowledged) await world.dormouse.notices.acknowledge(stage);
      expect(await sweepOn(world, 45)).toBe('DISABLED');
    }
  });

  it('P6 a withdrawn notice cannot be acknowledged, and the next one must be', async () => {
    const world = await createUser(true);
    await sweepOn(world, 30);
    const activities = [{ identityId: 'u-1', type: 'login', at: world.clock.read() }];
    await world.dormouse.activity.record({ accountId: 'acme', activities });
    expect(await refusal(world.dormouse.notices.acknowledge(stage))).toMatchObject({ code: 'NOTICE_NOT_FOUND' });
    expect(await sweepOn(world, 60)).toBe('APPROVED');
    expect(await sweepOn(world, 90)).toBe('APPROVED');
    await world.dormouse.notices.acknowledge(stage);
    expect(await sweepOn(world, 105)).toBe('DISABLED');
  });

  it('a second acknowledgement changes nothing', async () => {
    const world = await createUser(true);
    await sweepOn(world, 30);
    const first = await world.dormouse.notices.acknowledge(stage);
    world.clock.toDay(35);
    expect(await world.dormouse.notices.acknowledge(stage)).toEqual(first);
    expect((await typesOfIdentity(world)).filter((type) => type === 'identity.notice_acknowledged')).toHaveLength(1);
  });

  it.each([
    [{ stageId: 'dormant' }, 'NOTICE_NOT_FOUND'],
    [{ policyId: 'none' }, 'NOTICE_NOT_FOUND'],
    [{ identityId: 'nobody' }, 'IDENTITY_NOT_FOUND'],
    [{ accountId: 'other' }, 'IDENTITY_NOT_FOUND'],
    [{ ruleId: '' }, 'INVALID_ARGUMENT'],
    [{ at: new Date(START + 31 * DAY) }, 'INVALID_ARGUMENT'],
    [{ at: new Date(START) }, 'INVALID_ARGUMENT'],
    [{ at: 'then' }, 'INVALID_INSTANT'],
  ])('refuses %j with %s, and writes nothing', async (change, code) => {
    const world = await createUser(true);
    await sweepOn(world, 30);
    const before = (await eventsOf(world)).length;
    expect(await refusal(world.dormouse.notices.acknowledge({ ...stage, ...change }))).toMatchObject({ code });
    expect(await eventsOf(world)).toHaveLength(before);
  });

  it.each([
    [{ template: '' }, '/inactivity/0/stages/0/notify/template'],
    [{ acknowledge: true }, '/inactivity/0/stages/0/notify/template'],
    [{ template: 'mail', acknowledge: 'yes' }, '/inactivity/0/stages/0/notify/acknowledge'],
    [{ template: 'mail', loud: true }, '/inactivity/0/stages/0/notify/loud'],
  ])('refuses a policy with notify %j', async (notify, pointer) => {
    const document = { id: 'p', inactivity: [{ id: 'r', stages: [{ id: 's', after: 'P1D', notify }] }] };
    const { dormouse } = createWorld();
    const refused = await refusal(dormouse.policies.activate({ accountId: 'acme', document, reason: 'x' }));
    expect(refused.code).toBe('INVALID_POLICY');
    expect((refused.data['issues'] as { pointer: string }[]).map((issue) => issue.pointer)).toContain(pointer);
  });
});
