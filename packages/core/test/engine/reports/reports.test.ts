import { describe, expect, it } from 'vitest';
import { allEventsOf, DAY, ladder, START } from '../support';
import { collect, createCrowd, createOffice, daysAgo, importAll, member, rowsOf } from './support';

const acme = { accountId: 'acme' };

describe('a report of inactive identities', () => {
  it('V2: is created at once, pending; built by whoever works; ready with its rows, its counts and an event', async () => {
    const world = await createOffice();
    const { reports } = world.dormouse;
    const created = await reports.create({ ...acme, inactiveFor: 'PT720H', actor: 'secops' });
    expect(created).toMatchObject({ state: 'pending', actor: 'secops', inactiveFor: 'PT720H', at: START, kinds: null });
    expect(await reports.get('acme', 'latest')).toEqual(created);
    expect(await reports.work()).toEqual({ ready: [created.id], troubles: [], aborted: false });
    const ready = await reports.get('acme', created.id);
    expect(ready).toMatchObject({ state: 'ready', endedAt: START, lease: null, error: null });
    expect(ready.progress).toEqual({
      parts: 1,
      through: 'u-idle',
      scanned: 5,
      rows: 4,
      byKind: [
        { kind: 'api_key', identities: 2, inactive: 2, neverUsed: 1, undetermined: 0 },
        { kind: 'service_id', identities: 1, inactive: 1, neverUsed: 0, undetermined: 0 },
        { kind: 'user', identities: 2, inactive: 1, neverUsed: 0, undetermined: 0 },
      ],
    });
    const told = (await allEventsOf(world)).at(-1);
    const data = { reportId: created.id, inactiveFor: 'PT720H', kinds: null, about: START, scanned: 5, rows: 4 };
    expect(told).toMatchObject({ type: 'report.ready', actor: 'secops', data });
    expect((await world.dormouse.history.verify(acme)).faults).toEqual([]);
  });

  it('V2: its rows tell how long, by the calendar, what is in force, and who belongs to whom', async () => {
    const world = await createOffice();
    const { dormouse } = world;
    await dormouse.policies.activate({ ...acme, document: ladder, reason: 'test' });
    await dormouse.controls.create({
      ...acme,
      identityId: 'k-old',
      type: 'CLOSED',
      reasonCode: 'OTHER',
      reason: 'lost',
    });
    const until = new Date(START + DAY);
    const held = { identityId: 'u-idle', kind: 'POSTPONEMENT', owner: 'lead', reason: 'on leave', until } as const;
    await dormouse.exemptions.grant({ ...acme, ...held, exemptionId: 'x' });
    await dormouse.reports.create({ ...acme, inactiveFor: 'P30D' });
    await dormouse.reports.work();
    const rows = await rowsOf(world);
    const builder = { id: 's-1', kind: 'service_id', name: 'builder' };
    const common = { createdAt: daysAgo(500), controls: [], exemptions: [], locked: false, owner: null, children: 0 };
    expect(rows).toEqual([
      {
        ...{ ...common, identityId: 'k-never', kind: 'api_key', name: null, lastActiveAt: null, owner: builder },
        ...{ inactiveFor: 'P1Y4M13D', neverUsed: true, status: 'APPROVED' },
      },
      {
        ...{ ...common, identityId: 'k-old', kind: 'api_key', name: null, lastActiveAt: daysAgo(400), owner: builder },
        ...{ inactiveFor: 'P1Y1M5D', neverUsed: false, status: 'DISABLED', controls: ['CLOSED'], locked: true },
      },
      {
        ...{ ...common, identityId: 's-1', kind: 'service_id', name: 'builder', lastActiveAt: daysAgo(30) },
        ...{ inactiveFor: 'P30D', neverUsed: false, status: 'APPROVED', children: 2 },
      },
      {
        ...{ ...common, identityId: 'u-idle', kind: 'user', lastActiveAt: daysAgo(40), inactiveFor: 'P1M10D' },
        ...{ name: '=HYPERLINK("http://x","Idle")', neverUsed: false, status: 'APPROVED' },
        exemptions: [{ id: 'x', kind: 'POSTPONEMENT', until: START + DAY }],
      },
    ]);
  });

  it('T4/V2: lists who was inactive for exactly so long, and nobody who was not', async () => {
    const world = await createOffice();
    const ids = async (inactiveFor: string): Promise<string[]> => {
      const stream = world.dormouse.reports.stream({ ...acme, inactiveFor, kinds: ['user', 'service_id'] });
      return (await collect(stream)).map(({ identityId }) => identityId);
    };
    expect(await ids('P30D')).toEqual(['s-1', 'u-idle']);
    expect(await ids('P30DT1S')).toEqual(['u-idle']);
    expect(await ids('PT0S')).toEqual(['s-1', 'u-busy', 'u-idle']);
    expect(await ids('P10Y')).toEqual([]);
  });

  it('V2: leaves out who was created, or used, after its instant', async () => {
    const world = await createOffice();
    const { dormouse, clock } = world;
    await dormouse.reports.create({ ...acme, inactiveFor: 'PT0S' });
    clock.toDay(1);
    await dormouse.identities.register({ ...acme, identities: [{ id: 'a-new', kind: 'user' }] });
    const activities = [{ identityId: 'u-idle', type: 'login', at: new Date(START + 1) }];
    await dormouse.activity.record({ ...acme, activities });
    await dormouse.reports.work();
    const report = await dormouse.reports.get('acme', 'latest');
    expect((await rowsOf(world)).map(({ identityId }) => identityId)).toEqual(['k-never', 'k-old', 's-1', 'u-busy']);
    expect(report.progress.byKind.find(({ kind }) => kind === 'user')).toMatchObject({ identities: 2, inactive: 1 });
  });

  it('A3/V2: beyond the beginning of tracking it says so, and calls nobody inactive for longer than is known', async () => {
    const world = await createOffice({ settings: { trackingSince: new Date(daysAgo(20)).toISOString() } });
    const { reports } = world.dormouse;
    const report = await reports.create({ ...acme, inactiveFor: 'P30D' });
    expect(report).toMatchObject({ trackingSince: daysAgo(20), beyondHistory: true });
    await reports.work();
    expect((await rowsOf(world)).map(({ identityId }) => identityId)).toEqual(['k-old', 's-1', 'u-idle']);
    const { progress } = await reports.get('acme', 'latest');
    expect(progress.byKind[0]).toEqual({ kind: 'api_key', identities: 2, inactive: 1, neverUsed: 0, undetermined: 1 });
    const shorter = await reports.create({ ...acme, inactiveFor: 'P20D' });
    expect(shorter.beyondHistory).toBe(false);
    await reports.work();
    const never = (await rowsOf(world)).find(({ identityId }) => identityId === 'k-never');
    expect(never).toMatchObject({ neverUsed: true, inactiveFor: 'P20D' });
  });

  it('V2: one is kept of an account; what is older than a day goes when a new one is created', async () => {
    const world = await createOffice();
    const { dormouse, clock } = world;
    const first = await dormouse.reports.create({ ...acme, inactiveFor: 'P30D' });
    await dormouse.reports.work();
    clock.toDay(5);
    expect(await dormouse.reports.get('acme', 'latest')).toMatchObject({ id: first.id, state: 'ready' });
    const second = await dormouse.reports.create({ ...acme, inactiveFor: 'P30D' });
    await expect(dormouse.reports.get('acme', first.id)).rejects.toMatchObject({ code: 'REPORT_NOT_FOUND' });
    await dormouse.reports.work();
    clock.now += DAY / 2;
    const third = await dormouse.reports.create({ ...acme, inactiveFor: 'P1D' });
    expect(await dormouse.reports.get('acme', 'latest')).toMatchObject({ id: second.id, state: 'ready' });
    await dormouse.reports.work();
    expect((await dormouse.reports.list('acme')).map(({ id }) => id)).toEqual([third.id]);
  });

  it('E6: a repeated key gives the first answer; without one a second report must wait for the first', async () => {
    const { dormouse } = await createOffice();
    const request = { ...acme, inactiveFor: 'P30D', idempotencyKey: 'once' };
    const first = await dormouse.reports.create(request);
    expect(await dormouse.reports.create(request)).toEqual(first);
    const second = dormouse.reports.create({ ...acme, inactiveFor: 'P1D' });
    await expect(second).rejects.toMatchObject({ code: 'REPORT_PENDING', data: { reference: first.id } });
    await dormouse.reports.drop('acme', first.id);
    expect(await dormouse.reports.create({ ...acme, inactiveFor: 'P1D' })).toMatchObject({ state: 'pending' });
  });

  it('V2: is built in this process, in the background, where the host gives a scheduler', async () => {
    const { dormouse } = await createCrowd(2_500, { schedule: (task) => setImmediate(task) });
    const ready = new Promise((resolve) => dormouse.once('report.ready', resolve));
    const { id } = await dormouse.reports.create({ ...acme, inactiveFor: 'P30D' });
    expect(await ready).toMatchObject({ data: { reportId: id, rows: 2_500 } });
  });

  it('S8: tells its progress part by part', async () => {
    const { dormouse } = await createCrowd(2_500);
    await dormouse.reports.create({ ...acme, inactiveFor: 'P30D' });
    const told: number[] = [];
    await dormouse.reports.work({ onProgress: ({ progress }) => told.push(progress.rows) });
    expect(told).toEqual([1_000, 2_000]);
  });

  it('§13: refuses nonsense with a code, before anything is written', async () => {
    const { dormouse } = await createOffice();
    const create = (more: object) => dormouse.reports.create({ ...acme, inactiveFor: 'P30D', ...more } as never);
    for (const inactiveFor of ['30 days', '', 'P-1D', 'PT', 'P1.5D', 720, null, undefined, 'P99999Y']) {
      await expect(create({ inactiveFor })).rejects.toMatchObject({ code: 'INVALID_DURATION' });
    }
    for (const kinds of [[], 'user', [''], ['a\n'], [1], Array(1_001).fill('user')]) {
      await expect(create({ kinds })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    }
    await expect(create({ timeZone: 'Mars/Olympus' })).rejects.toMatchObject({ code: 'INVALID_TIME_ZONE' });
    await expect(create({ accountId: '' })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(create({ actor: 'a\u0000' })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(dormouse.reports.create(null as never)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(dormouse.reports.get('acme', '')).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(dormouse.reports.get('acme', 'latest')).rejects.toMatchObject({ code: 'REPORT_NOT_FOUND' });
    await expect(dormouse.reports.drop('acme', 'none')).rejects.toMatchObject({ code: 'REPORT_NOT_FOUND' });
    expect(await dormouse.reports.list('acme')).toEqual([]);
    const noFormat = collect(dormouse.reports.export({ ...acme, reference: 'latest', format: 'xlsx' as never }));
    await expect(noFormat).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  it('§13: nothing of one account is in the report of another', async () => {
    const world = await createOffice();
    await importAll(world, [member('only-here', 'user', 100)]);
    const report = await world.dormouse.reports.create({ accountId: 'beta', inactiveFor: 'PT0S' });
    await world.dormouse.reports.work();
    expect(await world.dormouse.reports.get('beta', report.id)).toMatchObject({
      state: 'ready',
      progress: { rows: 0 },
    });
    await expect(world.dormouse.reports.get('acme', report.id)).rejects.toMatchObject({ code: 'REPORT_NOT_FOUND' });
    await expect(rowsOf(world, report.id)).rejects.toMatchObject({ code: 'REPORT_NOT_FOUND' });
  });
});
