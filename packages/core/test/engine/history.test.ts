import { describe, expect, it } from 'vitest';
import { toCloudEvent } from '../../src/engine/to-cloud-event';
import type { DormouseEvent } from '../../src/model/event';
import { formatInstant } from '../../src/time/instant';
import { allEventsOf, createPopulation, createWorld, DAY, ladder, refusal, START, type World } from './support';

const accountId = 'acme';

async function active(world: World, id: string, day: number): Promise<void> {
  const at = new Date(START + day * DAY);
  await world.dormouse.activity.record({ accountId, activities: [{ identityId: id, type: 'login', at }] });
}

describe('an identity as of a past instant', () => {
  it('V6 is rebuilt from its events, and judged under the policies of then', async () => {
    const world = await createPopulation(['u-1']);
    const { dormouse, clock } = world;
    const states = new Map<number, unknown>();
    for (let day = 0; day <= 120; day += 5) {
      clock.toDay(day);
      if (day === 20) await active(world, 'u-1', 20);
      if (day === 80) {
        const { items } = await dormouse.controls.list({ accountId });
        await dormouse.controls.delete({ accountId, controlId: items[0]?.id ?? '', reason: 'back' });
      }
      if (day === 100) {
        const later = { ...ladder, inactivity: [] };
        await dormouse.policies.activate({ accountId, document: later, reason: 'nobody sleeps any more' });
      }
      await dormouse.sweep();
      const { subject } = await dormouse.identities.get(accountId, 'u-1');
      states.set(day, { subject, evaluation: await dormouse.evaluate(accountId, 'u-1') });
    }
    for (const [day, state] of states) {
      const then = await dormouse.history.asOf({ accountId, identityId: 'u-1', at: new Date(START + day * DAY) });
      // The only activity was on day 20: before, its daily counter tells that there was none.
      expect(then).toMatchObject({ ...(state as object), activityKnown: 'EXACT' });
      expect(then.policies).toEqual([{ policyId: 'workforce', version: day < 100 ? 1 : 2 }]);
    }
    const asleep = await dormouse.history.asOf({ accountId, identityId: 'u-1', at: new Date(START + 79 * DAY) });
    expect(asleep).toMatchObject({ toldStatus: 'DISABLED', evaluation: { status: 'DISABLED' } });
  });

  it('V6 says how well the activity of then is known', async () => {
    const world = await createPopulation(['u-1']);
    world.clock.toDay(40);
    for (const day of [10.3, 30]) await active(world, 'u-1', day);
    const asOf = (day: number) =>
      world.dormouse.history.asOf({ accountId, identityId: 'u-1', at: new Date(START + day * DAY) });
    expect(await asOf(5)).toMatchObject({ activityKnown: 'EXACT', subject: { activity: [] } });
    expect(await asOf(20)).toMatchObject({
      activityKnown: 'BY_DAY',
      subject: { activity: [{ type: 'login', successAt: START + 11 * DAY - 1, successCount: 1 }] },
    });
    expect(await asOf(30)).toMatchObject({
      activityKnown: 'EXACT',
      subject: { activity: [{ successAt: START + 30 * DAY, successCount: 2 }] },
    });
    await world.dormouse.identities.remove({ accountId, ids: ['u-1'], reason: 'gone' });
    expect(await asOf(20)).toMatchObject({ activityKnown: 'UNKNOWN', subject: { activity: [] } });
  });

  it('V6 refuses what was not there, and what has not come yet', async () => {
    const world = createWorld();
    world.clock.toDay(10);
    await world.dormouse.identities.register({ accountId, identities: [{ id: 'u-1', kind: 'user' }] });
    world.clock.toDay(20);
    await world.dormouse.identities.remove({ accountId, ids: ['u-1'], reason: 'gone' });
    const asOf = (day: number, identityId = 'u-1') =>
      world.dormouse.history.asOf({ accountId, identityId, at: new Date(START + day * DAY) });
    expect(await asOf(15)).toMatchObject({ subject: { identity: { id: 'u-1' } } });
    for (const [day, id] of [
      [9, 'u-1'],
      [20, 'u-1'],
      [15, 'u-2'],
    ] as const) {
      expect(await refusal(asOf(day, id))).toMatchObject({ code: 'IDENTITY_NOT_FOUND' });
    }
    expect(await refusal(asOf(21))).toMatchObject({ code: 'INVALID_ARGUMENT' });
    const request = { accountId, identityId: 'u-1', at: '2026-02-30T00:00:00Z' };
    expect(await refusal(world.dormouse.history.asOf(request))).toMatchObject({ code: 'INVALID_INSTANT' });
  });
});

describe('events as CloudEvents', () => {
  it('E2 have the required attributes of CloudEvents 1.0, and extensions with legal names', async () => {
    const world = await createPopulation(['u-1', 'ключ']);
    for (const day of [31, 60]) {
      world.clock.toDay(day);
      await world.dormouse.sweep();
    }
    const ids = new Set<string>();
    const events = await allEventsOf(world);
    for (const event of events) {
      const cloud = toCloudEvent(event, { source: 'https://id.example.com' });
      expect(JSON.parse(JSON.stringify(cloud))).toEqual(cloud);
      for (const [name, value] of Object.entries(cloud)) {
        expect(name).toMatch(/^[a-z0-9]{1,20}$/);
        if (name !== 'data') expect(value).toSatisfy((text: unknown) => typeof text === 'string' && text !== '');
      }
      expect(cloud).toMatchObject({ specversion: '1.0', source: 'https://id.example.com', type: event.type });
      expect(cloud.time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
      expect(cloud.time).toBe(formatInstant(event.at));
      expect(cloud.subject).toBe(event.identityId ?? undefined);
      ids.add(cloud.id);
    }
    expect(ids.size).toBe(events.length);
    const [event] = events;
    expect(toCloudEvent(event as DormouseEvent, { source: '/id', typePrefix: 'com.example.' }).type).toBe(
      'com.example.policy.activated',
    );
    expect(() => toCloudEvent(event as DormouseEvent, { source: '' })).toThrowError(/source/);
  });
});
