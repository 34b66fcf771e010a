/**
 * What does recording activity cost, against updating a plain `Map`? 1,000,000 activities of 100,000 identities are
 * recorded in batches of 1,000, over the in-memory storage, under a policy whose conditions do not read activity; one
 * operation is one activity. They come in the order of time, over thirty days, so that daily counters grow as in life.
 *
 * Two loops are written by hand, and do their work in a `Map` by identity. `summary` keeps what Dormouse keeps (A1, A8):
 * by type and outcome the latest instant and the sum, and daily counters; in any order of arrival. `latest` keeps
 * nothing but one instant and one sum for each identity. Neither checks its input, keeps records that nobody can
 * change, or looks for notices that the activity withdraws.
 * Target: Dormouse at least 0.2 times as fast as the loop that keeps the same. Time is processor time.
 */
import { type ActivityInput, createDormouse, type Instant } from '@dormouse/core';
import { memoryStorage } from '@dormouse/storage-memory';
import { finish, machine, usedMicroseconds } from './harness';

const DAY = 86_400_000;
const START: Instant = Date.UTC(2026, 0, 1);
const ACCOUNT = 'bench';
const BATCH = 1_000;
const ROUNDS = 5;
const LEAST_RATIO = 0.2;
const [IDENTITIES = 100_000, ACTIVITIES = 1_000_000] = process.argv.slice(2).map(Number);
const SPAN = 30 * DAY;

interface Batch {
  readonly now: Instant;
  readonly activities: readonly ActivityInput[];
}

/** Records a batch, and answers how many activities it took. */
type Recorder = (batch: Batch) => number | Promise<number>;

const idOf = (number: number): string => `id-${String(number).padStart(8, '0')}`;

/** Every identity comes up equally often, far apart; one activity in four is of another type, one in eight a failure. */
function makeBatches(): readonly Batch[] {
  return Array.from({ length: Math.ceil(ACTIVITIES / BATCH) }, (_, batch) => {
    const first = batch * BATCH;
    const activities = Array.from({ length: Math.min(BATCH, ACTIVITIES - first) }, (__, offset): ActivityInput => {
      const number = first + offset;
      // Another type and outcome each time that an identity comes up.
      const turn = number + Math.floor(number / IDENTITIES);
      return {
        identityId: idOf((number * 7_919) % IDENTITIES),
        type: turn % 4 === 3 ? 'api_call' : 'login',
        at: new Date(START + Math.floor((number * SPAN) / ACTIVITIES)),
        outcome: turn % 8 === 6 ? 'failure' : 'success',
      };
    });
    return { now: START + Math.floor(((first + BATCH) * SPAN) / ACTIVITIES), activities };
  });
}

async function dormouseRecorder(): Promise<Recorder> {
  const state = { now: START };
  const dormouse = createDormouse({ storage: memoryStorage(), clock: () => new Date(state.now) });
  const stages = [{ id: 'warn', after: 'P90D', notify: 'mail' }];
  const document = { id: 'policy', inactivity: [{ id: 'all', stages }] };
  await dormouse.policies.activate({ accountId: ACCOUNT, document, reason: 'bench' });
  for (let first = 0; first < IDENTITIES; first += 10_000) {
    const identities = Array.from({ length: Math.min(10_000, IDENTITIES - first) }, (_, offset) => ({
      id: idOf(first + offset),
      kind: 'user',
    }));
    await dormouse.identities.register({ accountId: ACCOUNT, identities });
  }
  return async ({ now, activities }) => {
    state.now = now;
    return (await dormouse.activity.record({ accountId: ACCOUNT, activities })).recorded;
  };
}

interface Summary {
  successAt: number | null;
  successCount: number;
  failureAt: number | null;
  failureCount: number;
  readonly days: { readonly day: number; successes: number; failures: number }[];
}

function summaryRecorder(): Recorder {
  const people = new Map(
    Array.from({ length: IDENTITIES }, (_, number) => [idOf(number), new Map<string, Summary>()] as const),
  );
  return ({ activities }) => {
    let recorded = 0;
    for (const { identityId, type, at, outcome, count } of activities) {
      const types = people.get(identityId);
      if (types === undefined) continue;
      let summary = types.get(type);
      if (summary === undefined) {
        summary = { successAt: null, successCount: 0, failureAt: null, failureCount: 0, days: [] };
        types.set(type, summary);
      }
      addTo(summary, (at as Date).getTime(), count ?? 1, outcome === 'failure');
      recorded += 1;
    }
    return recorded;
  };
}

