import { describe, expect, it } from 'vitest';
import { explain } from '../../src/evaluate/explain';
import { compilePolicies } from '../../src/policy/policy-set';
import { createPopulation, createWorld, DAY, eventsOf, ladder, patchSubject, START, typesOf } from './support';

const oddIds = [
  '__proto__',
  'constructor',
  'hasOwnProperty',
  '\u{1d518}',
  '\u00e9',
  'e\u0301',
  '\u65e5',
  ' ',
  '../..',
  "'; drop table",
  '\uffff',
  'a'.repeat(256),
];

describe('identities.register', () => {
  it('registers with its status, and one bad item never stops the others', async () => {
    const world = await createPopulation(['u-1']);
    const { items, ...counts } = await world.dormouse.identities.register({
      accountId: 'acme',
      actor: 'sync',
      identities: [
        { id: 'u-2', kind: 'user' },
        { id: 'u-1', kind: 'user' },
        { id: 'u-2', kind: 'user' },
        { id: '', kind: 'user' },
        { id: 'k-1', kind: 'api_key', parentId: 'nobody' },
        { id: 'k-2', kind: 'api_key', parentId: 'k-2' },
        null as never,
        { id: 'u-3', kind: 'user', attributes: { deep: JSON.parse('['.repeat(17) + ']'.repeat(17)) } },
        { id: 'k-3', kind: 'api_key', parentId: 'u-2', createdAt: '2020-02-30T00:00:00Z' },
        { id: 'k-4', kind: 'api_key', parentId: 'u-2', surname: 'x' } as never,
        { id: 'k-5', kind: 'api_key', parentId: 'u-2', createdAt: undefined as never },
      ],
    });
    expect(counts).toEqual({ succeeded: 2, failed: 9 });
    expect(items.map((item) => (item.ok ? item.value : item.error.code))).toEqual([
      { id: 'u-2', status: 'APPROVED' },
      'IDENTITY_EXISTS',
      'IDENTITY_EXISTS',
      'INVALID_ARGUMENT',
      'IDENTITY_NOT_FOUND',
      'INVALID_ARGUMENT',
      'INVALID_ARGUMENT',
      'INVALID_ARGUMENT',
      'INVALID_ARGUMENT',
      'INVALID_ARGUMENT',
      { id: 'k-5', status: 'APPROVED' },
    ]);
    expect((await eventsOf(world)).slice(2)).toMatchObject([
      { type: 'identity.registered', identityId: 'u-2', sequence: 1, actor: 'sync', data: { status: 'APPROVED' } },
      { type: 'identity.registered', identityId: 'k-5', sequence: 1, actor: 'sync' },
    ]);
  });

  it('names the place of what is wrong', async () => {
    const { dormouse } = createWorld();
    const { items } = await dormouse.identities.register({
      accountId: 'acme',
      identities: [
        { id: 'a', kind: 'user' },
        { id: 'b', kind: 'u\u0007', labels: ['x', 7 as never] },
      ],
    });
    const error = items[1]?.ok === false ? items[1].error : null;
    expect(error?.data.issues?.map(({ pointer }) => pointer)).toEqual(['/1/kind', '/1/labels/1']);
  });

  it('atomic: all or nothing, and the refusal says which', async () => {
    const world = await createPopulation(['u-1']);
    const identities = [
      { id: 'u-2', kind: 'user' },
      { id: 'u-1', kind: 'user' },
    ];
    await expect(
      world.dormouse.identities.register({ accountId: 'acme', identities, atomic: true }),
    ).rejects.toMatchObject({
      code: 'IDENTITY_EXISTS',
      data: { index: 1, identityId: 'u-1' },
    });
    expect(await typesOf(world)).toEqual(['policy.activated', 'identity.registered']);
    await expect(world.dormouse.identities.get('acme', 'u-2')).rejects.toMatchObject({ code: 'IDENTITY_NOT_FOUND' });
  });

  it('refuses more than 10,000 at once, and what is no list', async () => {
    const { dormouse } = createWorld();
    const identities = Array.from({ length: 10_001 }, (_, index) => ({ id: `u-${index}`, kind: 'user' }));
    await expect(dormouse.identities.register({ accountId: 'acme', identities })).rejects.toMatchObject({
      code: 'BATCH_TOO_LARGE',
    });
    await expect(dormouse.identities.register({ accountId: 'acme', identities: {} as never })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    });
    for (const accountId of ['', 'a\nb', 'x'.repeat(257), null, 7] as string[]) {
      await expect(dormouse.identities.register({ accountId, identities: [] })).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
      });
    }
  });

  it('takes odd ids and hostile keys for what they are', async () => {
    const { dormouse } = createWorld();
    const accounts = ['__proto__', 'constructor', 'acme'];
    for (const accountId of accounts) {
      const identities = oddIds.map((id) => ({
        id,
        kind: '__proto__',
        attributes: { constructor: accountId },
        labels: ['toString'],
      }));
      expect(await dormouse.identities.register({ accountId, identities })).toMatchObject({ failed: 0 });
    }
    for (const accountId of accounts) {
      const { items } = await dormouse.identities.list({ accountId });
      expect(new Set(items.map(({ identity }) => identity.id))).toEqual(new Set(oddIds));
      for (const id of oddIds) {
        expect(await dormouse.identities.get(accountId, id)).toMatchObject({
          identity: { id, accountId, attributes: { constructor: accountId } },
        });
      }
      const attributes = JSON.parse('{"__proto__": {"polluted": true}}');
      const refused = await dormouse.identities.register({
        accountId,
        identities: [{ id: 'x', kind: 'user', attributes }],
      });
      expect(refused).toMatchObject({ failed: 1 });
    }
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('opens what an applicable set demands at once (R3a)', async () => {
    const world = createWorld();
    const requirements = [{ id: 'kyc', require: [{ type: 'ID', dueWithin: 'P30D' }] }];
    await world.dormouse.policies.activate({ accountId: 'acme', document: { id: 'p', requirements }, reason: 'test' });
    const { items } = await world.dormouse.identities.register({
      accountId: 'acme',
      identities: [{ id: 'u', kind: 'user' }],
    });
    expect(items).toMatchObject([{ ok: true, value: { status: 'PENDING' } }]);
    expect((await typesOf(world)).slice(1)).toEqual(['identity.registered', 'requirement.opened']);
    world.clock.toDay(30);
    await world.dormouse.sweep();
    expect((await eventsOf(world)).slice(3)).toMatchObject([
      {
        type: 'requirement.overdue',
        data: { requirementId: 'p/kyc/ID', requirementType: 'ID', since: START + 30 * DAY },
      },
      {
        type: 'identity.status_changed',
        data: {
          from: 'PENDING',
          to: 'DENIED',
          because: { trigger: 'requirement.overdue', controls: [], requirements: ['p/kyc/ID'] },
        },
      },
    ]);
  });
});

