import { describe, expect, it } from 'vitest';
import { createDormouse } from '../../src/engine/create-dormouse';
import type { InactivityRuleDocument } from '../../src/policy/document';
import { wrapStorage } from '../../src/testing/wrap-storage';
import { createWorld, DAY, eventsOf, ladder, refusal, START, typesOfIdentity, type World } from './support';

const about = { accountId: 'acme', identityId: 'u-1' } as const;
const [everyone] = ladder.inactivity;

/** One user who has become dormant on day 45 under the ladder, with something said about returns. */
async function createSleeper(onReturn?: InactivityRuleDocument['onReturn'], more: object = {}): Promise<World> {
  const world = createWorld();
  const document = { ...ladder, inactivity: [{ ...everyone, onReturn, ...more }] };
  await world.dormouse.policies.activate({
    accountId: 'acme',
    document: JSON.parse(JSON.stringify(document)),
    reason: 'x',
  });
  await world.dormouse.identities.register({ accountId: 'acme', identities: [{ id: 'u-1', kind: 'user' }] });
  for (const day of [30, 45]) await sweepOn(world, day);
  expect(await statusOf(world)).toBe('DISABLED');
  return world;
}

async function sweepOn({ dormouse, clock }: World, day: number): Promise<void> {
  clock.toDay(day);
  await dormouse.sweep();
}

async function comeBack({ dormouse, clock }: World, at: number = clock.now, more: object = {}): Promise<void> {
  const activities = [{ identityId: 'u-1', type: 'login', at: new Date(at), ...more }];
  expect(await dormouse.activity.record({ accountId: 'acme', activities })).toEqual({ recorded: 1, refused: [] });
}

async function statusOf({ dormouse }: World): Promise<string> {
  return (await dormouse.identities.get('acme', 'u-1')).status;
}

async function countOf(world: World, type: string): Promise<number> {
  return (await typesOfIdentity(world)).filter((other) => other === type).length;
}

