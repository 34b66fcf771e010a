import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ListRequest } from '../../src/engine/list-identities';
import { createPopulation, createWorld, DAY, START, type World } from './support';

async function pages({ dormouse }: World, request: Omit<ListRequest, 'cursor'>): Promise<string[][]> {
  const found: string[][] = [];
  let cursor: string | null = null;
  do {
    const page = await dormouse.identities.list({ ...request, cursor });
    found.push(page.items.map(({ identity }) => identity.id));
    cursor = page.cursor;
  } while (cursor !== null);
  return found;
}

async function ids(world: World, request: Partial<ListRequest>): Promise<string[]> {
  return (await pages(world, { accountId: 'acme', limit: 2, ...request })).flat();
}

describe('identities.list', () => {
  it('gives pages in the order of code points, the last one without a cursor', async () => {
    const world = await createPopulation(['\uffff', '𝔘', 'b', 'a', 'é', 'B']);
    expect(await pages(world, { accountId: 'acme', limit: 2 })).toEqual([
      ['B', 'a'],
      ['b', 'é'],
      ['\uffff', '𝔘'],
    ]);
    expect(await pages(world, { accountId: 'nobody' })).toEqual([[]]);
  });

  it('filters hold together', async () => {
    const world = createWorld();
    const { dormouse } = world;
    await dormouse.identities.register({
      accountId: 'acme',
      identities: [
        { id: 'a', kind: 'user', labels: ['vip', 'eu'] },
        { id: 'b', kind: 'user', labels: ['vip'] },
        { id: 'c', kind: 'api_key', parentId: 'a' },
        { id: 'd', kind: 'service_id', labels: ['eu'], createdAt: new Date(START - 100 * DAY) },
      ],
    });
    const control = { accountId: 'acme', reasonCode: 'OTHER', reason: 'test' };
    await dormouse.controls.create({ ...control, identityId: 'a', type: 'DORMANT', reasonCode: 'INACTIVITY' });
    await dormouse.controls.create({ ...control, identityId: 'b', type: 'CLOSED' });
    const lifted = await dormouse.controls.create({ ...control, identityId: 'd', type: 'DORMANT' });
    await dormouse.controls.delete({ accountId: 'acme', controlId: lifted.id, reason: 'test' });
    await dormouse.activity.record({
      accountId: 'acme',
      activities: [{ identityId: 'b', type: 'x', at: new Date(START - DAY) }],
    });
    const asked: [Partial<ListRequest>, string][] = [
      [{}, 'abcd'],
      [{ kind: { in: ['user', 'api_key'] } }, 'abc'],
      [{ kind: { notIn: ['user'] } }, 'cd'],
      [{ kind: { in: [] } }, ''],
      [{ kind: { notIn: [] } }, 'abcd'],
      [{ status: { in: ['DISABLED'] } }, 'ab'],
      [{ status: { notIn: ['DISABLED'] } }, 'cd'],
      [{ controlType: { in: ['DORMANT'] } }, 'a'],
      [{ controlType: { notIn: ['DORMANT'] } }, 'bcd'],
      [{ controlType: { notIn: ['DORMANT', 'CLOSED'] } }, 'cd'],
      [{ reasonCode: { in: ['OTHER'] } }, 'b'],
      [{ label: { in: ['vip', 'none'] } }, 'ab'],
      [{ label: { notIn: ['vip'] } }, 'cd'],
      [{ label: { all: ['vip', 'eu'] } }, 'a'],
      [{ parentId: { in: ['a'] } }, 'c'],
      [{ inactiveSince: new Date(START - DAY) }, 'bd'],
      [{ inactiveSince: new Date(START - DAY - 1) }, 'd'],
      [{ kind: { in: ['user'] }, controlType: { notIn: ['DORMANT'] }, label: { all: ['vip'] } }, 'b'],
    ];
    for (const [request, expected] of asked)
      expect(await ids(world, request), JSON.stringify(request)).toEqual([...expected]);
  });

  it('R7 a status is right at the instant of the clock, swept or not', async () => {
    const world = await createPopulation(['a', 'b', 'c']);
    const { dormouse, clock } = world;
    const control = { accountId: 'acme', type: 'DORMANT', reasonCode: 'OTHER', reason: 'test' };
    await dormouse.controls.create({ ...control, identityId: 'b', expiresAt: new Date(START + DAY) });
    expect(await ids(world, { status: { in: ['DISABLED'] } })).toEqual(['b']);
    clock.toDay(1);
    expect(await ids(world, { status: { in: ['DISABLED'] } })).toEqual([]);
    expect(await ids(world, { status: { in: ['APPROVED'] } })).toEqual(['a', 'b', 'c']);
    expect(await ids(world, { controlType: { in: ['DORMANT'] } })).toEqual([]);
    const document = { id: 'kyc', requirements: [{ id: 's', require: [{ type: 'ID', whilePending: 'block' }] }] };
    await dormouse.policies.activate({ accountId: 'acme', document, reason: 'test' });
    expect(await ids(world, { status: { in: ['PENDING'] } })).toEqual(['a', 'b', 'c']);
    await dormouse.sweep();
    expect(await ids(world, { status: { notIn: ['PENDING'] } })).toEqual([]);
  });

  it('an identity that is there all the time is on exactly one page, whatever is written meanwhile', async () => {
    const name = fc.integer({ min: 0, max: 40 }).map((number) => `id-${String(number).padStart(2, '0')}`);
    const write = fc.record({ id: name, remove: fc.boolean() });
    const scenario = fc.record({
      staying: fc.uniqueArray(name, { maxLength: 20 }),
      writes: fc.array(fc.array(write, { maxLength: 4 }), { maxLength: 12 }),
      limit: fc.integer({ min: 1, max: 4 }),
      status: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(scenario, async ({ staying, writes, limit, status }) => {
        const world = await createPopulation(staying);
        const { dormouse } = world;
        const seen: string[] = [];
        let cursor: string | null = null;
        let turn = 0;
        do {
          const filter = status ? { status: { in: ['APPROVED' as const] } } : {};
          const page: Awaited<ReturnType<typeof dormouse.identities.list>> = await dormouse.identities.list({
            accountId: 'acme',
            limit,
            cursor,
            ...filter,
          });
          seen.push(...page.items.map(({ identity }) => identity.id));
          cursor = page.cursor;
          for (const { id, remove } of writes[turn++] ?? []) {
            if (staying.includes(id))
              await dormouse.identities.update({ accountId: 'acme', identities: [{ id, name: `${turn}` }] });
            else if (remove) await dormouse.identities.remove({ accountId: 'acme', ids: [id], reason: 'test' });
            else await dormouse.identities.register({ accountId: 'acme', identities: [{ id, kind: 'user' }] });
          }
        } while (cursor !== null);
        expect(new Set(seen).size).toBe(seen.length);
        expect(seen.filter((id) => staying.includes(id))).toEqual([...staying].sort());
      }),
      { numRuns: 150 },
    );
  });

  it('refuses a cursor of another account, listing or filter, and any that was tampered with', async () => {
    const { dormouse } = await createPopulation(['a', 'b', 'c']);
    await dormouse.identities.register({ accountId: 'other', identities: [{ id: 'a', kind: 'user' }] });
    const list = (change: object) =>
      dormouse.identities.list({ accountId: 'acme', limit: 1, kind: { in: ['user', 'x'] }, ...change });
    const { cursor } = await list({});
    expect((await list({ cursor, kind: { in: ['x', 'user'] }, limit: 2 })).items).toHaveLength(2);
    const invalid = { code: 'INVALID_CURSOR' };
    await expect(list({ cursor, accountId: 'other' })).rejects.toMatchObject(invalid);
    await expect(list({ cursor, kind: { in: ['user'] } })).rejects.toMatchObject(invalid);
    await expect(list({ cursor, status: { in: ['APPROVED'] } })).rejects.toMatchObject(invalid);
    await expect(dormouse.events.list({ accountId: 'acme', cursor })).rejects.toMatchObject(invalid);
    await expect(dormouse.controls.list({ accountId: 'acme', cursor })).rejects.toMatchObject(invalid);
    const text = cursor ?? '';
    for (let index = 0; index < text.length; index++) {
      for (const sign of ['0', 'z', '-', '.', '']) {
        const forged = text.slice(0, index) + sign + text.slice(index + 1);
        if (forged !== text) await expect(list({ cursor: forged }), forged).rejects.toMatchObject(invalid);
      }
    }
    for (const junk of ['', '.', 'abc', 7, {}, 'x'.repeat(100_000)])
      await expect(list({ cursor: junk })).rejects.toMatchObject(invalid);
  });

  it.each([
    [{ limit: 0 }],
    [{ limit: 1_001 }],
    [{ limit: 1.5 }],
    [{ kind: ['user'] }],
    [{ kind: { in: ['user'], notIn: ['x'] } }],
    [{ kind: {} }],
    [{ kind: { in: 'user' } }],
    [{ kind: { all: ['user'] } }],
    [{ kind: { in: null } }],
    [{ status: { in: ['ACTIVE'] } }],
    [{ label: { in: [7] } }],
    [{ inactiveSince: 'soon' }],
    [{ nationality: { in: ['x'] } }],
  ])('refuses %j', async (request) => {
    const { dormouse } = createWorld();
    await expect(dormouse.identities.list({ accountId: 'acme', ...request } as never)).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
  });
});

describe('controls.list and events.list', () => {
  it('page through everything once, in order', async () => {
    const world = await createPopulation(['b', 'a', 'c']);
    const { dormouse, clock } = world;
    for (const day of [3, 1, 2]) {
      clock.toDay(day);
      for (const identityId of ['c', 'a']) {
        const control = { accountId: 'acme', identityId, type: 'DORMANT', reasonCode: 'OTHER', reason: 'test' };
        const { id } = await dormouse.controls.create(control);
        await dormouse.controls.delete({ accountId: 'acme', controlId: id, reason: 'test' });
      }
    }
    const found: [string, number][] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof dormouse.controls.list>> = await dormouse.controls.list({
        accountId: 'acme',
        includeDeleted: true,
        limit: 2,
        cursor,
      });
      found.push(
        ...page.items.map(({ identityId, createdAt }): [string, number] => [identityId, (createdAt - START) / DAY]),
      );
      cursor = page.cursor;
    } while (cursor !== null);
    expect(found).toEqual([
      ['a', 1],
      ['a', 2],
      ['a', 3],
      ['c', 1],
      ['c', 2],
      ['c', 3],
    ]);
    const positions: number[] = [];
    do {
      const page: Awaited<ReturnType<typeof dormouse.events.list>> = await dormouse.events.list({
        accountId: 'acme',
        types: ['control.deleted'],
        limit: 4,
        cursor,
      });
      positions.push(...page.items.map(({ position }) => position));
      cursor = page.cursor;
    } while (cursor !== null);
    expect(positions).toHaveLength(6);
    expect(positions).toEqual([...positions].sort((left, right) => left - right));
  });
});
