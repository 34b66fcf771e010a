import { describe, expect, it } from 'vitest';
import { createPopulation, createWorld, DAY, eventsOf, ladder, START, typesOf } from './support';

describe('what must not go wrong', () => {
  it.each([undefined, null, 7, 'acme'])('a request that is %s is refused, not crashed on', async (request) => {
    const { dormouse } = createWorld();
    const calls: ((given: never) => Promise<unknown>)[] = [
      dormouse.identities.register,
      dormouse.identities.update,
      dormouse.identities.remove,
      dormouse.identities.list,
      dormouse.activity.record,
      dormouse.controls.create,
      dormouse.controls.delete,
      dormouse.controls.list,
      dormouse.policies.activate,
      dormouse.events.list,
    ];
    for (const call of calls) await expect(call(request as never)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  it('a clock that goes back makes no sweep spin, and nothing is told twice', async () => {
    let reads = 0;
    const world = await createPopulation(['u']);
    const { dormouse, clock, storage } = world;
    clock.toDay(30);
    const jumping = createWorld({
      storage,
      clock: () => new Date(reads++ % 2 === 0 ? START + 45 * DAY : START + 44 * DAY),
    });
    await dormouse.sweep();
    expect(await jumping.dormouse.sweep({ accountId: 'acme' })).toMatchObject({
      evaluated: 1,
      acted: [{ stageId: 'dormant', count: 1 }],
    });
    clock.toDay(20);
    await dormouse.sweep();
    await dormouse.identities.update({ accountId: 'acme', identities: [{ id: 'u', name: 'x' }] });
    const types = await typesOf(world);
    expect(types.filter((type) => type === 'control.created' || type === 'identity.notice_served')).toHaveLength(2);
  });

  it('policies that no longer compile cost nobody an activity', async () => {
    let settings = { controlTypes: [{ type: 'ASLEEP', effect: 'DISABLED', restricts: '*', terminal: false } as const] };
    const { dormouse, storage } = createWorld({ settings: () => settings });
    const stages = [{ id: 's', after: 'P9D', control: { type: 'ASLEEP', reasonCode: 'INACTIVITY' } }];
    const document = { id: 'p', inactivity: [{ id: 'r', stages }] };
    await dormouse.policies.activate({ accountId: 'acme', document, reason: 'x' });
    await dormouse.identities.register({ accountId: 'acme', identities: [{ id: 'u', kind: 'user' }] });
    settings = { controlTypes: [] as never };
    await dormouse.policies.reevaluate('acme');
    const other = createWorld({ storage, settings });
    for (const { dormouse: engine } of [{ dormouse }, other]) {
      const activities = [{ identityId: 'u', type: 'login', at: new Date(START) }];
      expect(await engine.activity.record({ accountId: 'acme', activities })).toEqual({ recorded: 1, refused: [] });
    }
    await expect(other.dormouse.evaluate('acme', 'u')).rejects.toMatchObject({ code: 'INVALID_POLICY' });
    const [stored] = (await storage.read('acme', ['u'])).stored;
    expect(stored?.subject.activity).toMatchObject([{ type: 'login', successCount: 2 }]);
  });

  it('P5 a notice that comes too late is skipped, and the control says so', async () => {
    const stages = [
      { id: 'warn', after: 'P30D', notify: 'mail' },
      { id: 'law', after: 'P45D', control: { type: 'DORMANT', reasonCode: 'COMPLIANCE' }, notice: 'none' },
    ];
    const world = createWorld();
    const { dormouse, clock } = world;
    await dormouse.policies.activate({
      accountId: 'acme',
      document: { id: 'p', inactivity: [{ id: 'r', stages }] },
      reason: 'x',
    });
    await dormouse.identities.register({ accountId: 'acme', identities: [{ id: 'u', kind: 'user' }] });
    clock.toDay(400);
    expect((await dormouse.sweep()).acted.map(({ stageId, action }) => [stageId, action])).toEqual([
      ['law', 'control'],
      ['warn', 'skip'],
    ]);
    expect((await eventsOf(world)).slice(2)).toMatchObject([
      {
        type: 'control.created',
        data: {
          progress: [
            { stageId: 'warn', outcome: 'skipped' },
            { stageId: 'law', outcome: 'acted' },
          ],
        },
      },
      { type: 'identity.dormant' },
      {
        type: 'identity.status_changed',
        data: { because: { trigger: 'control.created', controls: ['id-2'], requirements: [] } },
      },
    ]);
  });

  it('C6 custom operators judge in the engine as they do outside', async () => {
    const operators = [
      { name: 'startsWith', evaluate: (fact: unknown, value: unknown) => String(fact).startsWith(String(value)) },
    ];
    const { dormouse } = createWorld({ operators });
    const appliesTo = { all: [{ fact: 'kind', operator: 'startsWith', value: 'svc' }] };
    await dormouse.policies.activate({ accountId: 'acme', document: { ...ladder, appliesTo }, reason: 'x' });
    const identities = [
      { id: 'a', kind: 'svc_batch' },
      { id: 'b', kind: 'user' },
    ];
    await dormouse.identities.register({ accountId: 'acme', identities });
    expect((await dormouse.evaluate('acme', 'a')).policies).toMatchObject([{ applies: 'true' }]);
    expect((await dormouse.evaluate('acme', 'b')).policies).toMatchObject([{ applies: 'false' }]);
  });

  it('an operator that throws, and a listing over it, harm nobody', async () => {
    const operators = [
      {
        name: 'explode',
        evaluate: (): boolean => {
          throw new Error('boom');
        },
      },
    ];
    const { dormouse, clock } = createWorld({ operators });
    const appliesTo = { all: [{ fact: 'kind', operator: 'explode', value: 'x' }] };
    await dormouse.policies.activate({ accountId: 'acme', document: { ...ladder, appliesTo }, reason: 'x' });
    await dormouse.identities.register({ accountId: 'acme', identities: [{ id: 'a', kind: 'user' }] });
    clock.toDay(400);
    expect(await dormouse.sweep()).toMatchObject({ acted: [] });
    expect((await dormouse.identities.list({ accountId: 'acme', status: { in: ['APPROVED'] } })).items).toHaveLength(1);
  });
});
