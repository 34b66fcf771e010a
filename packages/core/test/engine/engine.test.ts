import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../storage-memory/src/index';
import { createDormouse } from '../../src/engine/create-dormouse';
import {
  createPopulation,
  createWorld,
  DAY,
  eventsOf,
  ladder,
  ManualClock,
  patchSubject,
  START,
  typesOf,
} from './support';

describe('createDormouse', () => {
  it('refuses settings and operators that are wrong', () => {
    const options = { storage: memoryStorage(), clock: () => new Date(START) };
    expect(() => createDormouse({ ...options, settings: { statusPrecedence: ['APPROVED'] } as never })).toThrow();
    expect(() => createDormouse({ ...options, operators: [{ name: 'equal' }] })).toThrow();
  });

  it('takes its ids from the platform unless it is told, and refuses a clock that tells no time', async () => {
    const clock = new ManualClock();
    const dormouse = createDormouse({ storage: memoryStorage(), clock: clock.read });
    await dormouse.identities.register({ accountId: 'a', identities: [{ id: 'u', kind: 'user' }] });
    const control = { accountId: 'a', identityId: 'u', type: 'DORMANT', reasonCode: 'OTHER', reason: 'test' };
    expect((await dormouse.controls.create(control)).id).toMatch(/^[0-9a-f-]{36}$/);
    clock.now = Number.NaN;
    await expect(dormouse.identities.get('a', 'u')).rejects.toMatchObject({ code: 'INVALID_INSTANT' });
  });

  it('evaluates one identity in full, and refuses one that is not there', async () => {
    const { dormouse, clock } = await createPopulation(['u']);
    clock.toDay(50);
    expect(await dormouse.evaluate('acme', 'u')).toMatchObject({
      identityId: 'u',
      at: clock.now,
      status: 'APPROVED',
      due: [{ action: 'notify', stageId: 'warn' }],
      policies: [{ policyId: 'workforce', ruleId: 'everyone', base: START, baseFrom: 'createdAt' }],
    });
    await expect(dormouse.evaluate('acme', 'nobody')).rejects.toMatchObject({ code: 'IDENTITY_NOT_FOUND' });
    await expect(dormouse.evaluate('', 'u')).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });
});

