import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../storage-memory/src/index';
import { type HostFactDeclaration, hostFactsLane, type Timers } from '../../src/host-facts';
import type { Identity } from '../../src/model/identity';
import type { Decide, Storage } from '../../src/storage/storage';
import { createWorld, DAY, refusal, START, type World } from './support';

const HOUR = 3_600_000;
const quiet: Timers = { setTimeout: () => 0, clearTimeout: () => {} };

const stages = [{ id: 'dormant', after: 'P10D', control: { type: 'DORMANT', reasonCode: 'INACTIVITY' } }];
const riskPolicy = {
  id: 'risk',
  appliesTo: { all: [{ fact: 'riskScore', operator: 'greaterThan', value: 80 }] },
  inactivity: [{ id: 'everyone', stages }],
};

/** A storage that knows whether a transaction is open. */
function watched(): { readonly storage: Storage; readonly isOpen: () => boolean } {
  const storage = memoryStorage();
  let open = 0;
  const watch =
    <T>(decide: Decide<T>): Decide<T> =>
    (...given) => {
      open += 1;
      try {
        return decide(...given);
      } finally {
        open -= 1;
      }
    };
  return {
    isOpen: () => open > 0,
    storage: {
      ...storage,
      update: (accountId, ids, decide, options) => storage.update(accountId, ids, watch(decide), options),
      updateDue: (request, decide) => storage.updateDue(request, watch(decide)),
    },
  };
}

interface Risk {
  readonly world: World;
  readonly scores: Map<string, unknown>;
  /** The ids of every call. */
  readonly calls: string[][];
}

async function riskWorld(
  ids: readonly string[],
  scores: Map<string, unknown>,
  declaration: Partial<HostFactDeclaration> = {},
  timers: Timers = quiet,
): Promise<Risk> {
  const calls: string[][] = [];
  const { storage, isOpen } = watched();
  const resolveMany = async (identities: readonly Identity[]): Promise<unknown> => {
    if (isOpen()) throw new Error('asked inside a transaction');
    calls.push(identities.map(({ id }) => id));
    return scores;
  };
  const riskScore: HostFactDeclaration = { resolveMany, maxAge: 'PT1H', ...declaration };
  const hostFacts = hostFactsLane({ facts: { riskScore }, timers });
  const world = createWorld({ storage, hostFacts, settings: { guard: false } });
  await world.dormouse.policies.activate({ accountId: 'acme', document: riskPolicy, reason: 'test' });
  if (ids.length > 0) await register(world, ids);
  return { world, scores, calls };
}

const register = ({ dormouse }: World, ids: readonly string[]): Promise<unknown> =>
  dormouse.identities.register({
    accountId: 'acme',
    identities: ids.map((id) => ({ id, kind: 'user' })),
    atomic: true,
  });

const appliesTo = async ({ dormouse }: World, id: string): Promise<string | undefined> =>
  (await dormouse.evaluate('acme', id)).policies[0]?.applies;

const ofEach = (ids: readonly string[], score: unknown): Map<string, unknown> => new Map(ids.map((id) => [id, score]));