describe('identities.update', () => {
  it('changes what the patch names, tells which fields, and judges again', async () => {
    const world = await createPopulation(['u-1', 'u-2']);
    const { dormouse } = world;
    const identities = [
      { id: 'u-1', name: 'Ann', labels: ['a', 'b', 'a'], parentId: 'u-2' },
      { id: 'u-1', labels: ['a', 'b'], kind: 'person' },
      { id: 'u-1', attributes: {}, locked: false },
      { id: 'nobody', name: 'x' },
      { id: 'u-2', parentId: 'u-2' },
      { id: 'u-2', kind: null as never },
      { id: 'u-2', createdAt: new Date() } as never,
    ];
    const { items } = await dormouse.identities.update({ accountId: 'acme', identities });
    expect(items.map((item) => (item.ok ? 'ok' : item.error.code))).toEqual([
      'ok',
      'ok',
      'ok',
      'IDENTITY_NOT_FOUND',
      'INVALID_ARGUMENT',
      'INVALID_ARGUMENT',
      'INVALID_ARGUMENT',
    ]);
    expect((await dormouse.identities.get('acme', 'u-1')).identity).toMatchObject({
      kind: 'person',
      name: 'Ann',
      labels: ['a', 'b'],
      parentId: 'u-2',
      attributes: {},
      createdAt: START,
    });
    const updates = (await eventsOf(world)).filter(({ type }) => type === 'identity.updated');
    expect(updates.map(({ data }) => (data as unknown as { changed: string[] }).changed)).toEqual([
      ['labels', 'name', 'parentId'],
      ['kind'],
    ]);
    expect(updates.map(({ sequence }) => sequence)).toEqual([2, 3]);
    await dormouse.identities.update({ accountId: 'acme', identities: [{ id: 'u-1', parentId: null, name: null }] });
    expect((await dormouse.identities.get('acme', 'u-1')).identity).toMatchObject({ parentId: null, name: null });
  });

  it('a patch that changes nothing leaves the record as it was (L3)', async () => {
    const { dormouse, storage } = await createPopulation(['u-1']);
    const before = await storage.read('acme', ['u-1']);
    await dormouse.identities.update({ accountId: 'acme', identities: [{ id: 'u-1', kind: 'user', labels: [] }] });
    expect(await storage.read('acme', ['u-1'])).toEqual(before);
  });
});

