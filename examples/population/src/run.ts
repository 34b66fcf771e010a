import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { explain, formatInstant, type PolicySet } from '@dormouse/core';
import { CannotRun, type Mapping } from '@dormouse/example-importers';
import type { IdentityResult } from './judge-identity';
import { judgePopulation } from './judge-population';
import { loadMapping } from './load-mapping';
import { loadPolicy } from './load-policy';
import type { Options } from './options';
import type { Output } from './output';
import { openPopulation, type Population, type ReadOptions } from './population';
import { ProblemLog } from './problem-log';
import { Progress, type ProgressTarget } from './progress';
import { createView, type Terminal } from './view/create-view';
import { printable } from './view/printable';
import type { Explained, View } from './view/view';

const shippedPolicy = fileURLToPath(new URL('../policy.json', import.meta.url));
const shippedInputs = ['kysely-org__kysely.csv.gz', 'aws-credential-report.csv'];

// How far clocks may differ.
const SKEW = 5 * 60_000;

/** The world around a run. */
export interface World {
  /** Relative paths start here. */
  readonly folder: string;
  readonly terminal: Terminal;
  readonly output: Output;
  /** Standard error. */
  readonly messages: ProgressTarget;
  /** The time of day (UTC ms), to notice dates in the data that cannot be. */
  readonly now: () => number;
}

/** An input: its path, and how the answer calls it. */
interface Input {
  readonly path: string;
  readonly name: string;
}

/**
 * Judges every input and writes the answer.
 * @throws CannotRun with a message for the person
 */
export async function run(options: Options, world: World): Promise<void> {
  const set = await loadPolicy(options.policy === null ? shippedPolicy : resolve(world.folder, options.policy));
  const mapping = options.mapping === null ? null : await loadMapping(resolve(world.folder, options.mapping));
  const view = createView(options.format, world.output, set, world.terminal);
  let explained = false;
  for (const input of inputsOf(options, world)) {
    const found = await named(input, () => judgeInput(input, { options, world, set, view, mapping }));
    explained ||= found;
  }
  await view.close();
  await world.output.flush();
  if (options.explain !== null && !explained)
    throw new CannotRun(`there is no identity ${JSON.stringify(options.explain)} to explain`);
}

function inputsOf({ inputs }: Options, { folder }: World): Input[] {
  if (inputs.length > 0) return inputs.map((name) => ({ name, path: resolve(folder, name) }));
  return shippedInputs.map((file) => ({
    name: `data/${file}`,
    path: fileURLToPath(new URL(`../data/${file}`, import.meta.url)),
  }));
}

async function named<T>(input: Input, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (error instanceof CannotRun) throw new CannotRun(`${printable(input.name)}: ${error.message}`);
    throw error;
  }
}

interface Job {
  readonly options: Options;
  readonly world: World;
  readonly set: PolicySet;
  readonly view: View;
  readonly mapping: Mapping | null;
}

/** Judges one input; answers whether the identity to explain was in it. */
async function judgeInput(input: Input, job: Job): Promise<boolean> {
  const { messages } = job.world;
  const progress = new Progress(messages, () => performance.now());
  const say = (text: string) => {
    progress.clear();
    messages.write(text);
  };
  const problems = new ProblemLog(input.name, say);
  const talk: Talk = {
    problem: (problem) => problems.add(problem),
    note: (message) => say(`${printable(input.name)}: note: ${printable(message)}\n`),
    tick: (rows) => progress.tick(rows),
  };
  try {
    const population = await openPopulation(input.path, {
      at: job.options.at,
      as: job.options.as,
      mapping: job.mapping,
      ...talk,
    });
    const given = job.options.inputs.length > 0;
    if (given && job.options.at === null && population.at > job.world.now() + SKEW) talk.note(inFuture(population.at));
    const { summary, wanted } = await judgeAndShow(input, population, job, talk);
    const chosen = wanted ?? (job.options.explain === null && job.options.format === 'table' ? summary.example : null);
    progress.clear();
    await job.view.end(summary, problems.count, chosen === null ? null : explained(chosen, job.set, population.at));
    return wanted !== null;
  } finally {
    progress.clear();
    problems.end();
  }
}

function inFuture(at: number): string {
  return `the newest instant in it, ${formatInstant(at)}, lies in the future, perhaps by a wrong clock; say with --at when to judge`;
}

type Talk = Pick<ReadOptions, 'problem' | 'note' | 'tick'>;

async function judgeAndShow(input: Input, { kind, at, subjects }: Population, { view, set, options }: Job, talk: Talk) {
  let begun = false;
  let wanted: IdentityResult | null = null;
  const show = async (result: IdentityResult) => {
    // Nothing is written before there is something to write about.
    if (!begun) await view.begin({ source: input.name, kind, at });
    begun = true;
    if (result.subject.identity.id === options.explain) wanted ??= result;
    await view.result(result);
  };
  const summary = await judgePopulation({ kind, at, subjects }, set, { result: show, problem: talk.problem });
  return { summary, wanted: wanted as IdentityResult | null };
}

function explained({ subject }: IdentityResult, set: PolicySet, at: number): Explained {
  return { id: subject.identity.id, text: explain(set, subject, new Date(at)).text };
}
