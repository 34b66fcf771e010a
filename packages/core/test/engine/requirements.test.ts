import { describe, expect, it } from 'vitest';
import { createWorld, DAY, eventsOf, patchSubject, refusal, START, typesOfIdentity, type World } from './support';

const about = { accountId: 'acme', identityId: 'u-1' } as const;
const kyc = {
  id: 'kyc',
  requirements: [
    {
      id: 'basic',
      require: [
        { type: 'ID', dueWithin: 'P30D', validFor: 'P1Y', renewalGrace: 'P30D' },
        { oneOf: [{ type: 'BILL', dueWithin: 'P30D' }, { type: 'STATEMENT' }] },
      ],
    },
  ],
};

/** One user under a policy. */
async function createUser(document: unknown = kyc): Promise<World> {
  const world = createWorld();
  await world.dormouse.policies.activate({ accountId: 'acme', document, reason: 'test' });
  await world.dormouse.identities.register({ accountId: 'acme', identities: [{ id: 'u-1', kind: 'user' }] });
  return world;
}

async function statusOf({ dormouse }: World): Promise<string> {
  return (await dormouse.identities.get('acme', 'u-1')).status;
}

describe('requirements', () => {
  it('R1 a requirement is met, due for renewal, overdue, and met again', async () => {
    const world = await createUser();
    const { dormouse, clock } = world;
    const met = await dormouse.requirements.meet({ ...about, requirementId: 'kyc/basic/ID' });
    expect(met).toMatchObject({ state: 'MET', validUntil: Date.UTC(2027, 0, 1) });
    await dormouse.requirements.meet({ ...about, requirementId: 'kyc/basic/BILL' });
    expect(await statusOf(world)).toBe('APPROVED');
    clock.now = Date.UTC(2027, 0, 1);
    await dormouse.sweep();
    expect(await statusOf(world)).toBe('APPROVED');
    clock.now += 30 * DAY;
    await dormouse.sweep();
    expect(await statusOf(world)).toBe('DENIED');
    clock.now += DAY;
    await dormouse.requirements.meet({ ...about, requirementId: 'kyc/basic/ID' });
    expect(await statusOf(world)).toBe('APPROVED');
    expect(await typesOfIdentity(world)).toEqual([
      'identity.registered',
      'requirement.opened',
      'requirement.opened',
      'requirement.opened',
      'requirement.met',
      'requirement.met',
      'identity.status_changed',
      'requirement.renewal_due',
      'requirement.overdue',
      'identity.status_changed',
      'requirement.met',
      'identity.status_changed',
    ]);
    const again = (await eventsOf(world)).filter(({ type }) => type === 'requirement.met').at(-1);
    expect(again).toMatchObject({ data: { from: 'OVERDUE' } });
  });

  it('R3 a group is met by either member, and failed only when all have failed', async () => {
    const world = await createUser();
    const { dormouse } = world;
    await dormouse.requirements.meet({ ...about, requirementId: 'kyc/basic/ID' });
    const bill = { ...about, requirementId: 'kyc/basic/BILL', reason: 'not readable' };
    await dormouse.requirements.fail(bill);
    expect(await statusOf(world)).toBe('PENDING');
    await dormouse.requirements.fail({ ...bill, requirementId: 'kyc/basic/STATEMENT' });
    expect(await statusOf(world)).toBe('DENIED');
    await dormouse.requirements.waive({ ...bill, reason: 'known in person' });
    expect(await statusOf(world)).toBe('APPROVED');
    const { items } = await dormouse.requirements.list({ accountId: 'acme', states: ['FAILED', 'WAIVED'] });
    expect(items.map(({ requirement, state }) => [requirement.type, state])).toEqual([
      ['BILL', 'WAIVED'],
      ['STATEMENT', 'FAILED'],
    ]);
  });

  it('R2 an overdue requirement gets its control, and the command that ends it lifts the control', async () => {
    const onOverdue = { control: { type: 'DORMANT', reasonCode: 'COMPLIANCE' } };
    const item = (type: string) => ({ type, dueWithin: 'P10D', onOverdue });
    const world = await createUser({ id: 'kyc', requirements: [{ id: 's', require: [item('A'), item('B')] }] });
    const { dormouse, clock } = world;
    clock.toDay(10);
    await dormouse.sweep();
    expect(await statusOf(world)).toBe('DISABLED');
    await dormouse.requirements.meet({ ...about, requirementId: 'kyc/s/A' });
    expect(await statusOf(world)).toBe('DISABLED');
    clock.toDay(12);
    await dormouse.requirements.meet({ ...about, requirementId: 'kyc/s/B' });
    expect(await statusOf(world)).toBe('APPROVED');
    const { subject } = await dormouse.identities.get('acme', 'u-1');
    expect(subject.controls).toMatchObject([{ deletedAt: START + 12 * DAY, requirementIds: ['kyc/s/A', 'kyc/s/B'] }]);
    expect(subject.reactivatedAt).toBe(START + 12 * DAY);
    expect((await typesOfIdentity(world)).slice(-4)).toEqual([
      'requirement.met',
      'control.deleted',
      'identity.reactivated',
      'identity.status_changed',
    ]);
  });

  it('R2 a terminal control stays: only an operator reopens (K4)', async () => {
    const onOverdue = { control: { type: 'CLOSED', reasonCode: 'COMPLIANCE' } };
    const document = { id: 'kyc', requirements: [{ id: 's', require: [{ type: 'A', dueWithin: 'P10D', onOverdue }] }] };
    const world = await createUser(document);
    world.clock.toDay(10);
    await world.dormouse.sweep();
    await world.dormouse.requirements.meet({ ...about, requirementId: 'kyc/s/A' });
    expect(await statusOf(world)).toBe('DISABLED');
  });

  it('R1 an error blocks until the next attempt, and takes nothing away from what is met', async () => {
    const world = await createUser({ id: 'kyc', requirements: [{ id: 's', require: [{ type: 'A' }] }] });
    const { requirements } = world.dormouse;
    const one = { ...about, requirementId: 'kyc/s/A' };
    expect(await requirements.error({ ...one, reason: 'the register is down' })).toMatchObject({ state: 'ERROR' });
    expect(await statusOf(world)).toBe('ERROR');
    await requirements.meet(one);
    expect(await statusOf(world)).toBe('APPROVED');
    expect(await refusal(requirements.error(one))).toMatchObject({ code: 'REQUIREMENT_STATE' });
  });

  it('R3a a requirement that no policy demands can be opened and withdrawn, a demanded one only waived', async () => {
    const world = await createUser();
    const { requirements } = world.dormouse;
    const dueAt = new Date(START + DAY);
    const own = await requirements.open({ ...about, type: 'SELFIE', dueAt, validFor: 'P1M', onOverdue: 'WAIT' });
    expect(own).toMatchObject({ type: 'SELFIE', state: 'PENDING', dueAt: START + DAY, openedAt: START, group: null });
    expect(await refusal(requirements.open({ ...about, type: 'SELFIE', requirementId: own.id }))).toMatchObject({
      code: 'REQUIREMENT_EXISTS',
    });
    await requirements.withdraw({ ...about, requirementId: own.id, reason: 'not needed' });
    const { items } = await requirements.list({ ...about, types: ['SELFIE'] });
    expect(items).toEqual([]);
    for (const requirementId of ['kyc/basic/ID', 'kyc/basic/BILL']) {
      const refused = requirements.withdraw({ ...about, requirementId, reason: 'not needed' });
      // Without it, its group is still had by the other member.
      if (requirementId === 'kyc/basic/BILL') await refused;
      else expect(await refusal(refused)).toMatchObject({ code: 'REQUIREMENT_DEMANDED' });
    }
    const last = { ...about, requirementId: 'kyc/basic/STATEMENT', reason: 'not needed' };
    expect(await refusal(requirements.withdraw(last))).toMatchObject({ code: 'REQUIREMENT_DEMANDED' });
  });

  it('R1 what was met earlier counts from then, and what is out of date is refused', async () => {
    const world = await createUser();
    const { requirements } = world.dormouse;
    const one = { ...about, requirementId: 'kyc/basic/ID' };
    const at = new Date(START - 100 * DAY);
    expect(await requirements.meet({ ...one, at })).toMatchObject({ validUntil: START + 265 * DAY });
    const validUntil = new Date(START + DAY);
    expect(await requirements.meet({ ...one, validUntil })).toMatchObject({ validUntil: START + DAY });
    for (const given of [
      { at: new Date(START - 365 * DAY) },
      { at: new Date(START + 1) },
      { validUntil: new Date(START) },
    ]) {
      expect(await refusal(requirements.meet({ ...one, ...given }))).toMatchObject({ code: 'INVALID_ARGUMENT' });
    }
  });

  it('lists the due dates to come, the soonest first, a page at a time', async () => {
    const world = createWorld();
    const { dormouse } = world;
    const ids = Array.from({ length: 25 }, (_, index) => `u-${index}`);
    await dormouse.identities.register({ accountId: 'acme', identities: ids.map((id) => ({ id, kind: 'user' })) });
    for (const [index, id] of ids.entries()) {
      const dueAt = new Date(START + ((index * 7) % 25) * DAY + DAY);
      await dormouse.requirements.open({ accountId: 'acme', identityId: id, type: 'A', dueAt });
    }
    const days: number[] = [];
    let cursor: string | null = null;
    do {
      const before = new Date(START + 21 * DAY);
      const page = await dormouse.requirements.upcoming({ accountId: 'acme', before, limit: 6, cursor });
      days.push(...page.items.map(({ at }) => (at - START) / DAY));
      expect(page.items.every(({ becomes }) => becomes === 'OVERDUE')).toBe(true);
      cursor = page.cursor;
    } while (cursor !== null);
    expect(days).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  it('pages through all requirements without skip or repeat, while others come', async () => {
    const world = createWorld();
    const { dormouse } = world;
    const ids = ['a', 'b', 'c'];
    await dormouse.identities.register({ accountId: 'acme', identities: ids.map((id) => ({ id, kind: 'user' })) });
    for (const id of ids)
      for (const type of ['1', '2', '3'])
        await dormouse.requirements.open({ accountId: 'acme', identityId: id, requirementId: `r${type}`, type });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await dormouse.requirements.list({ accountId: 'acme', limit: 2, cursor });
      seen.push(...page.items.map(({ identityId, requirement }) => `${identityId}/${requirement.id}`));
      await dormouse.requirements.open({
        accountId: 'acme',
        identityId: 'a',
        requirementId: `r0${seen.length}`,
        type: '0',
      });
      cursor = page.cursor;
    } while (cursor !== null);
    expect(seen).toEqual(ids.flatMap((id) => ['r1', 'r2', 'r3'].map((name) => `${id}/${name}`)));
  });

  it.each([
    ['open', { type: '' }, 'INVALID_ARGUMENT'],
    ['open', { type: 'A', dueAt: new Date(START) }, 'INVALID_ARGUMENT'],
    ['open', { type: 'A', dueAt: 'soon' }, 'INVALID_INSTANT'],
    ['open', { type: 'A', validFor: 'forever' }, 'INVALID_ARGUMENT'],
    ['open', { type: 'A', onOverdue: 'SHOUT' }, 'INVALID_ARGUMENT'],
    ['open', { type: 'A', onOverdue: { control: { type: 'NAPPING', reasonCode: 'x' } } }, 'UNKNOWN_CONTROL_TYPE'],
    ['open', { type: 'A', group: 'a\u0000' }, 'INVALID_ARGUMENT'],
    ['open', { type: 'A', identityId: 'nobody' }, 'IDENTITY_NOT_FOUND'],
    ['open', { type: 'A', accountId: 'other' }, 'IDENTITY_NOT_FOUND'],
    ['meet', { requirementId: 'none' }, 'REQUIREMENT_NOT_FOUND'],
    ['meet', {}, 'INVALID_ARGUMENT'],
    ['meet', { requirementId: 'kyc/basic/ID', at: '2026-02-30T00:00:00Z' }, 'INVALID_INSTANT'],
    ['fail', { requirementId: 'kyc/basic/ID' }, 'REASON_REQUIRED'],
    ['fail', { requirementId: 'kyc/basic/ID', reason: 'x'.repeat(2_001) }, 'INVALID_ARGUMENT'],
    ['error', { requirementId: 'kyc/basic/ID', reason: ' ' }, 'REASON_REQUIRED'],
    ['waive', { requirementId: 'kyc/basic/ID', reason: '' }, 'REASON_REQUIRED'],
    ['withdraw', { requirementId: 'kyc/basic/ID' }, 'REASON_REQUIRED'],
    ['list', { states: ['LATE'] }, 'INVALID_ARGUMENT'],
    ['list', { limit: 0 }, 'INVALID_ARGUMENT'],
    ['list', { cursor: 'abc' }, 'INVALID_CURSOR'],
    ['upcoming', {}, 'INVALID_INSTANT'],
    ['upcoming', { before: new Date(START), cursor: 'x.y' }, 'INVALID_CURSOR'],
  ] as const)('refuses %s with %j: %s, and writes nothing', async (command, change, code) => {
    const world = await createUser();
    const before = (await eventsOf(world)).length;
    const call = world.dormouse.requirements[command] as (request: unknown) => Promise<unknown>;
    expect(await refusal(call({ ...about, ...change }))).toMatchObject({ code });
    expect(await refusal(call(null))).toMatchObject({ code: 'INVALID_ARGUMENT' });
    expect(await eventsOf(world)).toHaveLength(before);
  });

  it('is quick with very many requirements under one control', async () => {
    const world = await createUser();
    const ids = Array.from({ length: 10_000 }, (_, index) => `r-${index}`);
    const control = { type: 'DORMANT', reasonCode: 'OTHER' };
    const { subject } = await world.dormouse.identities.get('acme', 'u-1');
    const [one] = subject.requirements;
    if (one === undefined) throw new Error('nothing was opened');
    const overdue = { ...one, dueAt: START - DAY, onOverdue: { control }, group: null };
    await patchSubject(world, 'u-1', { requirements: ids.map((id) => ({ ...overdue, id })) });
    await world.dormouse.sweep();
    const met = await world.dormouse.requirements.meet({ ...about, requirementId: 'r-1' });
    expect(met.state).toBe('MET');
  });
});
