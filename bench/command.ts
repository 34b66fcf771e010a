/**
 * How many commands a second does the engine do over the in-memory storage on one core: load, decide, hash, commit, emit?
 * And where does the time go: the parts of one command are done on their own, on the same subjects, in the same run.
 *
 * A command changes the labels of an identity under two policies; each gives one event, which a listener hears. One
 * contender sends each in a call of its own, one in batches; one hashes with the platform's SHA-256.
 */
import { hash as platformHash } from 'node:crypto';
import {
  createDormouse,
  createSha256,
  type Dormouse,
  type HashText,
  type IdentityEvent,
  type Slot,
  type StoredSubject,
} from '@dormouse/core';
import { memoryStorage } from '@dormouse/storage-memory';
import { updateIdentity } from '../packages/core/src/decide/update-identity';
import { createPolicyCache } from '../packages/core/src/engine/policy-cache';
import { contextOf, type Runtime } from '../packages/core/src/engine/runtime';
import { hashOf } from '../packages/core/src/model/chain';
import { deepFreeze } from '../packages/storage-memory/src/deep-freeze';
import { compare, finish, machine } from './harness';

const ACCOUNT = 'bench';
const IDENTITIES = 2_000;
const BATCH = 1_000;
const LEAST_PER_SECOND = 50_000;
const START = Date.UTC(2026, 0, 1);

const stages = [
  { id: 'warn', after: 'P30D', notify: 'mail' },
  { id: 'dormant', after: 'P45D', control: { type: 'DORMANT', reasonCode: 'INACTIVITY' } },
];
const policies = [
  {
    id: 'people',
    appliesTo: { all: [{ fact: 'kind', operator: 'equal', value: 'user' }] },
    inactivity: [{ id: 'everyone', stages }],
  },
  {
    id: 'machines',
    appliesTo: { all: [{ fact: 'kind', operator: 'in', value: ['service_id', 'api_key'] }] },
    inactivity: [{ id: 'everyone', stages }],
  },
];

const sha256 = createSha256();
const idOf = (number: number): string => `u-${String(number % IDENTITIES).padStart(6, '0')}`;

interface Population {
  readonly dormouse: Dormouse;
  readonly runtime: Pick<Runtime, 'storage' | 'policies'>;
  heard: number;
}

async function populate(hash: HashText): Promise<Population> {
  let next = 0;
  const newId = (): string => `id-${++next}`;
  const storage = memoryStorage();
  const dormouse = createDormouse({ storage, clock: () => new Date(START), newId, hash });
  for (const document of policies) await dormouse.policies.activate({ accountId: ACCOUNT, document, reason: 'bench' });
  const identities = Array.from({ length: IDENTITIES }, (_, number) => ({
    id: idOf(number),
    kind: 'user',
    labels: ['new'],
  }));
  await dormouse.identities.register({ accountId: ACCOUNT, identities });
  const population = { dormouse, runtime: { storage, policies: createPolicyCache(storage, {}, []) }, heard: 0 };
  dormouse.on('identity.updated', () => {
    population.heard += 1;
  });
  return population;
}

let tick = 0;

/** Labels that are never those of before. */
const nextLabels = (): readonly string[] => ['staff', `shift-${tick++ % 1_000_003}`];

async function oneByOne({ dormouse }: Population, n: number): Promise<number> {
  let done = 0;
  for (let command = 0; command < n; command++) {
    const identities = [{ id: idOf(command), labels: nextLabels() }];
    done += (await dormouse.identities.update({ accountId: ACCOUNT, actor: 'ops', identities })).succeeded;
  }
  return done;
}

async function inBatches({ dormouse }: Population, n: number): Promise<number> {
  let done = 0;
  for (let first = 0; first < n; first += BATCH) {
    const length = Math.min(BATCH, n - first);
    const identities = Array.from({ length }, (_, index) => ({ id: idOf(first + index), labels: nextLabels() }));
    done += (await dormouse.identities.update({ accountId: ACCOUNT, actor: 'ops', identities })).succeeded;
  }
  return done;
}

