import { describe, expect, it } from 'vitest';
import { createPopulation, createWorld, DAY, ladder, refusal, START, type World } from './support';

const accountId = 'acme';
const onDay = (day: number): Date => new Date(START + day * DAY);
const about = { accountId, kind: 'EXEMPTION', reason: 'leave', indefinite: true } as const;

const standing = (reviewBy: string) => ({
  ...ladder,
  exempt: [
    {
      id: 'break-glass',
      when: { all: [{ fact: 'labels', operator: 'contains', value: 'x' }] },
      reason: 'emergencies',
      owner: 'secops',
      reviewBy,
    },
  ],
});

async function createReviews(): Promise<World> {
  const world = await createPopulation(['u-1', 'u-2', 'u-3']);
  const { exemptions, policies } = world.dormouse;
  await policies.activate({ accountId, document: standing('2026-01-21T00:00:00Z'), reason: 'x' });
  const dates = { 'u-1': 30, 'u-2': 5, 'u-3': 20 };
  for (const [identityId, day] of Object.entries(dates)) {
    await exemptions.grant({
      ...about,
      identityId,
      owner: 'hr',
      reviewBy: onDay(day),
      exemptionId: `of-${identityId}`,
    });
  }
  await exemptions.grant({ ...about, identityId: 'u-1', owner: 'legal', exemptionId: 'without-review' });
  return world;
}

async function listed({ dormouse }: World, more: object = {}): Promise<string[]> {
  const { items } = await dormouse.exemptions.reviews({ accountId, before: onDay(100), ...more });
  return items.map((each) => (each.of === 'identity' ? each.exemption.id : `${each.policyId}/${each.exemptId}`));
}

describe('reviews of exemptions', () => {
  it('X1 are listed the soonest first, those of identities and of policies, late ones too', async () => {
    const world = await createReviews();
    world.clock.toDay(10);
    expect(await listed(world)).toEqual(['of-u-2', 'workforce/break-glass', 'of-u-3', 'of-u-1']);
    const { items } = await world.dormouse.exemptions.reviews({ accountId, before: onDay(100) });
    expect(items[0]).toMatchObject({ of: 'identity', identityId: 'u-2', owner: 'hr', isLate: true });
    const [reviewBy, reason] = [START + 20 * DAY, 'emergencies'];
    expect(items[1]).toEqual({
      ...{ of: 'policy', policyId: 'workforce', version: 2, mode: 'enforce', exemptId: 'break-glass' },
      ...{ owner: 'secops', reason, reviewBy, isLate: false },
    });
    expect(await listed(world, { before: onDay(20) })).toEqual(['of-u-2']);
    expect(await listed(world, { owner: 'secops' })).toEqual(['workforce/break-glass']);
  });

  it('X1 leave the list when the exemption ends, or its policy says another date', async () => {
    const world = await createReviews();
    const { exemptions, policies } = world.dormouse;
    const end = { accountId, identityId: 'u-3', exemptionId: 'of-u-3', actor: 'hr', reason: 'back' };
    await exemptions.end(end);
    await policies.activate({ accountId, document: standing('2026-06-01T00:00:00Z'), reason: 'looked at' });
    expect(await listed(world)).toEqual(['of-u-2', 'of-u-1']);
    await policies.retire({ accountId, policyId: 'workforce', reason: 'x' });
    expect(await listed(world, { before: onDay(400) })).toEqual(['of-u-2', 'of-u-1']);
  });

  it('X1 come in pages without a gap or a repeat', async () => {
    const world = await createReviews();
    const pages: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof world.dormouse.exemptions.reviews>> =
        await world.dormouse.exemptions.reviews({ accountId, before: onDay(100), limit: 1, cursor });
      pages.push(...page.items.map((each) => (each.of === 'identity' ? each.exemption.id : each.exemptId)));
      cursor = page.cursor;
    } while (cursor !== null);
    expect(pages).toEqual(['of-u-2', 'break-glass', 'of-u-3', 'of-u-1']);
  });

  it('refuses what is no date, and a cursor of another listing', async () => {
    const world = await createReviews();
    const { exemptions } = world.dormouse;
    expect(await refusal(exemptions.reviews({ accountId, before: 'soon' }))).toMatchObject({ code: 'INVALID_INSTANT' });
    const { cursor } = await exemptions.reviews({ accountId, before: onDay(100), limit: 1 });
    expect(await refusal(exemptions.reviews({ accountId, before: onDay(99), cursor }))).toMatchObject({
      code: 'INVALID_CURSOR',
    });
    expect(await createWorld().dormouse.exemptions.reviews({ accountId: 'nobody', before: onDay(1) })).toEqual({
      items: [],
      cursor: null,
    });
  });
});
