import { describe, expect, it } from 'vitest';
import { collect, importAll, member } from '../reports/support';
import { allEventsOf, createWorld, DAY, ladder, START, type World } from '../support';

const acme = { accountId: 'acme' };

/** Ann was active today, Bob 32 days ago, Key 200; nobody has swept yet. */
async function createTeam(): Promise<World> {
  const world = createWorld({ settings: { guard: false } });
  await world.dormouse.policies.activate({ ...acme, document: ladder, reason: 'test' });
  await importAll(world, [member('ann', 'user', 0), member('bob', 'user', 32), member('key', 'api_key', 200)]);
  return world;
}

const until = new Date(START + 30 * DAY);
const place = { policyId: 'workforce', ruleId: 'everyone', setId: null };
const warn = { ...place, action: 'notify', stageId: 'warn', what: 'mail' };
const dormant = { ...place, action: 'control', stageId: 'dormant', what: 'DORMANT' };

describe('a forecast', () => {
  it('V4: tells how many reach which stage on which local day', async () => {
    const { dormouse } = await createTeam();
    const forecast = await dormouse.forecast({ ...acme, days: 50 });
    expect(forecast).toMatchObject({ from: START, days: 50, timeZone: 'UTC', judged: 3, unfinished: 0, errors: 0 });
    const totals = forecast.stages.map(({ stageId, total }) => [stageId, total]);
    expect(totals).toEqual([
      ['dormant', 3],
      ['warn', 3],
    ]);
    const busy = forecast.byDay.filter(({ notices, controls }) => notices + controls > 0);
    expect(busy).toEqual([
      { date: '2026-01-01', notices: 2, controls: 0, openings: 0 },
      { date: '2026-01-16', notices: 0, controls: 2, openings: 0 },
      { date: '2026-01-31', notices: 1, controls: 0, openings: 0 },
      { date: '2026-02-15', notices: 0, controls: 1, openings: 0 },
    ]);
    expect((await dormouse.forecast({ ...acme, days: 1, kinds: ['api_key'] })).byDay).toEqual([
      { date: '2026-01-01', notices: 1, controls: 0, openings: 0 },
    ]);
  });

  it('V4: can assume a draft, and writes nothing', async () => {
    const world = await createTeam();
    const before = (await allEventsOf(world)).length;
    const changes = [{ change: 'retire', policyId: 'workforce' }] as const;
    expect((await world.dormouse.forecast({ ...acme, changes })).stages).toEqual([]);
    expect((await allEventsOf(world)).length).toBe(before);
  });

  it('§13: refuses nonsense, and ends with ABORTED when its signal comes', async () => {
    const { dormouse } = await createTeam();
    for (const days of [0, -1, 3_661, 1.5, Number.NaN, '7']) {
      await expect(dormouse.forecast({ ...acme, days } as never)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    }
    expect((await dormouse.forecast({ ...acme, days: 3_660 })).byDay).toHaveLength(3_660);
    const changes = [{ change: 'endExemption', identityId: 'ann', exemptionId: 'x' }];
    await expect(dormouse.forecast({ ...acme, changes } as never)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    const aborted = dormouse.forecast({ ...acme, signal: { aborted: true } });
    await expect(aborted).rejects.toMatchObject({ code: 'ABORTED' });
  });
});

describe('what is upcoming', () => {
  it('V5: lists who is scheduled for what, the soonest first, page by page', async () => {
    const { dormouse } = await createTeam();
    const all = (await dormouse.upcoming.list({ ...acme, until })).items;
    expect(all).toEqual([
      { identityId: 'bob', kind: 'user', at: START, ...warn },
      { identityId: 'key', kind: 'api_key', at: START, ...warn },
      { identityId: 'bob', kind: 'user', at: START + 15 * DAY, ...dormant },
      { identityId: 'key', kind: 'api_key', at: START + 15 * DAY, ...dormant },
      { identityId: 'ann', kind: 'user', at: START + 30 * DAY, ...warn },
    ]);
    const paged: unknown[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof dormouse.upcoming.list>> = await dormouse.upcoming.list({
        ...{ ...acme, until, limit: 2, cursor },
      });
      paged.push(...page.items);
      ({ cursor } = page);
    } while (cursor !== null);
    expect(paged).toEqual(all);
    const each = await collect(dormouse.upcoming.each({ ...acme, until }));
    expect(each).toHaveLength(5);
    const only = { ...acme, until, actions: ['control'], kinds: ['user'], policyId: 'workforce' } as const;
    expect((await dormouse.upcoming.list(only)).items).toEqual([all[2]]);
    expect((await dormouse.upcoming.list({ ...acme, until, identityId: 'ann' })).items).toEqual([all[4]]);
    expect((await dormouse.upcoming.list({ ...acme, until, policyId: 'other' })).items).toEqual([]);
  });

  it('S1/V5: looks at nobody whose evaluation holds for longer', async () => {
    const world = await createTeam();
    await world.dormouse.sweep();
    const soon = (await world.dormouse.upcoming.list({ ...acme, until: new Date(START + 20 * DAY) })).items;
    expect(soon.map(({ identityId }) => identityId)).toEqual(['bob', 'key']);
    const scanned: string[] = [];
    for await (const { subject } of world.storage.scanDue('acme', START + 20 * DAY)) scanned.push(subject.identity.id);
    expect(scanned.sort()).toEqual(['bob', 'key']);
  });

  it('V5/X2: postpones many at once; refusals are named, and a repeated key changes nothing', async () => {
    const world = await createTeam();
    const { dormouse, clock } = world;
    const identityIds = ['bob', 'nobody', 'key'];
    const request = { ...acme, identityIds, until, reason: 'quarter end', owner: 'lead', idempotencyKey: 'once' };
    const done = await dormouse.upcoming.postpone(request);
    expect(done).toMatchObject({ succeeded: 2, failed: 1 });
    expect(done.items[0]).toMatchObject({
      ok: true,
      value: { identityId: 'bob', exemption: { kind: 'POSTPONEMENT' } },
    });
    expect(done.items[1]).toMatchObject({ ok: false, index: 1, error: { code: 'IDENTITY_NOT_FOUND' } });
    expect((await dormouse.upcoming.postpone(request)).succeeded).toBe(2);
    expect((await dormouse.exemptions.list(acme)).items).toHaveLength(2);
    const left = (await dormouse.upcoming.list({ ...acme, until })).items;
    expect(left.map(({ identityId, at }) => [identityId, (at - START) / DAY])).toEqual([
      ['ann', 30],
      ['bob', 30],
      ['key', 30],
    ]);
    clock.toDay(29);
    expect((await dormouse.sweep()).acted).toEqual([]);
    clock.toDay(30);
    expect((await dormouse.sweep()).acted).toMatchObject([{ action: 'notify', count: 3 }]);
    expect((await dormouse.history.verify(acme)).faults).toEqual([]);
  });

  it('§13: refuses nonsense with a code', async () => {
    const { dormouse } = await createTeam();
    const list = (more: object) => dormouse.upcoming.list({ ...acme, until, ...more } as never);
    await expect(list({ until: 'soon' })).rejects.toMatchObject({ code: 'INVALID_INSTANT' });
    await expect(list({ cursor: 'x' })).rejects.toMatchObject({ code: 'INVALID_CURSOR' });
    await expect(list({ limit: 0 })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(list({ actions: ['explode'] })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(list({ identityId: 'nobody' })).rejects.toMatchObject({ code: 'IDENTITY_NOT_FOUND' });
    const request = { ...acme, identityIds: ['bob'], until, reason: 'x', owner: 'lead' };
    const postpone = (more: object) => dormouse.upcoming.postpone({ ...request, ...more } as never);
    await expect(postpone({ reason: ' ' })).rejects.toMatchObject({ code: 'REASON_REQUIRED' });
    await expect(postpone({ until: null })).rejects.toMatchObject({ code: 'INVALID_INSTANT' });
    await expect(postpone({ identityIds: Array(10_001).fill('bob') })).rejects.toMatchObject({
      code: 'BATCH_TOO_LARGE',
    });
    await expect(postpone({ scope: { ruleId: 'x' } })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    const past = await postpone({ until: new Date(START) });
    expect(past.items[0]).toMatchObject({ ok: false, error: { code: 'INVALID_ARGUMENT' } });
    const atomic = postpone({ identityIds: ['bob', 'nobody'], atomic: true });
    await expect(atomic).rejects.toMatchObject({ code: 'IDENTITY_NOT_FOUND', data: { index: 1 } });
    expect((await dormouse.exemptions.list(acme)).items).toEqual([]);
  });
});
