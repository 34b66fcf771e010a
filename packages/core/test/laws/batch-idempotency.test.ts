import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allEventsOf, createPopulation, createWorld, DAY, ladder, refusal, type World } from '../engine/support';

const accountId = 'acme';

/** A command with a key, as a host would send it. */
const commands = {
  register: ({ dormouse }: World, idempotencyKey: string | null) =>
    dormouse.identities.register({
      accountId,
      idempotencyKey,
      identities: [
        { id: 'u-9', kind: 'user' },
        { id: 'u-1', kind: 'user' },
        { id: '', kind: 'user' },
      ],
    }),
  update: ({ dormouse }: World, idempotencyKey: string | null) =>
    dormouse.identities.update({
      accountId,
      idempotencyKey,
      identities: [
        { id: 'u-1', labels: ['x'] },
        { id: 'nobody', labels: ['x'] },
      ],
    }),
  remove: ({ dormouse }: World, idempotencyKey: string | null) =>
    dormouse.identities.remove({ accountId, idempotencyKey, ids: ['u-2', 'nobody'], reason: 'gone' }),
  record: ({ dormouse, clock }: World, idempotencyKey: string | null) =>
    dormouse.activity.record({
      accountId,
      idempotencyKey,
      activities: [
        { identityId: 'u-1', type: 'login', at: new Date(clock.now), count: 3 },
        { identityId: 'u-1', type: 'login', at: 'never' },
        { identityId: 'nobody', type: 'login', at: new Date(clock.now) },
      ],
    }),
  activate: ({ dormouse }: World, idempotencyKey: string | null) =>
    dormouse.policies.activate({ accountId, idempotencyKey, document: { ...ladder, id: 'another' }, reason: 'x' }),
  restrict: ({ dormouse }: World, idempotencyKey: string | null) =>
    dormouse.controls.create({
      accountId,
      idempotencyKey,
      identityId: 'u-1',
      type: 'CLOSED',
      reasonCode: 'OTHER',
      reason: 'x',
    }),
} as const;
type Name = keyof typeof commands;

/** Errors compare by what they say. */
function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, member) =>
      member instanceof Error ? { ...member, message: member.message, name: member.name } : member,
    ),
  );
}

async function stateOf(world: World): Promise<unknown> {
  const { stored } = await world.storage.read(accountId, ['u-1', 'u-2', 'u-9']);
  return { events: await allEventsOf(world), stored, policies: await world.storage.policies(accountId) };
}

