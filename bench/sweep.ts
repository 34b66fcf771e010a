/**
 * What does a sweep cost, against a loop written by hand that updates the same fields? 100,000 identities are due at
 * once, over the in-memory storage; one operation sweeps one of them. Two things happen to them in turns: a notice is
 * served (one event), or a DORMANT control is set (three events, and the guard counts).
 *
 * Two loops are written by hand. `fields` decides by the same dates and writes the same records: progress, control,
 * status, next date, and a log of plain events. `chained` also links each event to the one before by its hash over
 * canonical JSON, as Dormouse must (E3), with the same hash function. Neither has transactions, an index of what is due,
 * frozen records, a guard, or conditions. Target: Dormouse at least 0.2 times as fast as the loop that does the
 * same. Time is processor time, so that other processes do not count.
 */
import { hash } from 'node:crypto';
import { canonicalJson, createDormouse, type Dormouse, type Instant } from '@dormouse/core';
import { memoryStorage } from '@dormouse/storage-memory';
import { finish, machine, usedMicroseconds } from './harness';

const DAY = 86_400_000;
const START: Instant = Date.UTC(2026, 0, 1);
const ACCOUNT = 'bench';
const ROUNDS = 5;
const LEAST_RATIO = 0.2;
const [SIZE = 100_000] = process.argv.slice(2).map(Number);

type What = 'notice' | 'control';
const WHATS: readonly What[] = ['notice', 'control'];

const stages = {
  notice: { id: 'stage', after: 'P30D', notify: 'mail' },
  control: { id: 'stage', after: 'P30D', control: { type: 'DORMANT', reasonCode: 'INACTIVITY' } },
} as const;

const sha256 = (text: string): string => hash('sha256', text);

interface Round {
  /** Sweeps everything, and answers how many were acted on. */
  readonly run: () => number | Promise<number>;
}

async function dormouseRound(what: What): Promise<Round> {
  const state = { now: START };
  let next = 0;
  const dormouse: Dormouse = createDormouse({
    storage: memoryStorage(),
    clock: () => new Date(state.now),
    newId: () => `c-${++next}`,
    hash: sha256,
    settings: { guard: { maxRestricted: { percent: 100, atLeast: 0 } } },
  });
  const document = { id: 'policy', inactivity: [{ id: 'all', stages: [stages[what]] }] };
  await dormouse.policies.activate({ accountId: ACCOUNT, document, reason: 'bench' });
  for (let first = 0; first < SIZE; first += 10_000) {
    const identities = Array.from({ length: Math.min(10_000, SIZE - first) }, (_, offset) => ({
      id: idOf(first + offset),
      kind: 'user',
      createdAt: new Date(createdAtOf(first + offset)),
    }));
    await dormouse.identities.register({ accountId: ACCOUNT, identities });
  }
  state.now = START + 31 * DAY;
  return {
    run: async () => {
      const { acted } = await dormouse.sweep({ accountId: ACCOUNT });
      return acted[0]?.count ?? 0;
    },
  };
}

const idOf = (index: number): string => `id-${String(index).padStart(8, '0')}`;
const createdAtOf = (index: number): Instant => START - ((index * 7_919) % 1_000) * 60_000;

/** A record as a host would keep it. */
interface Person {
  readonly id: string;
  readonly createdAt: number;
  status: string;
  expiresAt: number;
  revision: number;
  sequence: number;
  headHash: string;
  controls: unknown[];
  progress: unknown[];
}

function handwrittenRound(what: What, chained: boolean): Round {
  const people = Array.from(
    { length: SIZE },
    (_, index): Person => ({
      id: idOf(index),
      createdAt: createdAtOf(index),
      status: 'APPROVED',
      expiresAt: createdAtOf(index) + 30 * DAY,
      revision: 1,
      sequence: 1,
      headHash: '0'.repeat(64),
      controls: [],
      progress: [],
    }),
  );
  const log: unknown[] = [];
  const now = START + 31 * DAY;
  let next = 0;
  const tell = (person: Person, type: string, data: object): void => {
    person.sequence += 1;
    const fields = { accountId: ACCOUNT, identityId: person.id, type, at: now, actor: null, data };
    const event = { ...fields, sequence: person.sequence, previousHash: person.headHash };
    if (chained) person.headHash = sha256(canonicalJson(event));
    log.push(chained ? { ...event, hash: person.headHash } : event);
  };
  const act = (person: Person): void => {
    const progress = progressOf(what, person.createdAt, now);
    if (what === 'notice')
      tell(person, 'identity.notice_served', { progress, template: 'mail', version: 1, runId: 'r' });
    else restrict(person, `c-${++next}`, progress, now, tell);
    person.progress = [...person.progress, progress];
    person.expiresAt = Number.POSITIVE_INFINITY;
    person.revision += 1;
  };
  return {
    run: () => {
      let count = 0;
      for (const person of people) {
        if (person.expiresAt > now || person.createdAt + 30 * DAY > now) continue;
        act(person);
        count += 1;
      }
      return count;
    },
  };
}

