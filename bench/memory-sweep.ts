/**
 * Does a sweep over the in-memory storage cost what is due, and nothing for what is not (S1)? The same number of due
 * identities is swept in a small population and in one a hundred times as large; the ratio of the times says it.
 *
 * Both populations are there before anything is timed, so that both pay for the same heap. Each round makes the same
 * identities due again: the policy has one notice a day, and the clock moves on by a day.
 */
import { performance } from 'node:perf_hooks';
import { createDormouse, type Dormouse, type Instant } from '@dormouse/core';
import { memoryStorage } from '@dormouse/storage-memory';
import { finish, machine } from './harness';

const DAY = 86_400_000;
const START: Instant = Date.UTC(2026, 0, 1);
const BATCH = 10_000;
const ROUNDS = 5;
const WARM_UP = 2;
const MOST_RATIO = 1.3;
const ACCOUNT = 'bench';

const policy = {
  id: 'daily',
  inactivity: [
    {
      id: 'users',
      when: { all: [{ fact: 'kind', operator: 'equal', value: 'user' }] },
      stages: Array.from({ length: ROUNDS + WARM_UP }, (_, day) => ({
        id: `day-${day + 1}`,
        after: `P${day + 1}D`,
        notify: 'mail',
      })),
    },
    {
      id: 'others',
      stages: [{ id: 'dormant', after: 'P90D', control: { type: 'DORMANT', reasonCode: 'INACTIVITY' } }],
    },
  ],
};

interface Population {
  readonly dormouse: Dormouse;
  readonly size: number;
  readonly registeredPerSecond: number;
  now: Instant;
}

/** The first `due` identities become due once a day; the others are of another kind, and due after the last round. */
async function populate(size: number, due: number): Promise<Population> {
  let next = 0;
  const clock = (): Date => new Date(population.now);
  const dormouse = createDormouse({ storage: memoryStorage(), clock, newId: () => `run-${++next}` });
  const population = { dormouse, size, registeredPerSecond: 0, now: START };
  await dormouse.policies.activate({ accountId: ACCOUNT, document: policy, reason: 'bench' });
  const start = performance.now();
  for (let first = 0; first < size; first += BATCH) {
    const identities = Array.from({ length: Math.min(BATCH, size - first) }, (_, offset) => {
      const index = first + offset;
      // Spread over the whole order of the ids and of the heap, as they would be in life.
      const number = (index * 7_919) % size;
      const createdAt = new Date(number < due ? START : START - (number % 60) * DAY);
      return { id: idOf(number), kind: number < due ? 'user' : 'api_key', createdAt };
    });
    const { failed } = await dormouse.identities.register({ accountId: ACCOUNT, identities });
    if (failed > 0) throw new Error(`${failed} identities were refused`);
  }
  population.registeredPerSecond = (size * 1_000) / (performance.now() - start);
  return population;
}

function idOf(number: number): string {
  return `id-${String(number).padStart(8, '0')}`;
}

/** Sweeps what one more day makes due, and answers the milliseconds. */
async function sweepNextDay(population: Population, due: number): Promise<number> {
  population.now += DAY;
  globalThis.gc?.();
  const start = performance.now();
  const { evaluated, acted } = await population.dormouse.sweep({ accountId: ACCOUNT });
  const elapsed = performance.now() - start;
  if (evaluated !== due || acted[0]?.count !== due) throw new Error(`swept ${evaluated} instead of ${due}`);
  return elapsed;
}

/** Activities a second, of identities that were active before. */
async function recordingRate({ dormouse, size, now }: Population, due: number): Promise<number> {
  const rounds = 20;
  let elapsed = 0;
  for (let round = -2; round < rounds; round++) {
    const activities = Array.from({ length: BATCH }, (_, index) => ({
      identityId: idOf(due + ((index * 97) % (size - due))),
      type: 'login',
      at: new Date(now + round),
    }));
    const start = performance.now();
    await dormouse.activity.record({ accountId: ACCOUNT, activities });
    if (round >= 0) elapsed += performance.now() - start;
  }
  return (rounds * BATCH * 1_000) / elapsed;
}

function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const [due = 10_000, large = 1_000_000] = process.argv.slice(2).map(Number);
machine();
const populations = [await populate(due, due), await populate(large, due)];
const times = populations.map((): number[] => []);
for (let round = 0; round < WARM_UP + ROUNDS; round++) {
  // In turns, and each round the other one first.
  const order = round % 2 === 0 ? [0, 1] : [1, 0];
  for (const which of order) {
    const population = populations[which];
    if (population === undefined) continue;
    const elapsed = await sweepNextDay(population, due);
    if (round >= WARM_UP) times[which]?.push(elapsed);
  }
}
const [smallMs = Number.NaN, largeMs = Number.NaN] = times.map(median);
const ratio = largeMs / smallMs;
const figures = populations.map((population, which) => ({
  identities: population.size,
  due,
  sweepMs: Number((times[which] === undefined ? Number.NaN : median(times[which])).toFixed(1)),
  registeredPerSecond: Math.round(population.registeredPerSecond),
}));
const recordedPerSecond = Math.round(await recordingRate(populations[1] as Population, due));
console.log(`\nSweep of ${due.toLocaleString('en-US')} due identities, median of ${ROUNDS}`);
for (const { identities, sweepMs, registeredPerSecond } of figures) {
  const population = identities.toLocaleString('en-US').padStart(11);
  console.log(
    `  ${population} identities  ${sweepMs.toFixed(1).padStart(8)} ms   registered ${registeredPerSecond.toLocaleString('en-US')}/s`,
  );
}
console.log(`  ratio ${ratio.toFixed(2)}, at most ${MOST_RATIO}: ${ratio <= MOST_RATIO ? 'held' : 'MISSED'}`);
console.log(
  `  activity in batches of ${BATCH.toLocaleString('en-US')}: ${recordedPerSecond.toLocaleString('en-US')}/s`,
);
finish('memory-sweep', { populations: figures, ratio: Number(ratio.toFixed(3)), recordedPerSecond });
if (ratio > MOST_RATIO) process.exitCode = 1;
