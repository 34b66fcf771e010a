import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPlainSubject, plainSchedule } from '../../src/engine/forecast/plain-schedule';
import { isPlainSet } from '../../src/engine/forecast/plain-set';
import { sweptSchedule } from '../../src/engine/forecast/schedule';
import { imaginedContext } from '../../src/engine/simulate/sweep-copy';
import { parseSubject } from '../../src/evaluate/parse-subject';
import type { StoredSubject } from '../../src/model/stored-subject';
import { compilePolicies } from '../../src/policy/policy-set';
import { formatInstant } from '../../src/time/instant';
import { createZone, utc, type Zone } from '../../src/time/zone';
import { importAll, member } from '../engine/reports/support';
import { createWorld, DAY, ladder, START, type World } from '../engine/support';
import { life, live } from './support/random-life';

const accountId = 'acme';

/** Stages that rise, of notices and controls; no notice comes after the last control. */
const stages = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.constantFrom('notify', 'DORMANT', 'CLOSED', 'SLOW')), {
    minLength: 1,
    maxLength: 5,
  })
  .map((list) => {
    const lastControl = list.findLastIndex(([, what]) => what !== 'notify');
    let days = 0;
    return (lastControl < 0 ? list : list.slice(0, lastControl + 1)).map(([gap, what], index) => {
      days += gap;
      const stage = { id: `s${index}`, after: `P${days}D` };
      if (what === 'notify') return { ...stage, notify: `mail-${index}` };
      return { ...stage, control: { type: what, reasonCode: 'INACTIVITY' } };
    });
  });

const policies = fc
  .array(fc.record({ stages, own: fc.option(stages), zone: fc.constantFrom('UTC', 'Europe/Berlin') }), {
    minLength: 1,
    maxLength: 3,
  })
  .map((list) =>
    list.map(({ stages: ofAll, own, zone }, index) => {
      const never =
        own === null ? {} : { neverActive: { stages: own.map((stage) => ({ ...stage, id: `n-${stage.id}` })) } };
      return { id: `p${index}`, timeZone: zone, inactivity: [{ id: 'all', stages: ofAll, ...never }] };
    }),
  );

const settings = {
  controlTypes: [{ type: 'SLOW', effect: 'NONE', restricts: ['buy'], terminal: false }],
} as const;
const FROM = START;
const hours = (count: number): string => formatInstant(FROM - count * 3_600_000);

const subjects = fc
  .record({
    born: fc.integer({ min: 0, max: 24 * 200 }),
    active: fc.option(fc.integer({ min: 0, max: 24 * 200 })),
    bears: fc.subarray(['DORMANT', 'CLOSED', 'SLOW'], { maxLength: 1 }),
    served: fc.option(fc.tuple(fc.nat(2), fc.nat(3), fc.integer({ min: 0, max: 24 * 20 }))),
  })
  .map(({ born, active, bears, served }) => {
    const base = active === null ? hours(born) : hours(active);
    const login = { success: { lastAt: base, count: 1 } };
    const [policy, stage, ago] = served ?? [0, 0, 0];
    const entry = {
      policyId: `p${policy}`,
      ruleId: 'all',
      stageId: `s${stage}`,
      base,
      at: hours(ago),
      outcome: 'served',
    };
    return parseSubject(
      {
        identity: { accountId, id: 'u', kind: 'user', createdAt: hours(born) },
        ...(active === null ? {} : { activity: { login } }),
        controls: bears.map((type) => ({
          ...{ id: `c-${type}`, type, setBy: 'CLIENT', reasonCode: 'OTHER', createdAt: hours(1) },
        })),
        progress: served === null ? [] : [entry],
      } as never,
      settings.controlTypes as never,
    );
  });

function storedOf(subject: StoredSubject['subject']): StoredSubject {
  const cache = {
    status: 'APPROVED',
    expiresAt: FROM,
    judgedUnder: 0,
    toldUntil: FROM,
    awaitsActivity: false,
  } as const;
  return { subject, ...cache, answers: [], sequence: 0, headHash: '', revision: 1 };
}

