/**
 * What does looking at a whole population cost: a report, a simulation of a draft, and a forecast of 365 days, beside a
 * bare scan of the same subjects? All of them read a million identities and hold one chunk.
 *
 * Over memory a scan hands out what is there already, so that its time says little; over a database it is most of the
 * work. What must hold anywhere: the forecast takes at most 1.5 times as long as the simulation at one instant, the first
 * rows of a streamed report come within a second, and one identity is explained in less than 5 ms.
 *
 * `npm run --silent bench looking [identities]`
 */
import { performance } from 'node:perf_hooks';
import { compilePolicies, createDormouse, explain, type Instant } from '@dormouse/core';
import { memoryStorage } from '@dormouse/storage-memory';
import { finish, machine } from './harness';

const DAY = 86_400_000;
const START: Instant = Date.UTC(2026, 0, 1);
const BATCH = 10_000;
const ROUNDS = 5;
const MOST_FORECAST = 1.5;
const accountId = 'bench';

const stages = (dormant: number) => [
  { id: 'warn', after: 'P30D', notify: 'mail' },
  { id: 'dormant', after: `P${dormant}D`, control: { type: 'DORMANT', reasonCode: 'INACTIVITY' } },
  { id: 'close', after: 'P365D', control: { type: 'CLOSED', reasonCode: 'INACTIVITY' } },
];
const isUser = { all: [{ fact: 'kind', operator: 'equal', value: 'user' }] };
const policy = (dormant: number) => ({
  id: 'workforce',
  inactivity: [
    { id: 'users', when: isUser, stages: stages(dormant) },
    { id: 'others', stages: stages(dormant + 45) },
  ],
});

const storage = memoryStorage();
const dormouse = createDormouse({ storage, clock: () => new Date(START), settings: { guard: false } });

/** Three of four were active in the last month; the others up to 400 days ago. Half of them are users. */
async function populate(size: number): Promise<void> {
  await dormouse.policies.activate({ accountId, document: policy(45), reason: 'bench' });
  for (let first = 0; first < size; first += BATCH) {
    const identities = Array.from({ length: Math.min(BATCH, size - first) }, (_, offset) => {
      const number = ((first + offset) * 7_919) % size;
      const days = number % 4 === 0 ? 30 + (number % 370) : number % 30;
      return {
        id: `id-${String(number).padStart(8, '0')}`,
        kind: number % 2 === 0 ? 'user' : 'api_key',
        createdAt: new Date(START - days * DAY),
      };
    });
    const { failed } = await dormouse.identities.register({ accountId, identities });
    if (failed > 0) throw new Error(`${failed} identities were refused`);
  }
}

async function count(items: AsyncIterable<unknown>): Promise<number> {
  let found = 0;
  for await (const _ of items) found += 1;
  return found;
}

const question = { accountId, inactiveFor: 'P30D' };
const draft = [{ change: 'activate', document: policy(60) }] as const;
let firstRow = 0;

const looks: Readonly<Record<string, () => Promise<unknown>>> = {
  scan: () => count(storage.scan(accountId)),
  report: async () => {
    await dormouse.reports.create(question);
    const { ready } = await dormouse.reports.work();
    if (ready.length !== 1) throw new Error('the report is not ready');
  },
  stream: async () => {
    const start = performance.now();
    let rows = 0;
    for await (const _ of dormouse.reports.stream(question)) {
      if (rows === 0) firstRow = Math.max(firstRow, performance.now() - start);
      rows += 1;
    }
    return rows;
  },
  simulation: () => dormouse.simulate({ accountId, changes: draft }),
  forecast: () => dormouse.forecast({ accountId, days: 365, changes: draft }),
};

/** The median of explaining one identity, read from the storage, in milliseconds. */
async function explaining(): Promise<number> {
  const set = compilePolicies({ policies: [policy(45)] });
  const times: number[] = [];
  for (let round = 0; round < 300; round++) {
    const id = `id-${String((round * 7_919) % size).padStart(8, '0')}`;
    const start = performance.now();
    const { stored } = await storage.read(accountId, [id]);
    for (const found of stored) if (found !== null) explain(set, found.subject, new Date(START));
    times.push(performance.now() - start);
  }
  return median(times);
}

function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
}

const [size = 200_000] = process.argv.slice(2).map(Number);
machine();
await populate(size);
const times = new Map<string, number[]>(Object.keys(looks).map((name) => [name, []]));
for (let round = 0; round <= ROUNDS; round++) {
  // In turns, each round from another one on; the first round warms up.
  const names = Object.keys(looks);
  for (let place = 0; place < names.length; place++) {
    const name = names[(place + round) % names.length] ?? '';
    globalThis.gc?.();
    const before = process.cpuUsage();
    await looks[name]?.();
    const { user, system } = process.cpuUsage(before);
    if (round > 0) times.get(name)?.push((user + system) / 1000);
  }
}
const medians = Object.fromEntries([...times].map(([name, list]) => [name, median(list)]));
console.log(`\nlooking at ${size.toLocaleString('en-US')} identities in memory, processor time`);
for (const [name, elapsed] of Object.entries(medians)) {
  console.log(
    `  ${name.padEnd(10)}  ${elapsed.toFixed(0).padStart(6)} ms  ${((elapsed * 1000) / size).toFixed(2).padStart(6)} µs each`,
  );
}
const ratio = (medians['forecast'] ?? Number.NaN) / (medians['simulation'] ?? Number.NaN);
const explained = await explaining();
console.log(`  forecast / simulation: ${ratio.toFixed(2)} (at most ${MOST_FORECAST})`);
console.log(`  first row of a streamed report: ${firstRow.toFixed(1)} ms at the most (below 1000)`);
console.log(`  explaining one identity: ${explained.toFixed(3)} ms, the median (below 5)`);
const holds = ratio <= MOST_FORECAST && firstRow < 1_000 && explained < 5;
console.log(holds ? '  holds' : '  DOES NOT HOLD');
process.exitCode = holds ? 0 : 1;
finish('looking', { size, ...medians, ratio, firstRow, explained });