describe('identities.remove', () => {
  it('K8 takes the children along with the same cause, and keeps the log', async () => {
    const world = await createPopulation(['u-1', 'u-2']);
    const { dormouse } = world;
    const child = (id: string, parentId: string) => ({ id, kind: 'api_key', parentId });
    await dormouse.identities.register({
      accountId: 'acme',
      identities: [child('k-1', 'u-1'), child('k-2', 'k-1'), child('k-3', 'u-2')],
    });
    const { items } = await dormouse.identities.remove({
      accountId: 'acme',
      ids: ['u-1', 'k-2', 'nobody'],
      reason: 'left',
      actor: 'ann',
    });
    expect(items.map((item) => (item.ok ? item.value : item.error.code))).toEqual([
      { id: 'u-1', removed: ['u-1', 'k-1', 'k-2'] },
      { id: 'k-2', removed: [] },
      'IDENTITY_NOT_FOUND',
    ]);
    const removals = (await eventsOf(world)).filter(({ type }) => type === 'identity.removed');
    expect(removals).toMatchObject([
      { identityId: 'u-1', sequence: 2, actor: 'ann', data: { reason: 'left', removedWith: null } },
      { identityId: 'k-1', sequence: 2, data: { reason: 'left', removedWith: 'u-1' } },
      { identityId: 'k-2', sequence: 2, data: { reason: 'left', removedWith: 'u-1' } },
    ]);
    expect((await dormouse.identities.list({ accountId: 'acme' })).items.map(({ identity }) => identity.id)).toEqual([
      'k-3',
      'u-2',
    ]);
    expect((await dormouse.events.list({ accountId: 'acme', identityId: 'k-2' })).items).toHaveLength(2);
  });

  it('E3 an id that is registered again goes on with its sequence', async () => {
    const world = await createPopulation(['u-1']);
    const { dormouse } = world;
    await dormouse.identities.remove({ accountId: 'acme', ids: ['u-1'], reason: 'left' });
    await dormouse.identities.register({ accountId: 'acme', identities: [{ id: 'u-1', kind: 'user' }] });
    const { items } = await dormouse.events.list({ accountId: 'acme', identityId: 'u-1' });
    expect(items.map(({ event }) => [event.type, event.sequence])).toEqual([
      ['identity.registered', 1],
      ['identity.removed', 2],
      ['identity.registered', 3],
    ]);
    expect((await dormouse.identities.get('acme', 'u-1')).subject).toMatchObject({ activity: [], controls: [] });
  });

  it('K8, X3 refuses when it, or a descendant, is locked or held; parents in a cycle do no harm', async () => {
    const world = await createPopulation(['a', 'b', 'c', 'd', 'e']);
    const { dormouse } = world;
    const update = (id: string, patch: object) =>
      dormouse.identities.update({ accountId: 'acme', identities: [{ id, ...patch }], atomic: true });
    await update('b', { parentId: 'a', locked: true });
    await update('d', { parentId: 'c' });
    const hold = {
      id: 'h',
      kind: 'LEGAL_HOLD',
      scope: { policyId: 'other', ruleId: null },
      reason: null,
      owner: null,
      from: null,
      until: START + DAY,
      reviewBy: null,
    } as const;
    await patchSubject(world, 'd', { exemptions: [hold] });
    const remove = async (id: string) => {
      const { items } = await dormouse.identities.remove({ accountId: 'acme', ids: [id], reason: 'left' });
      return items.map((item) => (item.ok ? item.value.removed : [item.error.code, item.error.data['identityId']]))[0];
    };
    expect(await remove('a')).toEqual(['IDENTITY_LOCKED', 'b']);
    expect(await remove('c')).toEqual(['LEGAL_HOLD', 'd']);
    world.clock.toDay(1);
    expect(await remove('c')).toEqual(['c', 'd']);
    await update('b', { locked: false });
    await update('a', { parentId: 'b' });
    expect(await remove('a')).toEqual(['a', 'b']);
    await expect(dormouse.identities.remove({ accountId: 'acme', ids: ['e'], reason: ' ' })).rejects.toMatchObject({
      code: 'REASON_REQUIRED',
    });
    expect(await remove('e')).toEqual(['e']);
  });
});