function progressOf(what: What, base: number, at: number): object {
  const outcome = what === 'notice' ? 'served' : 'acted';
  return { policyId: 'policy', ruleId: 'all', stageId: 'stage', base, at, outcome, acknowledgedAt: null };
}

function restrict(
  person: Person,
  id: string,
  progress: object,
  at: number,
  tell: (person: Person, type: string, data: object) => void,
): void {
  const control = {
    id,
    accountId: ACCOUNT,
    identityId: person.id,
    type: 'DORMANT',
    setBy: 'POLICY',
    actor: null,
    overridable: true,
    reasonCode: 'INACTIVITY',
    reason: null,
    createdAt: at,
    expiresAt: null,
    deletedAt: null,
    deletedBy: null,
    deletionReason: null,
    cause: { policyId: 'policy', version: 1, ruleId: 'all', stageId: 'stage', runId: 'r' },
    requirementIds: [],
  };
  tell(person, 'control.created', { control, progress: [progress] });
  tell(person, 'identity.dormant', { controlId: id });
  person.controls = [...person.controls, control];
  const because = { trigger: 'control.created', controls: [id], requirements: [] };
  tell(person, 'identity.status_changed', { from: person.status, to: 'DISABLED', because });
  person.status = 'DISABLED';
}

const contenders: Readonly<Record<string, (what: What) => Round | Promise<Round>>> = {
  dormouse: dormouseRound,
  chained: (what) => handwrittenRound(what, true),
  fields: (what) => handwrittenRound(what, false),
};

/** Nanoseconds of processor time for one identity. Each round has a population of its own, because it can be swept only once. */
async function timeOne(what: What, name: string): Promise<number> {
  const round = await contenders[name]?.(what);
  globalThis.gc?.();
  const start = usedMicroseconds();
  const count = await round?.run();
  const elapsed = usedMicroseconds() - start;
  if (count !== SIZE) throw new Error(`${name} acted on ${count} instead of ${SIZE}`);
  return (elapsed * 1e3) / SIZE;
}

function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function measure(what: What): Promise<Record<string, number>> {
  const samples = new Map(Object.keys(contenders).map((name): [string, number[]] => [name, []]));
  for (let round = -1; round < ROUNDS; round++) {
    for (const [name, values] of samples) {
      const elapsed = await timeOne(what, name);
      if (round >= 0) values.push(elapsed);
    }
  }
  return Object.fromEntries([...samples].map(([name, values]) => [name, Math.round(median(values))]));
}

machine();
const figures: Record<string, unknown> = {};
for (const what of WHATS) {
  const { dormouse = Number.NaN, chained = Number.NaN, fields = Number.NaN } = await measure(what);
  const ratio = Number((chained / dormouse).toFixed(3));
  const ratioToFields = Number((fields / dormouse).toFixed(3));
  console.log(`\nSweep of ${SIZE.toLocaleString('en-US')} due identities, ${what}, median of ${ROUNDS}`);
  for (const [name, ns] of Object.entries({ dormouse, chained, fields })) {
    const rate = Math.round(1e9 / ns).toLocaleString('en-US');
    console.log(`  ${name.padEnd(9)} ${String(ns).padStart(7)} ns an identity  ${rate.padStart(11)}/s`);
  }
  console.log(
    `  ${ratio} times as fast as the loop that chains its events, at least ${LEAST_RATIO}: ${verdict(ratio)}`,
  );
  console.log(`  ${ratioToFields} times as fast as the loop that only writes fields`);
  figures[what] = { dormouse, chained, fields, ratio, ratioToFields };
}
finish('sweep', { identities: SIZE, ...figures });

function verdict(ratio: number): string {
  if (ratio < LEAST_RATIO) process.exitCode = 1;
  return ratio >= LEAST_RATIO ? 'held' : 'MISSED';
}