/** What really happens, day by day, by stage: sweeps at every expiry, and at each midnight too. */
async function sweepDays(world: World, days: number, zone: Zone): Promise<Record<string, number[]>> {
  const { dormouse, storage, clock } = world;
  const first = dayIn(zone, clock.now);
  const counts: Record<string, number[]> = {};
  for (let sweeps = 0; sweeps < 5_000; sweeps++) {
    for (const { action, policyId, ruleId, stageId, setId, count } of (await dormouse.sweep({ accountId })).acted) {
      const key = JSON.stringify([action, policyId, ruleId, stageId, setId]);
      const list = counts[key] ?? Array(days).fill(0);
      counts[key] = list;
      list[dayIn(zone, clock.now) - first] += count;
    }
    let next = (Math.floor(clock.now / DAY) + 1) * DAY;
    for await (const stored of storage.scan(accountId))
      next = Math.min(next, Math.max(stored.expiresAt, clock.now + 1));
    clock.now = next;
    if (dayIn(zone, next) - first >= days) return counts;
  }
  throw new Error('the sweeps never end');
}

function dayIn(zone: Zone, at: number): number {
  return Math.floor((at + zone.offsetAt(at)) / DAY);
}

async function forecastOf({ dormouse }: World, days: number): Promise<Record<string, number[]>> {
  const { stages: found, unfinished, errors } = await dormouse.forecast({ accountId, days });
  expect([unfinished, errors]).toEqual([0, 0]);
  const counts: Record<string, number[]> = {};
  for (const { action, policyId, ruleId, stageId, setId, byDay } of found) {
    const key = JSON.stringify([action, policyId, ruleId, stageId, setId]);
    const before = counts[key];
    counts[key] = byDay.map((count, day) => count + (before?.[day] ?? 0));
  }
  return counts;
}

describe('forecast', () => {
  it('V4: one look at a plain identity tells what sweeping it again and again does', () => {
    let acts = 0;
    fc.assert(
      fc.property(policies, subjects, fc.integer({ min: 0, max: 400 }), (documents, subject, days) => {
        const set = compilePolicies({ policies: documents, settings, codeGeneration: 'never' });
        expect(isPlainSet(set) && isPlainSubject(set, subject, FROM)).toBe(true);
        const until = FROM + days * DAY;
        const active = { revision: 1, set, versions: new Map(), observed: undefined, lifts: undefined };
        const swept = sweptSchedule(storedOf(subject), imaginedContext(active, FROM), until);
        expect(plainSchedule(set, subject, FROM, until)).toEqual(swept.acts);
        acts += swept.acts.length;
      }),
      { numRuns: 400 },
    );
    expect(acts).toBeGreaterThan(400);
  });

  it('V4: tells for each day what sweeping day by day, and at every expiry, does on a copy', async () => {
    const berlin = createZone('Europe/Berlin') ?? utc;
    const options = { settings: { timeZone: 'Europe/Berlin', guard: false } } as const;
    await fc.assert(
      fc.asyncProperty(life, fc.integer({ min: 1, max: 90 }), async (all, days) => {
        const steps = all.slice(-20);
        const [world, copy] = [await live(steps, createWorld(options)), await live(steps, createWorld(options))];
        expect(await forecastOf(world, days)).toEqual(await sweepDays(copy, days, berlin));
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  it('V4: the same for a population under the quick way', async () => {
    const create = async (): Promise<World> => {
      const world = createWorld({ settings: { guard: false } });
      await world.dormouse.policies.activate({ accountId, document: ladder, reason: 'test' });
      const days = (index: number): number | null => (index % 7 === 0 ? null : (index * 37) % 400);
      await importAll(
        world,
        Array.from({ length: 60 }, (_, index) => member(`u-${index}`, 'user', days(index))),
      );
      return world;
    };
    const [world, copy] = [await create(), await create()];
    const told = await forecastOf(world, 400);
    expect(told).toEqual(await sweepDays(copy, 400, utc));
    expect(Object.keys(told)).toHaveLength(3);
  });
});
