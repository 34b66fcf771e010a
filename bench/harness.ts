/**
 * What every bench shares. Contenders of one question run in one process, in turns, so that a ratio between them
 * means something even on a busy machine; numbers of two runs do not compare.
 */
import { readFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

/** Does `n` operations and returns a value that depends on all of them. It may return a promise. */
export type Contender = (n: number) => unknown;

export interface CompareOptions {
  /** Operations a round. Default: found by trial, so that a round takes about `roundMs`. */
  readonly operations?: number;
  /** How long one round of one contender should take, in milliseconds. Default 100. */
  readonly roundMs?: number;
  /** Rounds of each contender; the median counts. Default 5. */
  readonly rounds?: number;
  /** The contender that the ratios are against. Default: the first. */
  readonly baseline?: string;
}

/** Nanoseconds per operation, by contender. */
export type Figures = Record<string, number>;

let sunk: unknown;

/** Keeps a result alive, so that the work behind it cannot be optimised away. */
export function sink(value: unknown): void {
  sunk = value;
}

async function timeRound(contender: Contender, operations: number): Promise<number> {
  const start = performance.now();
  const result = contender(operations);
  sink(result instanceof Promise ? await result : result);
  return ((performance.now() - start) * 1e6) / operations;
}

/** Doubles the number of operations until a round is long enough to measure. This is the warm-up too. */
async function calibrate(contender: Contender, roundMs: number): Promise<number> {
  for (let operations = 1; ; operations *= 2) {
    const elapsedMs = ((await timeRound(contender, operations)) * operations) / 1e6;
    if (elapsedMs >= roundMs / 2) return Math.max(1, Math.round((operations * roundMs) / elapsedMs));
  }
}

/** Microseconds that the process has used, collecting garbage included: other processes on the machine do not count. */
export function usedMicroseconds(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Times the contenders against each other, prints a table, and returns the median of nanoseconds per operation. */
export async function compare(
  name: string,
  contenders: Readonly<Record<string, Contender>>,
  options: CompareOptions = {},
): Promise<Figures> {
  const { roundMs = 100, rounds = 5, baseline } = options;
  const runs: { label: string; contender: Contender; operations: number; samples: number[] }[] = [];
  for (const [label, contender] of Object.entries(contenders)) {
    const operations = options.operations ?? (await calibrate(contender, roundMs));
    await timeRound(contender, operations);
    runs.push({ label, contender, operations, samples: [] });
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const { contender, operations, samples } of runs) samples.push(await timeRound(contender, operations));
  }
  const figures = Object.fromEntries(runs.map(({ label, samples }) => [label, median(samples)]));
  printTable(name, figures, baseline ?? runs[0]?.label ?? '');
  return figures;
}

function printTable(name: string, figures: Figures, baseline: string): void {
  const width = Math.max(...Object.keys(figures).map((label) => label.length));
  const base = figures[baseline] ?? Number.NaN;
  console.log(`\n${name}`);
  for (const [label, ns] of Object.entries(figures)) {
    const perSecond = Math.round(1e9 / ns).toLocaleString('en-US');
    const ratio = label === baseline ? 'baseline' : `${significant(base / ns)} times as fast as ${baseline}`;
    console.log(
      `  ${label.padEnd(width)}  ${significant(ns).padStart(10)} ns/op  ${perSecond.padStart(12)}/s  ${ratio}`,
    );
  }
}

const significant = (value: number): string =>
  value.toLocaleString('en-US', { maximumSignificantDigits: 3, useGrouping: false });

/** Prints what the figures hold for: the runtime, the machine, and the versions of the packages that are compared. */
export function machine(packages: readonly string[] = []): void {
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  console.log(`node ${process.versions.node}, v8 ${process.versions.v8}, ${type()} ${release()} ${process.arch}`);
  console.log(`${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown CPU'}, ${memory}`);
  if (packages.length > 0) console.log(packages.map((name) => `${name} ${installedVersion(name)}`).join(', '));
}

/** Benches run in the root of the repository, and see what the benches, core, or the root have installed. */
function installedVersion(name: string): string {
  for (const place of ['bench', 'packages/core', '.']) {
    try {
      const manifest: unknown = JSON.parse(readFileSync(join(place, 'node_modules', name, 'package.json'), 'utf8'));
      return String((manifest as { version?: unknown }).version);
    } catch {
      // Not installed in this place.
    }
  }
  return '(not installed)';
}

/** Ends a bench: its figures as one line of JSON, the last line of the output. */
export function finish(bench: string, figures: unknown): void {
  console.log(`\n${JSON.stringify({ bench, figures })}`);
  if (sunk === finish) console.log('');
}
