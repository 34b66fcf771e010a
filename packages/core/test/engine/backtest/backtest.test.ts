import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Backtest } from '../../../src/engine/backtest/backtest';
import { importAll, member } from '../reports/support';
import { createWorld, DAY, ladder, START, type World } from '../support';

const acme = { accountId: 'acme' };
const FROM = new Date(START - 365 * DAY);

const after = (days: number) => ({
  id: 'workforce',
  inactivity: [
    { id: 'all', stages: [{ id: 'off', after: `P${days}D`, control: { type: 'DORMANT', reasonCode: 'INACTIVITY' } }] },
  ],
});

/** Somebody who was active at noon on so many days before the start, in an account that nobody swept. */
async function createPast(daysAgo: Readonly<Record<string, readonly number[]>>, document: unknown = after(60)) {
  const world = createWorld();
  await world.dormouse.policies.activate({ ...acme, document, reason: 'test' });
  const ids = Object.keys(daysAgo);
  await importAll(
    world,
    ids.map((id) => member(id, 'user', null)),
  );
  await recordAll(world, daysAgo);
  return world;
}

async function recordAll({ dormouse }: World, daysAgo: Readonly<Record<string, readonly number[]>>): Promise<void> {
  const activities = Object.entries(daysAgo).flatMap(([identityId, days]) =>
    days.map((day) => ({ identityId, type: 'login', at: new Date(START - day * DAY + DAY / 2) })),
  );
  await dormouse.activity.record({ ...acme, activities });
}

describe('a backtest', () => {
  it('V3: tells who would have been restricted last year, and who came back within 30 days', async () => {
    const { dormouse } = await createPast({
      busy: Array.from({ length: 38 }, (_, index) => 10 * (index + 1)),
      back: [370, 290, 280, 100, 90, 20],
      gone: [370, 200],
      fresh: [370, 340, 290, 240, 190, 140, 90, 80],
    });
    const backtest = await dormouse.backtest({ ...acme, from: FROM });
    const place = { policyId: 'workforce', ruleId: 'all', stageId: 'off', setId: null };
    // back: 290 days ago was 20 days after the alarm; 100 days ago was 119 days after it; then 60 days of silence, and 9.
    // gone: an alarm that nobody answered for 30 days, and one more; fresh: 20 days ago, so that it is not over yet.
    expect(backtest).toMatchObject({ judged: 4, partlyKnown: 0, unknown: 0, errors: 0, unfinished: 0, notices: 0 });
    expect(backtest.byRule).toEqual([{ ...place, alarms: 6, falseAlarms: 2, confirmed: 3, open: 1 }]);
    expect(backtest).toMatchObject({ alarms: 6, falseAlarms: 2, confirmed: 3, open: 1 });
    expect(backtest.falseAlarmRate?.share).toBeCloseTo(2 / 5);
    expect(backtest.samples[0]).toEqual({
      ...{ identityId: 'back', kind: 'user', ...place },
      ...{ at: START - 370 * DAY + 61 * DAY - 1, activeAgain: START - 290 * DAY },
    });
    expect(backtest.limits.join(' ')).toContain('known to the day');
    const strict = await dormouse.backtest({ ...acme, from: FROM, comeBackWithin: 'P1D' });
    expect(strict.falseAlarms).toBe(0);
    const draft = [{ change: 'activate', document: after(300) }] as const;
    expect((await dormouse.backtest({ ...acme, from: FROM, changes: draft })).alarms).toBe(0);
  });

  it('V3: finds the very alarms that the gaps between active days make', async () => {
    const days = fc.uniqueArray(fc.integer({ min: 1, max: 364 }), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(
        days,
        fc.integer({ min: 1, max: 120 }),
        fc.integer({ min: 0, max: 60 }),
        async (ago, gap, back) => {
          const { dormouse } = await createPast({ u: [...ago, 365] }, after(gap));
          const request = { ...acme, from: FROM, comeBackWithin: `P${back}D` };
          const { alarms, falseAlarms, confirmed, open } = await dormouse.backtest(request);
          const active = [...ago, 365].sort((left, right) => right - left).map((day) => START - day * DAY);
          const expected = { alarms: 0, falseAlarms: 0, confirmed: 0, open: 0 };
          active.forEach((day, index) => {
            const silentFrom = index === 0 ? FROM.getTime() : day + DAY - 1;
            const next = active[index + 1] ?? Number.POSITIVE_INFINITY;
            const at = silentFrom + gap * DAY;
            if (at >= next || at > START) return;
            expected.alarms += 1;
            if (next <= at + back * DAY) expected.falseAlarms += 1;
            else if (at + back * DAY <= START) expected.confirmed += 1;
            else expected.open += 1;
          });
          expect({ alarms, falseAlarms, confirmed, open }).toEqual(expected);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('A8/V3: begins with each identity where its history does, and says of how many nothing is known', async () => {
    const world = createWorld({ settings: { trackingSince: new Date(START - 100 * DAY).toISOString() } });
    await world.dormouse.policies.activate({ ...acme, document: after(60), reason: 'test' });
    await importAll(world, [member('old', 'user', null), member('counted', 'user', 30)]);
    const backtest = await world.dormouse.backtest({ ...acme, from: FROM });
    // Of the one that was imported the days before its last activity are not known: it is looked at from then on.
    expect(backtest).toMatchObject({ judged: 2, partlyKnown: 2, unknown: 0, alarms: 1, confirmed: 1 });
    const early = await world.dormouse.backtest({ ...acme, from: FROM, until: new Date(START - 200 * DAY) });
    expect(early).toMatchObject({ judged: 0, unknown: 2, alarms: 0, falseAlarmRate: null });
  });

  it('V3: notices come first, each stage is counted, and what people set stays', async () => {
    const world = await createPast({ a: [365], b: [365], c: [365] }, ladder);
    const { dormouse } = world;
    const stages = ({ byRule }: Backtest) => byRule.map(({ stageId, alarms }) => [stageId, alarms]);
    const all = await dormouse.backtest({ ...acme, from: FROM });
    expect(all).toMatchObject({ notices: 3, alarms: 3 });
    expect(stages(all)).toEqual([
      ['close', 3],
      ['dormant', 3],
    ]);
    const control = { identityId: 'b', type: 'CLOSED', reasonCode: 'OTHER', reason: 'left', setBy: 'CLIENT' } as const;
    await dormouse.controls.create({ ...acme, ...control } as never);
    const events = (await dormouse.events.list(acme)).items.length;
    expect(stages(await dormouse.backtest({ ...acme, from: FROM }))).toEqual([
      ['close', 2],
      ['dormant', 3],
    ]);
    expect((await dormouse.events.list(acme)).items.length).toBe(events);
  });

  it('§13: refuses nonsense, and ends with ABORTED when its signal comes', async () => {
    const { dormouse } = await createPast({ a: [10] });
    const run = (more: object) => dormouse.backtest({ ...acme, from: FROM, ...more } as never);
    await expect(run({ from: 'yesterday' })).rejects.toMatchObject({ code: 'INVALID_INSTANT' });
    await expect(run({ until: new Date(START + 1) })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(run({ from: new Date(START) })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(run({ comeBackWithin: 'soon' })).rejects.toMatchObject({ code: 'INVALID_DURATION' });
    await expect(run({ changes: [{ change: 'activate', document: 1 }] })).rejects.toMatchObject({
      code: 'INVALID_POLICY',
    });
    await expect(run({ signal: { aborted: true } })).rejects.toMatchObject({ code: 'ABORTED' });
  });
});