describe('isolation', () => {
  it('two accounts with the same ids never see each other', async () => {
    const world = await createPopulation(['u-1']);
    const { dormouse, clock } = world;
    await dormouse.identities.register({ accountId: 'other', identities: [{ id: 'u-1', kind: 'user' }] });
    await dormouse.controls.create({
      accountId: 'other',
      identityId: 'u-1',
      type: 'DORMANT',
      reasonCode: 'OTHER',
      reason: 'x',
    });
    const { items } = await dormouse.controls.list({ accountId: 'other' });
    expect((await dormouse.controls.list({ accountId: 'acme' })).items).toEqual([]);
    const gone = { accountId: 'acme', controlId: items[0]?.id ?? '', reason: 'x' };
    await expect(dormouse.controls.delete(gone)).rejects.toMatchObject({ code: 'CONTROL_NOT_FOUND' });
    await dormouse.activity.record({
      accountId: 'other',
      activities: [{ identityId: 'u-1', type: 'login', at: new Date(START) }],
    });
    expect(await dormouse.identities.get('acme', 'u-1')).toMatchObject({ status: 'APPROVED', lastActiveAt: null });
    expect(await dormouse.identities.get('other', 'u-1')).toMatchObject({ status: 'DISABLED', lastActiveAt: START });
    clock.toDay(30);
    await dormouse.sweep();
    expect(await typesOf(world, 'other')).not.toContain('identity.notice_served');
    await dormouse.identities.remove({ accountId: 'other', ids: ['u-1'], reason: 'left' });
    expect((await dormouse.identities.get('acme', 'u-1')).identity.accountId).toBe('acme');
    expect(await dormouse.policies.list('other')).toEqual([]);
  });

  it('what a host changes in its own objects, or in what it was given, changes nothing', async () => {
    const { dormouse } = createWorld();
    const attributes = { team: { name: 'red' } };
    const document = structuredClone(ladder);
    await dormouse.policies.activate({ accountId: 'acme', document, reason: 'test' });
    await dormouse.identities.register({ accountId: 'acme', identities: [{ id: 'u', kind: 'user', attributes }] });
    attributes.team.name = 'blue';
    document.id = 'changed';
    const state = await dormouse.identities.get('acme', 'u');
    expect(() => Object.assign(state.identity.attributes['team'] as object, { name: 'green' })).toThrow();
    expect(() => (state.subject.controls as unknown[]).push({})).toThrow();
    expect((await dormouse.identities.get('acme', 'u')).identity.attributes).toEqual({ team: { name: 'red' } });
    expect((await dormouse.policies.list('acme')).map(({ policyId }) => policyId)).toEqual(['workforce']);
  });

  it('concurrent commands about one identity all count, one after the other', async () => {
    const { dormouse } = await createPopulation(['u']);
    const setBy = ['CLIENT', 'OPERATOR'] as const;
    const tries = Array.from({ length: 20 }, (_, index) =>
      dormouse.controls
        .create({
          accountId: 'acme',
          identityId: 'u',
          type: 'DORMANT',
          setBy: setBy[index % 2] ?? 'CLIENT',
          reasonCode: 'OTHER',
          reason: 'x',
        })
        .then(
          () => 'ok',
          (error) => error.code,
        ),
    );
    const names = Array.from({ length: 20 }, (_, index) =>
      dormouse.identities.update({ accountId: 'acme', identities: [{ id: 'u', name: `n${index}` }], atomic: true }),
    );
    const outcomes = await Promise.all(tries);
    await Promise.all(names);
    expect(outcomes.filter((outcome) => outcome === 'ok')).toHaveLength(2);
    expect(outcomes.filter((outcome) => outcome === 'CONTROL_EXISTS')).toHaveLength(18);
    const { items } = await dormouse.events.list({ accountId: 'acme', identityId: 'u', limit: 1_000 });
    expect(items.map(({ event }) => event.sequence)).toEqual(items.map((_, index) => index + 1));
    expect(items.filter(({ event }) => event.type === 'identity.updated')).toHaveLength(20);
  });
});

describe('explain', () => {
  it('V1 explains a stored identity as the pure function does', async () => {
    const { dormouse, clock } = await createPopulation(['u']);
    clock.toDay(40);
    await dormouse.sweep();
    const { subject } = await dormouse.identities.get('acme', 'u');
    const explanation = await dormouse.explain('acme', 'u');
    expect(explanation).toEqual(explain(compilePolicies({ policies: [ladder] }), subject, new Date(clock.now)));
    expect(explanation.text).toContain('the control DORMANT');
    await expect(dormouse.explain('acme', 'nobody')).rejects.toMatchObject({ code: 'IDENTITY_NOT_FOUND' });
    await expect(dormouse.explain('acme', 'u', 'observe')).rejects.toMatchObject({ code: 'POLICY_NOT_FOUND' });
  });
});