describe('host facts in the engine (C7)', () => {
  it('a policy that names a host fact is refused without the lane, with the place', async () => {
    const { dormouse } = createWorld();
    const activation = dormouse.policies.activate({ accountId: 'acme', document: riskPolicy, reason: 'test' });
    const { code, data } = await refusal(activation);
    expect(code).toBe('INVALID_POLICY');
    expect(data.issues).toMatchObject([{ code: 'UNKNOWN_FACT', pointer: '/appliesTo/all/0/fact' }]);
  });

  it('registering, evaluating and reading ask once for their batch, and then for an hour no more', async () => {
    const ids = ['a', 'b', 'c'];
    const { world, calls } = await riskWorld(
      ids,
      new Map<string, unknown>([
        ['a', 90],
        ['b', 10],
      ]),
    );
    expect(calls).toEqual([ids]);
    expect(await Promise.all(ids.map((id) => appliesTo(world, id)))).toEqual(['true', 'false', 'unknown']);
    await world.dormouse.identities.get('acme', 'a');
    await world.dormouse.identities.list({ accountId: 'acme' });
    expect(calls).toHaveLength(1);
    world.clock.now += HOUR;
    await world.dormouse.identities.list({ accountId: 'acme' });
    expect(calls).toEqual([ids, ids]);
  });

  it('an evaluation holds for maxAge at the most, and the next sweep asks again', async () => {
    const { world, scores, calls } = await riskWorld(['a'], ofEach(['a'], 10));
    expect((await world.dormouse.evaluate('acme', 'a')).validUntil).toBe(START + HOUR);
    expect((await world.storage.read('acme', ['a'])).stored[0]?.expiresAt).toBe(START + HOUR);
    world.clock.toDay(20);
    scores.set('a', 90);
    const report = await world.dormouse.sweep();
    expect(report.acted).toMatchObject([{ action: 'control', policyId: 'risk', count: 1 }]);
    expect(report.errors).toBe(0);
    expect(calls).toHaveLength(2);
    expect((await world.dormouse.identities.get('acme', 'a')).status).toBe('DISABLED');
  });

  it('a sweep asks in bulk, a thousand at once, never inside a transaction', async () => {
    const ids = Array.from({ length: 2_500 }, (_, index) => `u-${String(index).padStart(4, '0')}`);
    const { world, calls } = await riskWorld(ids, ofEach(ids, 90));
    calls.length = 0;
    world.clock.toDay(20);
    const report = await world.dormouse.sweep();
    expect(report.acted).toMatchObject([{ action: 'control', count: 2_500 }]);
    expect(calls.map((call) => call.length)).toEqual([1_000, 1_000, 500]);
  });

  it('a fact that fails restricts nobody, is reported as undecided, and is asked for again', async () => {
    const { world, scores } = await riskWorld(['a'], ofEach(['a'], new Error('no score')), { retryAfter: 'PT5M' });
    world.clock.toDay(20);
    expect((await world.dormouse.sweep()).acted).toEqual([]);
    expect(await world.dormouse.evaluate('acme', 'a')).toMatchObject({
      status: 'APPROVED',
      validUntil: world.clock.now + HOUR / 12,
      policies: [{ applies: 'unknown', undecided: [{ where: 'appliesTo', facts: ['riskScore'] }] }],
    });
    scores.set('a', 90);
    world.clock.now += HOUR / 12;
    expect((await world.dormouse.sweep()).acted).toMatchObject([{ action: 'control', count: 1 }]);
  });

  it.each<[string, Partial<HostFactDeclaration>]>([
    ['throws', { resolveMany: () => expect.unreachable() as never }],
    ['rejects', { resolveMany: () => Promise.reject(new Error('down')) }],
    ['answers with neither a map nor a list', { resolveMany: () => 'high' }],
    ['answers with a list of another length', { resolveMany: () => [90, 90, 90] }],
    [
      'has a then that throws',
      { resolveMany: () => Object.defineProperty({}, 'then', { get: () => expect.unreachable() }) },
    ],
  ])('a source that %s is unknown', async (_, declaration) => {
    const { world } = await riskWorld(['a'], new Map(), declaration);
    expect(await appliesTo(world, 'a')).toBe('unknown');
  });

  it('a source that never settles is given up after its time limit; what comes too late is dropped', async () => {
    const waiting: (() => void)[] = [];
    const limits: number[] = [];
    const timers: Timers = {
      setTimeout: (run, milliseconds) => {
        limits.push(milliseconds);
        return waiting.push(run);
      },
      clearTimeout: () => {},
    };
    let tooLate = (_error: Error): void => {};
    const never = new Promise((_, reject) => {
      tooLate = reject;
    });
    const world = riskWorld(['a'], new Map(), { resolveMany: () => never, timeLimit: 250 }, timers);
    while (waiting.length === 0) await Promise.resolve();
    for (const run of waiting) run();
    expect(await appliesTo((await world).world, 'a')).toBe('unknown');
    expect(limits).toEqual([250]);
    tooLate(new Error('much too late'));
    await new Promise((done) => setTimeout(done, 0));
    expect(await appliesTo((await world).world, 'a')).toBe('unknown');
  });

  it('one that is resolved for each identity waits for each on its own', async () => {
    const resolve = ({ id }: Identity): unknown =>
      id === 'b' ? Promise.reject(new Error('no')) : id === 'a' ? 90 : 10;
    const { world } = await riskWorld(['a', 'b', 'c'], new Map(), { resolveMany: undefined as never, resolve });
    expect(await Promise.all(['a', 'b', 'c'].map((id) => appliesTo(world, id)))).toEqual(['true', 'unknown', 'false']);
  });

  it('a hundred evaluations at once get their own answers', async () => {
    const ids = Array.from({ length: 100 }, (_, index) => `u-${index}`);
    const { world } = await riskWorld(ids, new Map(ids.map((id, index) => [id, index % 2 === 0 ? 90 : 10])));
    for (let hour = 1; hour <= 3; hour++) {
      world.clock.now += HOUR;
      const answers = await Promise.all(ids.map((id) => appliesTo(world, id)));
      expect(answers).toEqual(ids.map((_, index) => (index % 2 === 0 ? 'true' : 'false')));
    }
  });

  it('the guard counts with host facts', async () => {
    const ids = Array.from({ length: 60 }, (_, index) => `u-${index}`);
    const hostFacts = hostFactsLane({ facts: { riskScore: { resolve: () => 90, maxAge: 'PT1H' } }, timers: quiet });
    const world = createWorld({ hostFacts, settings: { guard: { maxRestricted: { percent: 1, atLeast: 5 } } } });
    await world.dormouse.policies.activate({ accountId: 'acme', document: riskPolicy, reason: 'test' });
    await register(world, ids);
    world.clock.toDay(20);
    const report = await world.dormouse.sweep();
    expect(report.halted).toBe(true);
    expect(report.acted).toEqual([]);
  });

  it('a fact compared with an attribute is judged for the attribute that a command has just written', async () => {
    const hostFacts = hostFactsLane({ facts: { balance: { resolve: () => 50, maxAge: 'P1D' } }, timers: quiet });
    const world = createWorld({ hostFacts });
    const small = { fact: 'balance', operator: 'lessThan', value: { fact: 'attributes', path: '$.limit' } };
    const document = { id: 'p', requirements: [{ id: 'set', when: { all: [small] }, require: [{ type: 'TOP_UP' }] }] };
    await world.dormouse.policies.activate({ accountId: 'acme', document, reason: 'test' });
    const identity = (limit: number): object => ({ id: 'a', kind: 'user', attributes: { limit } });
    await world.dormouse.identities.register({ accountId: 'acme', identities: [identity(10) as never], atomic: true });
    const before = await world.dormouse.identities.get('acme', 'a');
    expect([before.status, before.subject.requirements.length]).toEqual(['APPROVED', 0]);
    await world.dormouse.identities.update({
      accountId: 'acme',
      identities: [{ id: 'a', attributes: { limit: 100 } }],
      atomic: true,
    });
    expect((await world.dormouse.identities.get('acme', 'a')).subject.requirements).toMatchObject([{ type: 'TOP_UP' }]);
  });

  it('what reads no host fact never asks for one', async () => {
    const { world, calls } = await riskWorld([], new Map());
    const other = { id: 'risk', appliesTo: { all: [{ fact: 'kind', operator: 'equal', value: 'user' }] } };
    await world.dormouse.policies.activate({ accountId: 'acme', document: other, reason: 'test' });
    await register(world, ['a']);
    world.clock.now += DAY;
    await world.dormouse.sweep();
    expect(calls).toEqual([]);
  });
});