function addTo(summary: Summary, at: number, times: number, failed: boolean): void {
  const day = Math.floor(at / DAY);
  const { days } = summary;
  let index = days.length;
  while (index > 0 && (days[index - 1]?.day ?? 0) > day) index -= 1;
  let count = days[index - 1];
  if (count?.day !== day) {
    count = { day, successes: 0, failures: 0 };
    if (index === days.length) days.push(count);
    else days.splice(index, 0, count);
  }
  if (failed) {
    summary.failureAt = summary.failureAt === null || at > summary.failureAt ? at : summary.failureAt;
    summary.failureCount += times;
    count.failures += times;
  } else {
    summary.successAt = summary.successAt === null || at > summary.successAt ? at : summary.successAt;
    summary.successCount += times;
    count.successes += times;
  }
}

function latestRecorder(): Recorder {
  const people = new Map(Array.from({ length: IDENTITIES }, (_, number) => [idOf(number), { at: 0, count: 0 }]));
  return ({ activities }) => {
    let recorded = 0;
    for (const { identityId, at, count } of activities) {
      const person = people.get(identityId);
      if (person === undefined) continue;
      const instant = (at as Date).getTime();
      if (instant > person.at) person.at = instant;
      person.count += count ?? 1;
      recorded += 1;
    }
    return recorded;
  };
}

const contenders: Readonly<Record<string, () => Recorder | Promise<Recorder>>> = {
  dormouse: dormouseRecorder,
  summary: summaryRecorder,
  latest: latestRecorder,
};

/** Nanoseconds of processor time for one activity. Each round begins with identities that have done nothing yet. */
async function timeOne(name: string, batches: readonly Batch[]): Promise<number> {
  const recorder = await contenders[name]?.();
  globalThis.gc?.();
  let recorded = 0;
  const start = usedMicroseconds();
  for (const batch of batches) recorded += (await recorder?.(batch)) ?? 0;
  const elapsed = usedMicroseconds() - start;
  if (recorded !== ACTIVITIES) throw new Error(`${name} recorded ${recorded} instead of ${ACTIVITIES}`);
  return (elapsed * 1e3) / ACTIVITIES;
}

function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
}

machine();
const batches = makeBatches();
const samples = new Map(Object.keys(contenders).map((name): [string, number[]] => [name, []]));
for (let round = -1; round < ROUNDS; round++) {
  for (const [name, values] of samples) {
    const elapsed = await timeOne(name, batches);
    if (round >= 0) values.push(elapsed);
  }
}
const figures = Object.fromEntries([...samples].map(([name, values]) => [name, Math.round(median(values))]));
const { dormouse = Number.NaN, summary = Number.NaN, latest = Number.NaN } = figures;
const ratio = Number((summary / dormouse).toFixed(3));
const ratioToLatest = Number((latest / dormouse).toFixed(3));
const held = ratio >= LEAST_RATIO ? 'held' : 'MISSED';
console.log(
  `\nRecording ${ACTIVITIES.toLocaleString('en-US')} activities of ${IDENTITIES.toLocaleString('en-US')} identities in batches of ${BATCH.toLocaleString('en-US')}, median of ${ROUNDS}`,
);
for (const [name, ns] of Object.entries(figures)) {
  const rate = Math.round(1e9 / ns).toLocaleString('en-US');
  console.log(`  ${name.padEnd(8)} ${String(ns).padStart(6)} ns an activity  ${rate.padStart(11)}/s`);
}
console.log(`  ${ratio} times as fast as the loop that keeps the same, at least ${LEAST_RATIO}: ${held}`);
console.log(`  ${ratioToLatest} times as fast as the loop that keeps one instant and one sum`);
finish('recording', { identities: IDENTITIES, activities: ACTIVITIES, ...figures, ratio, ratioToLatest });
if (ratio < LEAST_RATIO) process.exitCode = 1;
