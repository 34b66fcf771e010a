import { describe, expect, it } from 'vitest';
import { wilson } from '../../../src/engine/simulate/wilson';
import { collect, importAll, member } from '../reports/support';
import { createWorld, ladder, type World } from '../support';

const acme = { accountId: 'acme' };
const move = (after: string) =>
  ({ change: 'threshold', policyId: 'workforce', ruleId: 'everyone', stageId: 'dormant', after }) as const;

/** Ann was active 10 days ago, Bob 32, Cy 50, Dee 200; all have been swept under the ladder. */
async function createTeam(isSwept = true): Promise<World> {
  const world = createWorld({ settings: { guard: { maxRestricted: { percent: 100, atLeast: 1 } } } });
  await world.dormouse.policies.activate({ ...acme, document: ladder, reason: 'test' });
  await importAll(world, [
    member('ann', 'user', 10),
    member('bob', 'user', 32),
    member('cy', 'user', 50),
    member('dee', 'api_key', 200, { attributes: { team: 'x' } }),
  ]);
  await world.dormouse.sweep();
  world.clock.toDay(16);
  if (isSwept) await world.dormouse.sweep();
  return world;
}

describe('a simulation', () => {
  it('V3: a draft shows who is newly restricted, by rule and kind, with the reasons', async () => {
    const { dormouse } = await createTeam();
    const stage = { id: 'dormant', after: 'P20D', control: { type: 'DORMANT', reasonCode: 'INACTIVITY' } };
    const document = { ...ladder, inactivity: [{ id: 'everyone', stages: [stage] }] };
    const strict = await dormouse.simulate({ ...acme, changes: [{ change: 'activate', document }] });
    expect(strict.effects).toEqual({ warned: 0, restricted: 1, released: 0, spared: 0, undecided: 0 });
    const place = { policyId: 'workforce', ruleId: 'everyone', stageId: 'dormant', setId: null };
    expect(strict.byRule).toEqual([{ effect: 'restricted', ...place, count: 1 }]);
    expect(strict.byKind).toEqual([{ kind: 'user', warned: 0, restricted: 1, released: 0, spared: 0, undecided: 0 }]);
    expect(strict).toMatchObject({ population: 4, judged: 4, errors: 0, sample: null });
    expect(strict.guard).toEqual({ limit: 4, restrictedBefore: 3, halts: false });
    const [ann] = strict.samples.restricted;
    expect(ann).toMatchObject({
      ...{ identityId: 'ann', kind: 'user', statusNow: 'APPROVED', effects: ['restricted'] },
      base: { status: 'APPROVED', actions: [], restricted: false },
      draft: { status: 'DISABLED', restricted: true },
    });
    expect(ann?.draft.actions[0]?.reason).toBe(
      'Stage dormant, after 20 days: inactive since 22 December 2025, 00:00 by rule everyone of workforce; DORMANT is set.',
    );
    expect(await collect(dormouse.simulateEach({ ...acme, changes: [{ change: 'activate', document }] }))).toEqual([
      ann,
    ]);
  });

  it('V3: a moved threshold shows who would be spared what the next sweep does', async () => {
    const { dormouse } = await createTeam(false);
    const simulation = await dormouse.simulate({ ...acme, changes: [move('P60D')] });
    expect(simulation.effects).toEqual({ warned: 0, restricted: 0, released: 0, spared: 3, undecided: 0 });
    expect([simulation.base.restricted, simulation.draft.restricted]).toEqual([3, 0]);
    const place = { policyId: 'workforce', ruleId: 'everyone', stageId: 'dormant', setId: null };
    expect(simulation.byRule).toEqual([{ effect: 'spared', ...place, count: 3 }]);
    expect(simulation.byKind.map(({ kind, spared }) => [kind, spared])).toEqual([
      ['api_key', 1],
      ['user', 2],
    ]);
  });

  it('V3: tells who is warned, spared, released and no longer decided', async () => {
    const world = await createTeam();
    const simulate = (changes: readonly object[], against: readonly object[] = []) =>
      world.dormouse.simulate({ ...acme, changes: changes as never, against: against as never });
    const effects = async (changes: readonly object[], against: readonly object[] = []) =>
      Object.fromEntries(Object.entries((await simulate(changes, against)).effects).filter(([, count]) => count > 0));
    const soon = { ...ladder, inactivity: [{ id: 'soon', stages: [{ id: 'hint', after: 'P1D', notify: 'mail' }] }] };
    expect(await effects([{ change: 'activate', document: soon }])).toEqual({ warned: 4 });
    expect(await effects([], [{ change: 'activate', document: soon }])).toEqual({ spared: 4 });
    const isOf = (team: string) => ({ all: [{ fact: 'attributes', path: '$.team', operator: 'equal', value: team }] });
    const selective = { ...ladder, appliesTo: isOf('x') };
    expect(await effects([{ change: 'activate', document: selective }])).toEqual({ undecided: 3 });
    const { dormouse } = world;
    const controls = (await dormouse.controls.list(acme)).items.map(({ identityId }) => identityId);
    expect(controls).toEqual(['bob', 'cy', 'dee']);
    expect(await effects([{ change: 'retire', policyId: 'workforce', liftRemoved: true }])).toEqual({ released: 3 });
    expect(await effects([{ change: 'retire', policyId: 'workforce' }])).toEqual({});
  });

  it('V3: a lifted exemption and other settings are changes too, and two versions can be compared', async () => {
    const { dormouse, clock } = await createTeam();
    const until = new Date('2030-01-01T00:00:00Z');
    const hold = {
      identityId: 'ann',
      kind: 'POSTPONEMENT',
      owner: 'lead',
      reason: 'on leave',
      exemptionId: 'x',
    } as const;
    await dormouse.exemptions.grant({ ...acme, ...hold, until });
    clock.toDay(40);
    await dormouse.sweep();
    const lift = { change: 'endExemption', identityId: 'ann', exemptionId: 'x' } as const;
    const lifted = await dormouse.simulate({ ...acme, changes: [lift] });
    expect(lifted.effects).toMatchObject({ warned: 1, restricted: 0 });
    const later = await dormouse.simulate({ ...acme, changes: [lift], against: [lift] });
    expect(Object.values(later.effects)).toEqual([0, 0, 0, 0, 0]);
    const settings = { guard: { maxRestricted: { percent: 0, atLeast: 0 } } };
    const tight = await dormouse.simulate({ ...acme, changes: [{ change: 'settings', settings }] });
    expect(tight.guard).toMatchObject({ limit: 0, halts: false });
  });

  it('V3: a sample judges about as many as were asked for, and the bounds hold the truth', async () => {
    const world = createWorld();
    await world.dormouse.policies.activate({ ...acme, document: ladder, reason: 'test' });
    await importAll(
      world,
      Array.from({ length: 4_000 }, (_, index) => member(`u-${index}`, 'user', index % 4 === 0 ? 35 : 1)),
    );
    const all = await world.dormouse.simulate({ ...acme, against: [{ change: 'retire', policyId: 'workforce' }] });
    expect(all.effects.warned).toBe(1_000);
    const some = await world.dormouse.simulate({
      ...{ ...acme, sample: 400 },
      against: [{ change: 'retire', policyId: 'workforce' }],
    });
    const { judged, estimates } = some.sample ?? { judged: 0, estimates: null };
    expect(Math.abs(judged - 400)).toBeLessThan(80);
    expect(some).toMatchObject({ population: 4_000, judged });
    expect(estimates?.warned.low).toBeLessThan(0.25);
    expect(estimates?.warned.high).toBeGreaterThan(0.25);
    expect(estimates?.released).toMatchObject({ share: 0, low: 0 });
    expect(wilson(0, 0)).toEqual({ share: 0, low: 0, high: 1 });
    // The example of Wikipedia's table and of R's prop.test without correction: 10 of 20, and 1 of 10.
    expect(wilson(10, 20).low).toBeCloseTo(0.2993, 4);
    expect(wilson(1, 10).high).toBeCloseTo(0.4042, 4);
  });

  it('S8: tells its progress, and ends with ABORTED instead of half an answer', async () => {
    const world = createWorld();
    await importAll(
      world,
      Array.from({ length: 1_200 }, (_, index) => member(`u-${index}`, 'user', 35)),
    );
    const told: number[] = [];
    await world.dormouse.simulate({ ...acme, onProgress: ({ judged }) => told.push(judged) });
    expect(told).toEqual([500, 1_000, 1_200]);
    const signal = { aborted: false };
    const stop = (): void => {
      signal.aborted = true;
    };
    const aborted = world.dormouse.simulate({ ...acme, signal, onProgress: stop });
    await expect(aborted).rejects.toMatchObject({ code: 'ABORTED' });
  });

  it('§13: refuses what it cannot assume, with a code', async () => {
    const { dormouse } = await createTeam();
    const refusal = async (request: object) =>
      dormouse.simulate({ ...acme, ...request } as never).then(
        () => 'fulfilled',
        (error) => error.code,
      );
    const changes = (...list: unknown[]) => refusal({ changes: list });
    expect(await changes({ change: 'activate', document: { id: 'x', inactivity: 7 } })).toBe('INVALID_POLICY');
    expect(await changes({ change: 'activate', document: null })).toBe('INVALID_POLICY');
    expect(await changes(move('soon'))).toBe('INVALID_POLICY');
    expect(await changes({ ...move('P20D'), stageId: 'none' })).toBe('INVALID_ARGUMENT');
    expect(await changes({ ...move('P20D'), policyId: 'none' })).toBe('POLICY_NOT_FOUND');
    expect(await changes({ change: 'retire', policyId: 'none' })).toBe('POLICY_NOT_FOUND');
    expect(await changes({ change: 'dropExempt', policyId: 'workforce', exemptId: 'x' })).toBe('INVALID_ARGUMENT');
    expect(await changes({ change: 'endExemption', identityId: 'no', exemptionId: 'x' })).toBe('IDENTITY_NOT_FOUND');
    expect(await changes({ change: 'endExemption', identityId: 'ann', exemptionId: 'x' })).toBe('EXEMPTION_NOT_FOUND');
    expect(await changes({ change: 'settings', settings: { timeZone: 'Mars' } })).toBe('INVALID_ARGUMENT');
    expect(await changes({ change: 'explode' })).toBe('INVALID_ARGUMENT');
    expect(await changes(null)).toBe('INVALID_ARGUMENT');
    expect(await refusal({ changes: 'all' })).toBe('INVALID_ARGUMENT');
    expect(await refusal({ at: 'tomorrow' })).toBe('INVALID_INSTANT');
    for (const sample of [0, -1, 1.5, Number.NaN, '10']) expect(await refusal({ sample })).toBe('INVALID_ARGUMENT');
    expect(await refusal({ accountId: '' })).toBe('INVALID_ARGUMENT');
    await expect(dormouse.simulate(null as never)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });
});
