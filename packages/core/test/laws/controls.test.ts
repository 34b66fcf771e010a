import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isControlActive } from '../../src/model/control';
import { createPopulation, DAY, eventsOf, patchSubject, refusal, START, typesOf, type World } from '../engine/support';

const request = { accountId: 'acme', identityId: 'u-1', type: 'DORMANT', reasonCode: 'OTHER', reason: 'test' } as const;

async function swept(days: readonly number[]): Promise<World> {
  const world = await createPopulation(['u-1']);
  for (const day of days) {
    world.clock.toDay(day);
    await world.dormouse.sweep();
  }
  return world;
}

async function onlyControl({ dormouse }: World): Promise<string> {
  const { items } = await dormouse.controls.list({ accountId: 'acme' });
  expect(items).toHaveLength(1);
  return items[0]?.id ?? '';
}

describe('controls', () => {
  it('K1 a control carries who set it, when, why and until when', async () => {
    const { dormouse } = await createPopulation(['u-1']);
    const expiresAt = new Date(START + DAY);
    expect(
      await dormouse.controls.create({ ...request, setBy: 'OPERATOR', overridable: false, expiresAt, actor: 'ann' }),
    ).toEqual({
      id: 'id-1',
      accountId: 'acme',
      identityId: 'u-1',
      type: 'DORMANT',
      setBy: 'OPERATOR',
      actor: 'ann',
      overridable: false,
      reasonCode: 'OTHER',
      reason: 'test',
      createdAt: START,
      expiresAt: START + DAY,
      deletedAt: null,
      deletedBy: null,
      deletionReason: null,
      cause: null,
      requirementIds: [],
    });
  });

  it('K2 at most one active control per identity, type and authority, whatever is tried', async () => {
    const step = fc.oneof(
      fc.record({
        create: fc.constantFrom('DORMANT', 'CLOSED', 'SELL_ONLY'),
        setBy: fc.constantFrom('CLIENT' as const, 'OPERATOR' as const),
        lasts: fc.option(fc.integer({ min: 1, max: 20 })),
      }),
      fc.record({ delete: fc.nat(5) }),
      fc.record({ wait: fc.integer({ min: 1, max: 20 }) }),
    );
    const settings = {
      controlTypes: [{ type: 'SELL_ONLY', effect: 'NONE', restricts: ['buy'], terminal: false } as const],
    };
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const { dormouse, clock } = await createPopulation(['u-1'], { settings });
        for (const taken of steps) {
          if ('wait' in taken) clock.now += taken.wait * DAY;
          if ('create' in taken) {
            const expiresAt = taken.lasts === null ? null : new Date(clock.now + taken.lasts * DAY);
            const asked = { ...request, type: taken.create, setBy: taken.setBy, expiresAt };
            await dormouse.controls.create(asked).catch((error) => expect(error.code).toBe('CONTROL_EXISTS'));
          }
          const { subject } = await dormouse.identities.get('acme', 'u-1');
          if ('delete' in taken && subject.controls[taken.delete] !== undefined) {
            const gone = { accountId: 'acme', controlId: subject.controls[taken.delete]?.id ?? '', reason: 'test' };
            await dormouse.controls
              .delete({ ...gone, authority: 'OPERATOR', reopen: true })
              .catch((error) => expect(error.code).toBe('CONTROL_ALREADY_DELETED'));
          }
          const active = subject.controls.filter((control) => isControlActive(control, clock.now));
          expect(new Set(active.map(({ type, setBy }) => `${type} ${setBy}`)).size).toBe(active.length);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('K2 the refusal carries the existing control', async () => {
    const { dormouse } = await createPopulation(['u-1']);
    const existing = await dormouse.controls.create(request);
    expect(await refusal(dormouse.controls.create(request))).toMatchObject({
      code: 'CONTROL_EXISTS',
      data: { existing },
    });
    expect(await dormouse.controls.create({ ...request, setBy: 'OPERATOR' })).toMatchObject({ setBy: 'OPERATOR' });
  });

  it('K3 deleting needs a reason, and happens once', async () => {
    const { dormouse } = await createPopulation(['u-1']);
    const { id } = await dormouse.controls.create(request);
    const gone = { accountId: 'acme', controlId: id, actor: 'ann' };
    for (const reason of ['', '  ', null, undefined, 7] as string[]) {
      await expect(dormouse.controls.delete({ ...gone, reason })).rejects.toMatchObject({ code: 'REASON_REQUIRED' });
    }
    await expect(dormouse.controls.delete({ ...gone, reason: 'x'.repeat(2_001) })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
    expect(await dormouse.controls.delete({ ...gone, reason: 'back' })).toMatchObject({
      deletedAt: START,
      deletedBy: 'ann',
      deletionReason: 'back',
    });
    await expect(dormouse.controls.delete({ ...gone, reason: 'again' })).rejects.toMatchObject({
      code: 'CONTROL_ALREADY_DELETED',
    });
    await expect(dormouse.controls.delete({ ...gone, controlId: 'other', reason: 'x' })).rejects.toMatchObject({
      code: 'CONTROL_NOT_FOUND',
    });
    const history = await dormouse.controls.list({ accountId: 'acme', identityId: 'u-1', includeDeleted: true });
    expect(history.items).toHaveLength(1);
    expect((await dormouse.controls.list({ accountId: 'acme', identityId: 'u-1' })).items).toEqual([]);
  });

  it('K3 one that is not overridable can be deleted by its own authority only', async () => {
    const { dormouse } = await createPopulation(['u-1']);
    const { id } = await dormouse.controls.create({ ...request, overridable: false });
    const gone = { accountId: 'acme', controlId: id, reason: 'test' };
    expect(await refusal(dormouse.controls.delete({ ...gone, authority: 'OPERATOR' }))).toMatchObject({
      code: 'CONTROL_NOT_OVERRIDABLE',
    });
    expect(await dormouse.controls.delete({ ...gone, authority: 'CLIENT' })).toMatchObject({ deletedAt: START });
  });

  it('K4 a terminal control is deleted by an operator who says reopen', async () => {
    const world = await swept([30, 45, 365]);
    const { dormouse } = world;
    const { items } = await dormouse.controls.list({ accountId: 'acme' });
    const closed = items.find(({ type }) => type === 'CLOSED');
    const gone = { accountId: 'acme', controlId: closed?.id ?? '', reason: 'a mistake' };
    for (const how of [{}, { reopen: true }, { authority: 'OPERATOR' as const }]) {
      await expect(dormouse.controls.delete({ ...gone, ...how })).rejects.toMatchObject({ code: 'CONTROL_TERMINAL' });
    }
    await dormouse.controls.delete({ ...gone, authority: 'OPERATOR', reopen: true });
    expect(await onlyControl(world)).not.toBe(closed?.id);
  });

  it('K4 DORMANT is another name of the reason code INACTIVITY', async () => {
    const { dormouse } = await createPopulation(['u-1']);
    expect(await dormouse.controls.create({ ...request, reasonCode: 'DORMANT' })).toMatchObject({
      reasonCode: 'INACTIVITY',
    });
    const { items } = await dormouse.identities.list({ accountId: 'acme', reasonCode: { in: ['DORMANT'] } });
    expect(items).toHaveLength(1);
  });

  it('K6 deleting the last DORMANT control restarts the clock', async () => {
    const world = await swept([30, 45]);
    const { dormouse, clock } = world;
    clock.toDay(100);
    await dormouse.controls.delete({ accountId: 'acme', controlId: await onlyControl(world), reason: 'back' });
    expect((await typesOf(world)).slice(-4)).toEqual([
      'control.deleted',
      'identity.reactivated',
      'identity.notice_withdrawn',
      'identity.status_changed',
    ]);
    const evaluation = await dormouse.evaluate('acme', 'u-1');
    expect(evaluation.policies[0]).toMatchObject({ base: START + 100 * DAY, baseFrom: 'reactivation' });
    for (const day of [129, 130, 144, 145]) {
      clock.toDay(day);
      await dormouse.sweep();
    }
    const dates = (await eventsOf(world)).filter(
      ({ type, at }) => at > START + 100 * DAY && type !== 'identity.status_changed',
    );
    expect(dates.map(({ type, at }) => [type, (at - START) / DAY])).toEqual([
      ['identity.notice_served', 130],
      ['control.created', 145],
      ['identity.dormant', 145],
    ]);
  });

  it('K6 while another DORMANT control lasts, deleting one is no reactivation', async () => {
    const world = await createPopulation(['u-1']);
    const { dormouse } = world;
    const first = await dormouse.controls.create(request);
    await dormouse.controls.create({ ...request, setBy: 'OPERATOR' });
    await dormouse.controls.delete({ accountId: 'acme', controlId: first.id, reason: 'test' });
    expect(await typesOf(world)).not.toContain('identity.reactivated');
    expect((await typesOf(world)).filter((type) => type === 'identity.dormant')).toHaveLength(1);
  });

  it('K7 an expiry ends a control by itself, is told once, and restarts the clock', async () => {
    const world = await createPopulation(['u-1']);
    const { dormouse, clock } = world;
    await dormouse.controls.create({ ...request, expiresAt: new Date(START + 10 * DAY) });
    await expect(
      dormouse.controls.create({ ...request, type: 'CLOSED', expiresAt: new Date(START) }),
    ).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
    clock.toDay(10);
    expect(await dormouse.identities.get('acme', 'u-1')).toMatchObject({ status: 'APPROVED', activeControls: [] });
    await dormouse.sweep();
    await dormouse.sweep();
    expect((await typesOf(world)).slice(-3)).toEqual([
      'control.expired',
      'identity.reactivated',
      'identity.status_changed',
    ]);
    const { items } = await dormouse.controls.list({ accountId: 'acme', includeDeleted: true });
    const gone = { accountId: 'acme', controlId: items[0]?.id ?? '', reason: 'test' };
    await expect(dormouse.controls.delete(gone)).rejects.toMatchObject({ code: 'CONTROL_ALREADY_DELETED' });
    expect((await dormouse.evaluate('acme', 'u-1')).policies[0]).toMatchObject({
      base: START + 10 * DAY,
      baseFrom: 'reactivation',
    });
  });

  it('X3 under a legal hold nobody sets a terminal control', async () => {
    const world = await createPopulation(['u-1']);
    const hold = {
      id: 'h',
      kind: 'LEGAL_HOLD',
      scope: { policyId: null, ruleId: null },
      reason: null,
      owner: null,
      from: null,
      until: null,
      reviewBy: null,
    } as const;
    await patchSubject(world, 'u-1', { exemptions: [hold] });
    await expect(
      world.dormouse.controls.create({ ...request, type: 'CLOSED', setBy: 'OPERATOR' }),
    ).rejects.toMatchObject({ code: 'LEGAL_HOLD' });
    expect(await world.dormouse.controls.create(request)).toMatchObject({ type: 'DORMANT' });
  });

  it.each([
    [{ type: 'NAPPING' }, 'UNKNOWN_CONTROL_TYPE'],
    [{ identityId: 'nobody' }, 'IDENTITY_NOT_FOUND'],
    [{ accountId: 'other' }, 'IDENTITY_NOT_FOUND'],
    [{ reason: '' }, 'REASON_REQUIRED'],
    [{ reasonCode: '' }, 'INVALID_ARGUMENT'],
    [{ setBy: 'POLICY' as never }, 'INVALID_ARGUMENT'],
    [{ identityId: 'a\u0000b' }, 'INVALID_ARGUMENT'],
    [{ expiresAt: '2026-02-30T00:00:00Z' }, 'INVALID_INSTANT'],
  ])('refuses %j with %s, and writes nothing', async (change, code) => {
    const world = await createPopulation(['u-1']);
    await expect(world.dormouse.controls.create({ ...request, ...change })).rejects.toMatchObject({ code });
    expect(await typesOf(world)).toEqual(['policy.activated', 'identity.registered']);
  });
});