describe('policies', () => {
  it('P1 each activation is the next version, told with who, when and why', async () => {
    const world = createWorld();
    const { dormouse, clock } = world;
    const first = await dormouse.policies.activate({ accountId: 'acme', document: ladder, actor: 'ann', reason: 'go' });
    expect(first).toMatchObject({
      activation: { policyId: 'workforce', version: 1, actor: 'ann', reason: 'go', at: START },
      warnings: [],
    });
    clock.toDay(1);
    await dormouse.policies.activate({ accountId: 'acme', document: { ...ladder, title: 'New' }, reason: 'better' });
    await dormouse.policies.activate({ accountId: 'acme', document: { id: 'another' }, reason: 'more' });
    expect((await dormouse.policies.list('acme')).map(({ policyId, version }) => [policyId, version])).toEqual([
      ['another', 1],
      ['workforce', 2],
    ]);
    const told = (await eventsOf(world)).map(({ type, identityId, sequence, data }) => [
      type,
      identityId,
      sequence,
      (data as { version: number }).version,
    ]);
    expect(told).toEqual([
      ['policy.activated', null, 1, 1],
      ['policy.activated', null, 2, 2],
      ['policy.activated', null, 3, 1],
    ]);
  });

  it('refuses a policy with every issue and its place, and keeps the one before', async () => {
    const world = await createPopulation(['u']);
    const document = {
      id: 'workforce',
      inactivity: [{ id: 'r', stages: [{ id: 's', after: '45 days', control: { type: 'NAP', reasonCode: 'X' } }] }],
      extra: 1,
    };
    const error = await world.dormouse.policies
      .activate({ accountId: 'acme', document, reason: 'x' })
      .catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'INVALID_POLICY' });
    expect(error.data.issues.map((issue: { pointer: string }) => issue.pointer).sort()).toEqual([
      '/extra',
      '/inactivity/0/stages/0/after',
      '/inactivity/0/stages/0/control/type',
    ]);
    for (const wrong of [null, 7, [], 'x', undefined]) {
      await expect(
        world.dormouse.policies.activate({ accountId: 'acme', document: wrong, reason: 'x' }),
      ).rejects.toMatchObject({ code: 'INVALID_POLICY' });
    }
    await expect(
      world.dormouse.policies.activate({ accountId: 'acme', document: ladder, reason: '' }),
    ).rejects.toMatchObject({ code: 'REASON_REQUIRED' });
    expect((await world.dormouse.policies.list('acme')).map(({ version }) => version)).toEqual([1]);
  });

  it('P7 a new version has everyone judged again, and stage progress carries over', async () => {
    const world = await createPopulation(['a', 'b']);
    const { dormouse, clock } = world;
    clock.toDay(30);
    await dormouse.sweep();
    const [rule] = ladder.inactivity;
    const stages = [{ id: 'warn', after: 'P20D', notify: 'mail' }, ...(rule?.stages.slice(1) ?? [])];
    await dormouse.policies.activate({
      accountId: 'acme',
      document: { ...ladder, inactivity: [{ ...rule, stages }] },
      reason: 'x',
    });
    expect(await dormouse.sweep()).toMatchObject({ evaluated: 2, acted: [] });
    expect(await dormouse.sweep()).toMatchObject({ evaluated: 0 });
    clock.toDay(54);
    expect(await dormouse.sweep()).toMatchObject({ acted: [] });
    clock.toDay(55);
    expect(await dormouse.sweep()).toMatchObject({ acted: [{ stageId: 'dormant', count: 2 }] });
  });

  it('P6 a rule that no longer governs withdraws its notices', async () => {
    const world = await createPopulation(['a']);
    world.clock.toDay(30);
    await world.dormouse.sweep();
    await world.dormouse.policies.activate({ accountId: 'acme', document: { id: 'workforce' }, reason: 'x' });
    await world.dormouse.sweep();
    expect((await eventsOf(world)).at(-1)).toMatchObject({
      type: 'identity.notice_withdrawn',
      data: { because: 'RULE_NOT_GOVERNING', progress: { stageId: 'warn' } },
    });
  });

  it('P2 while it is undecided which rule governs, nothing acts and notices stay', async () => {
    const when = { all: [{ fact: 'attributes', path: '$.team', operator: 'equal', value: 'red' }] };
    const world = createWorld();
    const { dormouse, clock } = world;
    await dormouse.policies.activate({
      accountId: 'acme',
      document: { id: 'p', inactivity: [{ ...ladder.inactivity[0], when }] },
      reason: 'x',
    });
    await dormouse.identities.register({
      accountId: 'acme',
      identities: [{ id: 'u', kind: 'user', attributes: { team: 'red' } }],
    });
    clock.toDay(30);
    await dormouse.sweep();
    await dormouse.identities.update({ accountId: 'acme', identities: [{ id: 'u', attributes: {} }] });
    clock.toDay(100);
    expect(await dormouse.sweep()).toMatchObject({ acted: [] });
    expect((await typesOf(world)).at(-1)).toBe('identity.updated');
    await dormouse.identities.update({ accountId: 'acme', identities: [{ id: 'u', attributes: { team: 'blue' } }] });
    expect((await typesOf(world)).at(-1)).toBe('identity.notice_withdrawn');
  });

  it('another engine over the same storage follows at once', async () => {
    const storage = memoryStorage();
    const [one, two] = [createWorld({ storage }), createWorld({ storage, newId: () => `two-${Math.random()}` })];
    await one.dormouse.identities.register({ accountId: 'acme', identities: [{ id: 'u', kind: 'user' }] });
    expect((await two.dormouse.evaluate('acme', 'u')).policies).toEqual([]);
    await one.dormouse.policies.activate({ accountId: 'acme', document: ladder, reason: 'x' });
    expect((await two.dormouse.evaluate('acme', 'u')).policies).toHaveLength(1);
    two.clock.toDay(30);
    expect(await two.dormouse.sweep()).toMatchObject({ acted: [{ action: 'notify', count: 1 }] });
    const reads = { all: [{ fact: 'neverActive', operator: 'equal', value: false }] };
    await one.dormouse.policies.activate({
      accountId: 'acme',
      document: { id: 'reads', appliesTo: reads },
      reason: 'x',
    });
    one.clock.toDay(30);
    await one.dormouse.sweep();
    await two.dormouse.activity.record({
      accountId: 'acme',
      activities: [{ identityId: 'u', type: 'x', at: two.clock.read() }],
    });
    expect((await storage.read('acme', ['u'])).stored[0]?.subject.progress).toEqual([]);
  });

  it('reevaluate reads the settings anew', async () => {
    let trackingSince: string | null = null;
    const world = createWorld({ settings: () => ({ trackingSince }) });
    const { dormouse, clock } = world;
    await dormouse.policies.activate({ accountId: 'acme', document: ladder, reason: 'x' });
    await dormouse.identities.register({ accountId: 'acme', identities: [{ id: 'u', kind: 'user' }] });
    trackingSince = '2026-02-20T00:00:00Z';
    await dormouse.policies.reevaluate('acme');
    clock.toDay(60);
    expect(await dormouse.sweep()).toMatchObject({ evaluated: 1, acted: [] });
  });
});

