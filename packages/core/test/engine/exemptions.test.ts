import { describe, expect, it } from 'vitest';
import { createPopulation, DAY, eventsOf, refusal, START, typesOf } from './support';

const about = { accountId: 'acme', identityId: 'u-1' } as const;
const leave = { ...about, kind: 'EXEMPTION', reason: 'parental leave', owner: 'hr', indefinite: true } as const;
const hold = { ...leave, kind: 'LEGAL_HOLD', reason: 'case 17', owner: 'legal' } as const;

const onDay = (day: number): Date => new Date(START + day * DAY);

describe('exemptions', () => {
  it('X1 an exemption carries who owns it, why, from when and until when', async () => {
    const { dormouse } = await createPopulation(['u-1']);
    const scope = { policyId: 'workforce', ruleId: 'everyone' };
    const given = { ...leave, scope, indefinite: null, until: onDay(9), reviewBy: onDay(5), exemptionId: 'x' };
    const exemption = await dormouse.exemptions.grant({ ...given, actor: 'ann' });
    expect(exemption).toEqual({
      id: 'x',
      kind: 'EXEMPTION',
      scope,
      reason: 'parental leave',
      owner: 'hr',
      from: START,
      until: START + 9 * DAY,
      reviewBy: START + 5 * DAY,
    });
    expect((await eventsOf({ dormouse })).at(-1)).toMatchObject({
      type: 'exemption.granted',
      actor: 'ann',
      data: { exemption },
    });
  });

  it('X2 while exempt no stage acts; ending it early restarts the clock (A3)', async () => {
    const world = await createPopulation(['u-1']);
    const { dormouse, clock } = world;
    const { id: exemptionId } = await dormouse.exemptions.grant(leave);
    clock.toDay(100);
    await dormouse.sweep();
    expect(await typesOf(world)).not.toContain('identity.notice_served');
    await dormouse.exemptions.end({ ...about, exemptionId, reason: 'back', actor: 'hr' });
    expect((await dormouse.evaluate('acme', 'u-1')).policies[0]).toMatchObject({
      base: START + 100 * DAY,
      baseFrom: 'exemptionEnd',
    });
    for (const day of [129, 130, 144, 145]) {
      clock.toDay(day);
      await dormouse.sweep();
    }
    const events = await eventsOf(world);
    const dates = events.flatMap(({ type, at }) =>
      type === 'identity.notice_served' || type === 'control.created' ? [(at - START) / DAY] : [],
    );
    expect(dates).toEqual([130, 145]);
  });

  it.each(['POSTPONEMENT', 'LEGAL_HOLD'] as const)('X2 the end of a %s does not restart the clock', async (kind) => {
    const { dormouse, clock } = await createPopulation(['u-1']);
    const { id: exemptionId } = await dormouse.exemptions.grant({ ...leave, kind });
    clock.toDay(100);
    await dormouse.exemptions.end({ ...about, exemptionId, reason: 'over', authority: 'OPERATOR' });
    expect((await dormouse.evaluate('acme', 'u-1')).policies[0]).toMatchObject({ base: START });
  });

  it('X1 reminds of a review once, when it is due and the exemption still in force', async () => {
    const world = await createPopulation(['u-1']);
    const { dormouse, clock } = world;
    await dormouse.exemptions.grant({ ...leave, reviewBy: onDay(50), exemptionId: 'kept' });
    await dormouse.exemptions.grant({ ...leave, reviewBy: onDay(60), exemptionId: 'ended' });
    const reviewBefore = onDay(55);
    const due = await dormouse.exemptions.list({ accountId: 'acme', reviewBefore });
    expect(due.items.map(({ exemption }) => exemption.id)).toEqual(['kept']);
    clock.toDay(50);
    await dormouse.sweep();
    await dormouse.exemptions.end({ ...about, exemptionId: 'ended', reason: 'back', actor: 'hr' });
    clock.toDay(70);
    await dormouse.sweep();
    const reminders = (await eventsOf(world)).filter(({ type }) => type === 'exemption.review_due');
    expect(reminders).toMatchObject([
      { at: START + 50 * DAY, data: { exemptionId: 'kept', owner: 'hr', since: START + 50 * DAY } },
    ]);
  });

  it('X3 only its owner or an operator ends a legal hold', async () => {
    const world = await createPopulation(['u-1']);
    const { exemptions } = world.dormouse;
    const { id: exemptionId } = await exemptions.grant(hold);
    const end = { ...about, exemptionId, reason: 'closed' };
    for (const actor of [null, 'hr', 'u-1']) {
      expect(await refusal(exemptions.end({ ...end, actor }))).toMatchObject({ code: 'EXEMPTION_NOT_OWNED' });
    }
    await exemptions.end({ ...end, actor: 'legal' });
    expect(await refusal(exemptions.end({ ...end, actor: 'legal' }))).toMatchObject({ code: 'EXEMPTION_ENDED' });
    const { id: second } = await exemptions.grant(hold);
    await exemptions.end({ ...end, exemptionId: second, authority: 'OPERATOR', actor: 'root' });
    expect((await exemptions.list({ ...about, inForce: true })).items).toEqual([]);
    expect((await exemptions.list({ ...about, kind: 'LEGAL_HOLD', inForce: false })).items).toHaveLength(2);
  });

  it('X3 under a legal hold nobody closes or removes the identity, until it ends', async () => {
    const { dormouse } = await createPopulation(['u-1']);
    const { id: exemptionId } = await dormouse.exemptions.grant({ ...hold, scope: { policyId: 'workforce' } });
    const close = { ...about, type: 'CLOSED', reasonCode: 'OTHER', reason: 'x', setBy: 'OPERATOR' } as const;
    const remove = { accountId: 'acme', ids: ['u-1'], reason: 'x', atomic: true };
    expect(await refusal(dormouse.controls.create(close))).toMatchObject({ code: 'LEGAL_HOLD' });
    expect(await refusal(dormouse.identities.remove(remove))).toMatchObject({ code: 'LEGAL_HOLD' });
    await dormouse.exemptions.end({ ...about, exemptionId, reason: 'closed', actor: 'legal' });
    await dormouse.controls.create(close);
    await dormouse.identities.remove(remove);
  });

  it('an exemption that was ended before it began was never in force', async () => {
    const { dormouse, clock } = await createPopulation(['u-1']);
    const { id: exemptionId } = await dormouse.exemptions.grant({ ...leave, from: onDay(50) });
    clock.toDay(20);
    await dormouse.exemptions.end({ ...about, exemptionId, reason: 'cancelled', actor: 'hr' });
    clock.toDay(60);
    expect((await dormouse.evaluate('acme', 'u-1')).policies[0]).toMatchObject({ base: START, exempt: [] });
  });

  it.each([
    ['grant', { ...leave, kind: 'HOLIDAY' }, 'INVALID_ARGUMENT'],
    ['grant', { ...leave, reason: '' }, 'REASON_REQUIRED'],
    ['grant', { ...leave, owner: '' }, 'INVALID_ARGUMENT'],
    ['grant', { ...leave, indefinite: false }, 'INVALID_ARGUMENT'],
    ['grant', { ...leave, until: onDay(5) }, 'INVALID_ARGUMENT'],
    ['grant', { ...leave, indefinite: null, until: onDay(0) }, 'INVALID_ARGUMENT'],
    ['grant', { ...leave, indefinite: null, until: onDay(5), from: onDay(5) }, 'INVALID_ARGUMENT'],
    ['grant', { ...leave, reviewBy: onDay(0) }, 'INVALID_ARGUMENT'],
    ['grant', { ...leave, reviewBy: onDay(3), from: onDay(5) }, 'INVALID_ARGUMENT'],
    ['grant', { ...leave, indefinite: null, until: onDay(5), reviewBy: onDay(5) }, 'INVALID_ARGUMENT'],
    ['grant', { ...leave, scope: { ruleId: 'everyone' } }, 'INVALID_ARGUMENT'],
    ['grant', { ...leave, scope: 'all' }, 'INVALID_ARGUMENT'],
    ['grant', { ...leave, scope: { policyId: 'misspelt' } }, 'POLICY_NOT_FOUND'],
    ['grant', { ...leave, scope: { policyId: 'workforce', ruleId: 'misspelt' } }, 'INVALID_ARGUMENT'],
    ['grant', { ...leave, identityId: 'nobody' }, 'IDENTITY_NOT_FOUND'],
    ['grant', { ...leave, exemptionId: 'taken' }, 'EXEMPTION_EXISTS'],
    ['end', { ...about, exemptionId: 'none', reason: 'x' }, 'EXEMPTION_NOT_FOUND'],
    ['end', { ...about, exemptionId: 'taken' }, 'REASON_REQUIRED'],
    ['end', { ...about, exemptionId: 'taken', reason: 'x', authority: 'POLICY' }, 'INVALID_ARGUMENT'],
    ['end', { ...about, accountId: 'other', exemptionId: 'taken', reason: 'x' }, 'IDENTITY_NOT_FOUND'],
    ['list', { accountId: 'acme', kind: 'HOLIDAY' }, 'INVALID_ARGUMENT'],
    ['list', { accountId: 'acme', inForce: 'yes' }, 'INVALID_ARGUMENT'],
    ['list', { accountId: 'acme', reviewBefore: 'soon' }, 'INVALID_INSTANT'],
    ['list', { accountId: 'acme', cursor: '' }, 'INVALID_CURSOR'],
  ] as const)('refuses %s with %j: %s, and writes nothing', async (command, request, code) => {
    const world = await createPopulation(['u-1']);
    await world.dormouse.exemptions.grant({ ...leave, exemptionId: 'taken' });
    const before = (await eventsOf(world)).length;
    const call = world.dormouse.exemptions[command] as (given: unknown) => Promise<unknown>;
    expect(await refusal(call(request))).toMatchObject({ code });
    expect(await eventsOf(world)).toHaveLength(before);
  });
});