/** The parts of a command on their own. Deciding includes hashing, which is taken off afterwards. */
async function partsOf({ runtime }: Population): Promise<Record<string, (n: number) => unknown>> {
  const active = await runtime.policies.get(ACCOUNT);
  const context = contextOf(
    { ...runtime, now: () => START, newId: () => 'id', hash: sha256 } as unknown as Runtime,
    active,
    'ops',
  );
  const { stored } = await runtime.storage.read(
    ACCOUNT,
    Array.from({ length: IDENTITIES }, (_, n) => idOf(n)),
  );
  const slots = stored.flatMap((record): Slot[] => {
    if (record === null) return [];
    return [{ id: record.subject.identity.id, stored: record, sequence: record.sequence, headHash: record.headHash }];
  });
  const decide = (number: number) =>
    updateIdentity(slots[number % slots.length] as Slot, { patch: { labels: nextLabels() } }, null, context);
  const events = slots.map((_, number) => decide(number).events[0] as IdentityEvent);
  const fresh = (number: number): { stored: StoredSubject; before: StoredSubject; event: IdentityEvent } => {
    const before = (slots[number % slots.length] as Slot).stored as StoredSubject;
    const identity = { ...before.subject.identity, labels: ['a', 'b'] };
    const event = { ...(events[number % events.length] as IdentityEvent) };
    return { stored: { ...before, subject: { ...before.subject, identity } }, before, event };
  };
  const times = (n: number, work: (number: number) => unknown): unknown => {
    let last: unknown;
    for (let number = 0; number < n; number++) last = work(number);
    return last;
  };
  return {
    'deciding and hashing': (n) => times(n, decide),
    hashing: (n) => times(n, (number) => hashOf(events[number % events.length] as IdentityEvent, sha256)),
    copying: (n) =>
      times(n, (number) => {
        const { stored: record, before, event } = fresh(number);
        deepFreeze(record, before);
        deepFreeze(event, undefined);
        return record;
      }),
  };
}

/** By the time that the process has used, collecting garbage included: other processes on the machine do not count. */
async function perCore(population: Population): Promise<number> {
  const commands = 20_000;
  const rates: number[] = [];
  for (let round = 0; round < 7; round++) {
    const start = process.cpuUsage();
    await oneByOne(population, commands);
    const { user, system } = process.cpuUsage(start);
    rates.push((commands * 1e6) / (user + system));
  }
  return Math.round(rates.sort((left, right) => left - right)[rates.length >> 1] ?? Number.NaN);
}

machine();
const own = await populate(sha256);
const platform = await populate((text) => platformHash('sha256', text));
const figures = await compare('a command over the in-memory storage', {
  'one a call': (n) => oneByOne(own, n),
  'one a call, SHA-256 of node:crypto': (n) => oneByOne(platform, n),
  'in batches of 1,000': (n) => inBatches(own, n),
  ...(await partsOf(own)),
});
const whole = figures['one a call'] ?? Number.NaN;
const hashing = figures['hashing'] ?? Number.NaN;
const deciding = (figures['deciding and hashing'] ?? Number.NaN) - hashing;
const copying = figures['copying'] ?? Number.NaN;
const share = (ns: number): number => Number((ns / whole).toFixed(3));
const shares = {
  hashing: share(hashing),
  deciding: share(deciding),
  copying: share(copying),
  rest: share(whole - hashing - deciding - copying),
};
const perSecond = Math.round(1e9 / whole);
const batchedPerSecond = Math.round(1e9 / (figures['in batches of 1,000'] ?? Number.NaN));
const perCoreSecond = await perCore(own);
console.log('\nWhere the time of one command in a call of its own goes:');
for (const [part, of] of Object.entries(shares))
  console.log(`  ${part.padEnd(9)} ${(of * 100).toFixed(0).padStart(3)} %`);
console.log('  (rest: checking the input, loading, the indexes, telling the listeners, promises)');
const verdict = perCoreSecond >= LEAST_PER_SECOND ? 'held' : 'MISSED';
const least = LEAST_PER_SECOND.toLocaleString('en-US');
console.log(`  ${perCoreSecond.toLocaleString('en-US')} for each second of one core, at least ${least}: ${verdict}`);
if (own.heard === 0) throw new Error('the listener heard nothing');
finish('command', { perCoreSecond, perSecond, batchedPerSecond, shares, nsPerCommand: Math.round(whole) });
if (perCoreSecond < LEAST_PER_SECOND) process.exitCode = 1;