describe('listeners (E4)', () => {
  it('hear of what was committed, in order, and only then', async () => {
    const world = createWorld();
    const { dormouse } = world;
    const heard: unknown[] = [];
    const listener = (event: { identityId: string; data: { status: string } }) => {
      heard.push([event.identityId, event.data.status]);
    };
    dormouse.on('identity.registered', listener);
    dormouse.once('identity.registered', ({ identityId }) => heard.push(['once', identityId]));
    const identities = [
      { id: 'a', kind: 'user' },
      { id: 'b', kind: 'user' },
    ];
    await dormouse.identities.register({ accountId: 'acme', identities });
    expect(heard).toEqual([
      ['a', 'APPROVED'],
      ['once', 'a'],
      ['b', 'APPROVED'],
    ]);
    await dormouse.identities
      .register({
        accountId: 'acme',
        identities: [
          { id: 'c', kind: 'user' },
          { id: 'a', kind: 'user' },
        ],
        atomic: true,
      })
      .catch(() => {});
    dormouse.off('identity.registered', listener);
    await dormouse.identities.register({ accountId: 'acme', identities: [{ id: 'd', kind: 'user' }] });
    expect(heard).toHaveLength(3);
  });

  it('a listener that throws or rejects harms no one', async () => {
    const errors: unknown[] = [];
    const report = (error: unknown) => {
      errors.push((error as Error).message);
      throw error;
    };
    const { dormouse } = createWorld({ onListenerError: report });
    const heard: string[] = [];
    dormouse.on('identity.registered', () => {
      throw new Error('thrown');
    });
    dormouse.on('identity.registered', async () => Promise.reject(new Error('rejected')));
    dormouse.on('identity.registered', ({ identityId }) => heard.push(identityId));
    await dormouse.identities.register({ accountId: 'acme', identities: [{ id: 'a', kind: 'user' }] });
    expect(heard).toEqual(['a']);
    expect(errors).toEqual(['thrown', 'rejected']);
  });

  it('events are facts: nobody can change them', async () => {
    const errors: unknown[] = [];
    const world = createWorld({ onListenerError: (error) => errors.push(error) });
    world.dormouse.on('identity.registered', (event) => {
      (event.data as { status: string }).status = 'DENIED';
    });
    await world.dormouse.identities.register({ accountId: 'acme', identities: [{ id: 'a', kind: 'user' }] });
    expect(errors).toHaveLength(1);
    expect((await eventsOf(world))[0]).toMatchObject({ data: { status: 'APPROVED' } });
  });
});

describe('time', () => {
  it('exemptions end with an event, and hold the stages until then', async () => {
    const world = await createPopulation(['u']);
    const away = {
      id: 'x',
      kind: 'EXEMPTION',
      scope: { policyId: null, ruleId: null },
      reason: 'leave',
      owner: 'hr',
      from: START,
      until: START + 60 * DAY,
      reviewBy: null,
    } as const;
    await patchSubject(world, 'u', { exemptions: [away] }, { expiresAt: START });
    for (const day of [0, 30, 59, 60, 89, 90]) {
      world.clock.toDay(day);
      await world.dormouse.sweep();
    }
    expect((await eventsOf(world)).slice(2).map(({ type, at }) => [type, (at - START) / DAY])).toEqual([
      ['exemption.ended', 60],
      ['identity.notice_served', 90],
    ]);
  });

  it('an identity whose subject was put off is judged again by the next command', async () => {
    const { dormouse, clock } = await createPopulation(['u']);
    clock.toDay(400);
    const { items } = await dormouse.identities.update({ accountId: 'acme', identities: [{ id: 'u', name: 'x' }] });
    expect(items).toMatchObject([{ ok: true }]);
    // Stages are the sweep's: a command leaves them due.
    expect(await dormouse.sweep()).toMatchObject({ evaluated: 1, acted: [{ stageId: 'warn' }] });
  });
});
