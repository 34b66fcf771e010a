import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPopulation, DAY, eventsOf, ladder, START, type World } from '../engine/support';

/** The ladder with other times; without `warn` the notice is taken out. */
function ladderOf(warn: number | null, dormant: number): object {
  const control = { type: 'DORMANT', reasonCode: 'INACTIVITY' };
  const stages = [{ id: 'dormant', after: `P${dormant}D`, control }];
  const notice = { id: 'warn', after: `P${warn}D`, notify: 'mail' };
  return { ...ladder, inactivity: [{ id: 'everyone', stages: warn === null ? stages : [notice, ...stages] }] };
}

async function activate({ dormouse }: World, document: object): Promise<void> {
  await dormouse.policies.activate({ accountId: 'acme', document, reason: 'a new version' });
}

/** Sweeps every day, and says on which day the identity became dormant; null: not within the time. */
async function dormantOn(world: World, from: number, until: number): Promise<number | null> {
  for (let day = from; day <= until; day += 1) {
    world.clock.toDay(day);
    await world.dormouse.sweep();
    const events = await eventsOf(world);
    if (events.some(({ type }) => type === 'identity.dormant')) return day;
  }
  return null;
}

describe('what a notice promised', () => {
  it('P4, L7 a shorter version does not take back the time that a served notice promised', async () => {
    const world = await createPopulation(['u-1']);
    world.clock.toDay(30);
    await world.dormouse.sweep();
    const { subject } = await world.dormouse.identities.get('acme', 'u-1');
    expect(subject.progress).toMatchObject([
      { stageId: 'warn', at: START + 30 * DAY, promised: [{ stageId: 'dormant', milliseconds: 15 * DAY }, {}] },
    ]);
    await activate(world, ladderOf(5, 6));
    expect(await dormantOn(world, 31, 60)).toBe(45);
  });

  it('P4, L7 nor does a version without the notice', async () => {
    const world = await createPopulation(['u-1']);
    world.clock.toDay(30);
    await world.dormouse.sweep();
    await activate(world, ladderOf(null, 31));
    expect(await dormantOn(world, 31, 60)).toBe(45);
  });

  it('P4, L7 a longer version holds: a stage keeps the longer distance', async () => {
    const world = await createPopulation(['u-1']);
    world.clock.toDay(30);
    await world.dormouse.sweep();
    await activate(world, ladderOf(30, 50));
    expect(await dormantOn(world, 31, 60)).toBe(50);
  });

  it('L7, P7 over any versions nobody is dormant sooner after a notice than it promised', async () => {
    const version = fc.tuple(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 1, max: 9 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(version, { minLength: 1, maxLength: 6 }), async (versions) => {
        const world = await createPopulation(['u-1']);
        let day = 0;
        for (const [warn, gap, days] of versions) {
          await activate(world, ladderOf(warn, warn + gap));
          for (const end = day + days; day < end; day += 1) {
            world.clock.toDay(day);
            await world.dormouse.sweep();
          }
        }
        await dormantOn(world, day, day + 100);
        const events = await eventsOf(world);
        const dormant = events.find(({ type }) => type === 'identity.dormant');
        for (const event of events) {
          if (event.type !== 'identity.notice_served' || dormant === undefined) continue;
          const promise = event.data.progress.promised?.find(({ stageId }) => stageId === 'dormant');
          expect(dormant.at).toBeGreaterThanOrEqual(event.at + (promise?.milliseconds ?? 0));
        }
      }),
      { numRuns: 60 },
    );
  });
});
