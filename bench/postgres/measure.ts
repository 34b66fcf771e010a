import { performance } from 'node:perf_hooks';
import { sink } from '../harness';

export function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** The milliseconds that the work takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  globalThis.gc?.();
  const start = performance.now();
  sink(await work());
  return performance.now() - start;
}

/** One question: what each contender takes, the ratio to the first, and what it should be. */
export interface Verdict {
  readonly question: string;
  /** Operations a second, by contender; the first is the peer. */
  readonly perSecond: Readonly<Record<string, number>>;
  readonly ratio: number;
  /** What the ratio should at least be (or at most, when it is one of two times). */
  readonly aim: string;
  readonly held: boolean;
}

const rounded = (value: number): number => Number(value.toPrecision(3));

/**
 * Runs the contenders in turns, in each round another one first, and compares the medians with those of the first.
 * @param contenders answer the milliseconds for `operations` of them.
 */
export async function contest(
  question: string,
  operations: number,
  rounds: number,
  least: number,
  contenders: Readonly<Record<string, (round: number) => Promise<number>>>,
): Promise<Verdict> {
  const entries = Object.entries(contenders);
  const samples = new Map(entries.map(([name]): [string, number[]] => [name, []]));
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? entries : [...entries].reverse();
    for (const [name, run] of order) samples.get(name)?.push(await run(round));
  }
  const perSecond = Object.fromEntries(
    [...samples].map(([name, values]) => [name, Math.round((operations * 1_000) / median(values))]),
  );
  const [peer = Number.NaN, ours = peer] = Object.values(perSecond);
  const ratio = rounded(ours / peer);
  return { question, perSecond, ratio, aim: `at least ${least}`, held: ratio >= least };
}

/** The ratio of two times of ours, which should be at most `most`. */
export function ratioOf(question: string, largeMs: number, smallMs: number, most: number): Verdict {
  const ratio = rounded(largeMs / smallMs);
  const perSecond = { small: Math.round(1_000 / smallMs), large: Math.round(1_000 / largeMs) };
  return { question, perSecond, ratio, aim: `at most ${most}`, held: ratio <= most };
}

export function show({ question, perSecond, ratio, aim, held }: Verdict): void {
  console.log(`\n${question}`);
  const width = Math.max(...Object.keys(perSecond).map((name) => name.length));
  for (const [name, rate] of Object.entries(perSecond)) {
    console.log(`  ${name.padEnd(width)}  ${rate.toLocaleString('en-US').padStart(11)}/s`);
  }
  console.log(`  ratio ${ratio}, ${aim}: ${held ? 'held' : 'MISSED'}`);
}