describe('idempotency keys of batches', () => {
  it('E6 a repeat within 24 hours gives the first answer, and changes nothing', async () => {
    const step = fc.record({
      name: fc.constantFrom(...(Object.keys(commands) as Name[])),
      repeats: fc.integer({ min: 1, max: 3 }),
      wait: fc.integer({ min: 0, max: DAY / 4 - 1 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 6 }), async (steps) => {
        const world = await createPopulation(['u-1', 'u-2']);
        for (const [index, { name, repeats, wait }] of steps.entries()) {
          const answer = async (): Promise<unknown> => {
            try {
              return plain(await commands[name](world, `key-${index}`));
            } catch (error) {
              return { thrown: plain(error) };
            }
          };
          const first = await answer();
          const state = await stateOf(world);
          for (let repeat = 0; repeat < repeats; repeat++) {
            world.clock.now += wait;
            expect(await answer()).toEqual(first);
            expect(await stateOf(world)).toEqual(state);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('E6 A1 a batch of activity under a key is counted once, also when it is sent twice at the same time', async () => {
    const world = await createPopulation(['u-1']);
    const answers = await Promise.all([1, 2, 3].map(() => commands.record(world, 'batch-1')));
    for (const answer of answers) expect(plain(answer)).toEqual(plain(answers[0]));
    expect(answers[0]).toMatchObject({ recorded: 1, refused: [{ index: 1 }, { index: 2 }] });
    const { subject } = await world.dormouse.identities.get(accountId, 'u-1');
    expect(subject.activity).toMatchObject([{ type: 'login', successCount: 3 }]);
    await commands.record(world, 'batch-2');
    await commands.record(world, null);
    const after = await world.dormouse.identities.get(accountId, 'u-1');
    expect(after.subject.activity).toMatchObject([{ type: 'login', successCount: 9 }]);
  });

  it('E6 the refusals of the first answer are refusals again', async () => {
    const world = await createPopulation(['u-1']);
    await commands.register(world, 'k');
    const { items, failed } = await commands.register(world, 'k');
    expect(failed).toBe(2);
    expect(items.map((item) => (item.ok ? item.value.id : item.error.code))).toEqual([
      'u-9',
      'IDENTITY_EXISTS',
      'INVALID_ARGUMENT',
    ]);
  });

  it('E6 a key is forgotten after 24 hours', async () => {
    const world = await createPopulation(['u-1', 'u-2']);
    await commands.register(world, 'k');
    world.clock.now += DAY - 1;
    expect((await commands.register(world, 'k')).failed).toBe(2);
    world.clock.now += 1;
    expect((await commands.register(world, 'k')).failed).toBe(3);
  });

  it('E6 a key belongs to one command, and to one account', async () => {
    const world = await createPopulation(['u-1', 'u-2']);
    await commands.register(world, 'k');
    for (const name of ['update', 'remove', 'record', 'activate'] as const) {
      expect(await refusal(commands[name](world, 'k'))).toMatchObject({
        code: 'CONFLICT',
        data: { idempotencyKey: 'k', command: 'identities.register' },
      });
    }
    const elsewhere = { accountId: 'other', idempotencyKey: 'k', identities: [{ id: 'u', kind: 'user' }] };
    expect((await world.dormouse.identities.register(elsewhere)).succeeded).toBe(1);
  });

  it('E6 retiring, proposing, approving and withdrawing take keys too', async () => {
    const world = createWorld({ settings: { activation: { twoPersons: true } } });
    const { policies } = world.dormouse;
    const twice = async <T>(command: () => Promise<T>): Promise<T> => {
      const first = await command();
      const state = await world.storage.policies(accountId);
      expect(await command()).toEqual(first);
      expect(await world.storage.policies(accountId)).toEqual(state);
      return first;
    };
    const propose = (idempotencyKey: string) =>
      policies.propose({ accountId, document: ladder, actor: 'ann', reason: 'x', idempotencyKey });
    const { proposal } = await twice(() => propose('k-1'));
    await twice(() => policies.approve({ accountId, proposalId: proposal.id, actor: 'bob', idempotencyKey: 'k-2' }));
    await twice(() => policies.retire({ accountId, policyId: 'workforce', reason: 'x', idempotencyKey: 'k-3' }));
    const { proposal: other } = await propose('k-4');
    await twice(() => policies.withdraw({ accountId, proposalId: other.id, reason: 'x', idempotencyKey: 'k-5' }));
    expect((await allEventsOf(world)).map(({ type }) => type)).toEqual([
      'policy.proposed',
      'policy.activated',
      'policy.retired',
      'policy.proposed',
      'policy.proposal_withdrawn',
    ]);
  });

  it('E6 what was refused as a whole is not remembered: the repeat is tried', async () => {
    const world = createWorld();
    const atomic = { accountId, atomic: true, idempotencyKey: 'k' };
    const child = { id: 'c', kind: 'api_key', parentId: 'u' };
    const request = { ...atomic, identities: [child] };
    expect(await refusal(world.dormouse.identities.register(request))).toMatchObject({ code: 'IDENTITY_NOT_FOUND' });
    await world.dormouse.identities.register({ accountId, identities: [{ id: 'u', kind: 'user' }] });
    expect((await world.dormouse.identities.register(request)).succeeded).toBe(1);
  });
});