describe('returns', () => {
  it('A7 keep, the default: the control stays, and refused activity is told once an hour', async () => {
    const world = await createSleeper();
    const { clock } = world;
    clock.toDay(60);
    for (const minutes of [0, 1, 30, 59]) {
      clock.now = START + 60 * DAY + minutes * 60_000;
      await comeBack(world);
    }
    expect(await countOf(world, 'identity.activity_refused')).toBe(1);
    clock.now = START + 60 * DAY + 3_600_000;
    await comeBack(world);
    expect(await countOf(world, 'identity.activity_refused')).toBe(2);
    expect(await statusOf(world)).toBe('DISABLED');
    expect((await eventsOf(world)).at(-1)).toMatchObject({ data: { activityAt: clock.now } });
    expect((await world.dormouse.identities.get('acme', 'u-1')).lastActiveAt).toBe(clock.now);
    expect((await world.dormouse.evaluate('acme', 'u-1')).policies[0]).toMatchObject({ base: START });
  });

  it('A7 lift: the rule lifts its own control at once, and the clock starts again', async () => {
    const world = await createSleeper('lift');
    world.clock.toDay(60);
    await comeBack(world);
    expect(await statusOf(world)).toBe('APPROVED');
    expect((await typesOfIdentity(world)).slice(-4)).toEqual([
      'control.deleted',
      'identity.reactivated',
      'identity.notice_withdrawn',
      'identity.status_changed',
    ]);
    await sweepOn(world, 60);
    expect(await statusOf(world)).toBe('APPROVED');
    expect((await world.dormouse.evaluate('acme', 'u-1')).policies[0]).toMatchObject({ base: START + 60 * DAY });
  });

  it('A7 lift: only the controls of the rule, never those of a person or another policy', async () => {
    const world = await createSleeper('lift');
    const { dormouse, clock } = world;
    await dormouse.controls.create({ ...about, type: 'DORMANT', reasonCode: 'OTHER', reason: 'x' });
    clock.toDay(60);
    await comeBack(world);
    const { activeControls, status, subject } = await dormouse.identities.get('acme', 'u-1');
    expect(activeControls.map(({ setBy }) => setBy)).toEqual(['CLIENT']);
    expect(status).toBe('DISABLED');
    // The last control that the rule set is gone: that is a reactivation of its clock (A3).
    expect(subject.reactivatedAt).toBe(START + 60 * DAY);
  });

  it('A7 lift: failed attempts and types that do not count are no return (A2)', async () => {
    const world = await createSleeper('lift', { counts: { types: ['login'] } });
    world.clock.toDay(60);
    await comeBack(world, world.clock.now, { outcome: 'failure' });
    await comeBack(world, world.clock.now, { type: 'token' });
    expect(await statusOf(world)).toBe('DISABLED');
    expect(await countOf(world, 'identity.activity_refused')).toBe(0);
    await comeBack(world);
    expect(await statusOf(world)).toBe('APPROVED');
  });

  it('A7 late activity from before the control is no return', async () => {
    const world = await createSleeper('lift');
    world.clock.toDay(60);
    await comeBack(world, START + 10 * DAY);
    expect(await statusOf(world)).toBe('DISABLED');
  });

  it('A7 a terminal control is not lifted: only an operator reopens (K4)', async () => {
    const world = await createSleeper('lift');
    await sweepOn(world, 365);
    await comeBack(world);
    expect(await statusOf(world)).toBe('DISABLED');
    expect(await countOf(world, 'control.deleted')).toBe(0);
    expect(await countOf(world, 'identity.activity_refused')).toBe(1);
  });

  it('A7 require: opens what is required, once, and lifts when all of it is met', async () => {
    const world = await createSleeper({ require: ['ID', 'SELFIE'] });
    const { dormouse, clock } = world;
    clock.toDay(60);
    await comeBack(world);
    clock.toDay(61);
    await comeBack(world);
    expect(await countOf(world, 'requirement.opened')).toBe(2);
    const meet = (type: string) =>
      dormouse.requirements.meet({ ...about, requirementId: `workforce/everyone/return/${type}` });
    await meet('ID');
    await comeBack(world);
    expect(await statusOf(world)).toBe('DISABLED');
    clock.toDay(62);
    await meet('SELFIE');
    expect(await statusOf(world)).toBe('APPROVED');
    await sweepOn(world, 62);
    expect(await statusOf(world)).toBe('APPROVED');
    expect(await countOf(world, 'identity.reactivated')).toBe(1);
  });

  it('A7 require: what was met on an earlier return does not do for the next one', async () => {
    const world = await createSleeper({ require: ['ID', 'SELFIE'] });
    const { dormouse, clock } = world;
    const meet = (type: string) =>
      dormouse.requirements.meet({ ...about, requirementId: `workforce/everyone/return/${type}` });
    clock.toDay(60);
    await comeBack(world);
    await meet('ID');
    await meet('SELFIE');
    expect(await statusOf(world)).toBe('APPROVED');
    for (const day of [90, 105]) await sweepOn(world, day);
    expect(await statusOf(world)).toBe('DISABLED');
    await meet('ID');
    expect(await statusOf(world)).toBe('DISABLED');
    await comeBack(world);
    expect(await countOf(world, 'requirement.opened')).toBe(4);
    await meet('ID');
    expect(await statusOf(world)).toBe('DISABLED');
    const selfie = { ...about, requirementId: 'workforce/everyone/return/SELFIE', reason: 'known in person' };
    await dormouse.requirements.waive(selfie);
    expect(await statusOf(world)).toBe('APPROVED');
  });

  it('A7 under a rule that no longer governs a person must reactivate', async () => {
    const governed = createWorld();
    const when = { all: [{ fact: 'labels', operator: 'contains', value: 'x' }] };
    const document = { ...ladder, inactivity: [{ ...everyone, when, onReturn: 'lift' }] };
    await governed.dormouse.policies.activate({ accountId: 'acme', document, reason: 'x' });
    const identities = [{ id: 'u-1', kind: 'user', labels: ['x'] }];
    await governed.dormouse.identities.register({ accountId: 'acme', identities });
    for (const day of [30, 45]) await sweepOn(governed, day);
    await governed.dormouse.identities.update({ accountId: 'acme', identities: [{ id: 'u-1', labels: [] }] });
    governed.clock.toDay(60);
    await comeBack(governed);
    expect(await statusOf(governed)).toBe('DISABLED');
    expect(await countOf(governed, 'identity.activity_refused')).toBe(1);
  });

  it('K6 the workflow of a reactivation: verify, list, delete with a reason, and no sweep restricts it again', async () => {
    const world = await createSleeper();
    const { dormouse, clock } = world;
    clock.toDay(60);
    await comeBack(world);
    // Verify who it is.
    const { id: requirementId } = await dormouse.requirements.open({ ...about, type: 'ID_VERIFICATION' });
    await dormouse.requirements.meet({ ...about, requirementId });
    // See what holds it.
    const { items } = await dormouse.controls.list({ accountId: 'acme', identityId: 'u-1' });
    expect(items).toMatchObject([{ type: 'DORMANT', setBy: 'POLICY', cause: { ruleId: 'everyone' } }]);
    const [{ id: controlId } = { id: '' }] = items;
    expect(await refusal(dormouse.controls.delete({ accountId: 'acme', controlId, reason: '' }))).toMatchObject({
      code: 'REASON_REQUIRED',
    });
    // Lift it, with a reason.
    await dormouse.controls.delete({ accountId: 'acme', controlId, reason: 'identity verified', actor: 'ann' });
    expect(await statusOf(world)).toBe('APPROVED');
    for (const day of [60, 61, 74, 89]) {
      await sweepOn(world, day);
      expect(await statusOf(world)).toBe('APPROVED');
    }
    expect(await countOf(world, 'identity.notice_served')).toBe(1);
    for (const day of [90, 104]) await sweepOn(world, day);
    expect(await countOf(world, 'identity.notice_served')).toBe(2);
    expect(await statusOf(world)).toBe('APPROVED');
    await sweepOn(world, 105);
    expect(await statusOf(world)).toBe('DISABLED');
  });

  it('activity that cannot be judged is recorded all the same (S7)', async () => {
    const settings = { controlTypes: [{ type: 'NAP', effect: 'NONE', restricts: [], terminal: false } as const] };
    let known: object = settings;
    const world = createWorld({ settings: () => known });
    await world.dormouse.policies.activate({ accountId: 'acme', document: ladder, reason: 'x' });
    await world.dormouse.identities.register({ accountId: 'acme', identities: [{ id: 'u-1', kind: 'user' }] });
    for (const day of [30, 45]) await sweepOn(world, day);
    await world.dormouse.controls.create({ ...about, type: 'NAP', reasonCode: 'OTHER', reason: 'x' });
    known = {};
    await world.dormouse.policies.reevaluate('acme');
    await comeBack(world);
    expect((await world.dormouse.identities.get('acme', 'u-1')).lastActiveAt).toBe(world.clock.now);
  });

  describe('when the process dies between recording an activity and its review', () => {
    /** The same world with an engine that fails before, and only before, the review. */
    async function comeBackAndDie(world: World, at?: number): Promise<void> {
      const dying = wrapStorage(world.storage, {
        update: () => Promise.reject(new Error('the process died')),
      });
      const dormouse = createDormouse({ storage: dying, clock: world.clock.read });
      const activities = [{ identityId: 'u-1', type: 'login', at: new Date(at ?? world.clock.now) }];
      await expect(dormouse.activity.record({ accountId: 'acme', activities })).rejects.toThrow('the process died');
    }

    it('A7 lift: the next sweep lifts what the review would have lifted', async () => {
      const world = await createSleeper('lift');
      world.clock.toDay(60);
      await comeBackAndDie(world);
      expect(await statusOf(world)).toBe('DISABLED');
      await sweepOn(world, 61);
      expect(await statusOf(world)).toBe('APPROVED');
      expect((await world.dormouse.evaluate('acme', 'u-1')).policies[0]).toMatchObject({ base: START + 61 * DAY });
    });

    it('A7 require: the next sweep opens what is required', async () => {
      const world = await createSleeper({ require: ['ID_VERIFICATION'] });
      world.clock.toDay(60);
      await comeBackAndDie(world);
      await sweepOn(world, 61);
      expect((await world.dormouse.requirements.list({ accountId: 'acme' })).items).toHaveLength(1);
      await sweepOn(world, 62);
      expect(await countOf(world, 'requirement.opened')).toBe(1);
    });

    it('A7 keep: the next sweep tells that activity was refused, and no other does', async () => {
      const world = await createSleeper();
      world.clock.toDay(60);
      await comeBackAndDie(world);
      await sweepOn(world, 61);
      expect((await eventsOf(world)).at(-1)).toMatchObject({
        type: 'identity.activity_refused',
        data: { activityAt: START + 60 * DAY },
      });
      await world.dormouse.policies.reevaluate('acme');
      await sweepOn(world, 62);
      expect(await countOf(world, 'identity.activity_refused')).toBe(1);
    });

    it('P6 the next sweep withdraws the notice', async () => {
      const world = createWorld();
      await world.dormouse.policies.activate({ accountId: 'acme', document: ladder, reason: 'x' });
      await world.dormouse.identities.register({ accountId: 'acme', identities: [{ id: 'u-1', kind: 'user' }] });
      await world.dormouse.activity.record({
        accountId: 'acme',
        activities: [{ identityId: 'u-1', type: 'login', at: world.clock.read() }],
      });
      await sweepOn(world, 30);
      expect(await countOf(world, 'identity.notice_served')).toBe(1);
      world.clock.toDay(31);
      await comeBackAndDie(world);
      await sweepOn(world, 31);
      expect(await countOf(world, 'identity.notice_withdrawn')).toBe(1);
    });

    it('A7 commands in between leave the return to the sweep; the next activity also makes up for it', async () => {
      for (const makesUp of ['sweep', 'late activity'] as const) {
        const world = await createSleeper('lift');
        world.clock.toDay(60);
        await comeBackAndDie(world);
        await world.dormouse.identities.update({ accountId: 'acme', identities: [{ id: 'u-1', labels: ['x'] }] });
        expect(await statusOf(world)).toBe('DISABLED');
        if (makesUp === 'sweep') await sweepOn(world, 61);
        else await comeBack(world, START + 10 * DAY);
        expect(await statusOf(world)).toBe('APPROVED');
      }
    });

    it('A7 late activity from before the control is no return, and is not told to be refused', async () => {
      const world = await createSleeper();
      world.clock.toDay(60);
      await comeBack(world);
      world.clock.toDay(61);
      await comeBack(world, START + 40 * DAY);
      expect(await countOf(world, 'identity.activity_refused')).toBe(1);
    });
  });
});
