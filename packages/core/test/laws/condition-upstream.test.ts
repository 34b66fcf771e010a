import { Engine, Operator } from 'json-rules-engine';
import { describe, expect, it } from 'vitest';
import { type CustomOperator, operatorTable } from '../../src/condition/custom-operator';
import type { Condition, ConditionNode, Leaf } from '../../src/condition/language';
import type { JsonObject } from '../../src/model/json';
import { compileBoth, type Named } from '../condition/support/compile-both';
import { jsonFacts } from '../condition/support/json-facts';
import { naivePath, naiveTruth } from '../condition/support/naive';
import { createRandom, type Random } from '../condition/support/random';
import { randomCondition, randomNames } from '../condition/support/random-condition';
import { NOW, randomSubject } from '../condition/support/random-subject';

const longerThan = new Operator<unknown, unknown>('longerThan', (fact, value) => String(fact).length > Number(value));
const operators = operatorTable([longerThan]);
const naiveOperators = {
  longerThan: (fact: unknown, value: unknown) => (longerThan as unknown as CustomOperator).evaluate(fact, value),
};

/** The leaves of a condition, and of the conditions that it names. */
function leavesOf(node: ConditionNode, named: Named): readonly Leaf[] {
  if ('condition' in node) return leavesOf(named[node.condition] as Condition, named);
  if ('not' in node) return leavesOf(node.not, named);
  if ('fact' in node) return [node];
  return ('all' in node ? node.all : node.any).flatMap((child) => leavesOf(child, named));
}

/** The facts that a condition reads: json-rules-engine pays for each fact that it is given. */
function factsOf(leaves: readonly Leaf[]): ReadonlySet<string> {
  const references = leaves.map(({ value }) => (value as { fact?: string } | null)?.fact ?? '');
  return new Set([...leaves.map(({ fact }) => fact), ...references]);
}

type PathResolver = (value: object, path: string) => unknown;

function createEngine(condition: Condition, named: Named, pathResolver: PathResolver | null): Engine {
  const options = { allowUndefinedFacts: true, ...(pathResolver === null ? {} : { pathResolver }) };
  const engine = new Engine([], options);
  engine.addOperator(longerThan);
  for (const [name, definition] of Object.entries(named))
    engine.setCondition(name, structuredClone(definition) as never);
  engine.addRule({ conditions: structuredClone(condition) as never, event: { type: 'match' } });
  return engine;
}

interface Tally {
  compared: number;
  unknown: number;
  excepted: number;
  readonly answers: Record<string, number>;
}

/** One random condition against a few random subjects. */
async function compareCase(
  random: Random,
  subjects: number,
  resolver: PathResolver | null,
  tally: Tally,
): Promise<void> {
  const vocabulary = { temporal: false, custom: 'longerThan', wild: 0.02, names: [] };
  const named = randomNames(random, vocabulary);
  const condition = randomCondition(random, { ...vocabulary, names: Object.keys(named) });
  const lanes = compileBoth(condition, named, operators);
  const used = factsOf(leavesOf(condition, named));
  let engine: Engine | undefined;
  for (let index = 0; index < subjects; index += 1) {
    const subject = randomSubject(random, 0.01, 0.01);
    const facts = jsonFacts(subject, NOW);
    const seen = { unknownLeaf: false, objectsCompared: false };
    naiveTruth(condition, { facts, at: NOW, named, operators: naiveOperators, seen });
    if (seen.unknownLeaf) tally.unknown += 1;
    else if (seen.objectsCompared) tally.excepted += 1;
    else {
      engine ??= createEngine(condition, named, resolver);
      const answer = await ask(engine, facts, used);
      const horizon = { until: 0 };
      for (const lane of [lanes.generated, lanes.closures]) {
        if (lane.test(subject, NOW, horizon) !== answer) expect({ condition, named, facts, answer }).toBe(null);
      }
      tally.compared += 1;
      tally.answers[answer] = (tally.answers[answer] ?? 0) + 1;
    }
  }
}

async function ask(engine: Engine, facts: JsonObject, used: ReadonlySet<string>): Promise<0 | 1> {
  const given = Object.fromEntries(Object.entries(facts).filter(([name]) => used.has(name)));
  const { results } = await engine.run(given);
  return results.length === 1 ? 1 : 0;
}

/** Runs cases, each from a seed of its own, until so many answers were compared. */
async function compareMany(
  wanted: number,
  subjects: number,
  resolver: PathResolver | null,
  seed: number,
): Promise<Tally> {
  const tally: Tally = { compared: 0, unknown: 0, excepted: 0, answers: {} };
  for (let next = seed; tally.compared < wanted; next += 1) {
    await compareCase(createRandom(next), subjects, resolver, tally);
  }
  return tally;
}

describe('C3 same answers as json-rules-engine 7.3.1', () => {
  it('C3 100,000 random cases, both implementations, with an own path resolver', { timeout: 120_000 }, async ({
    annotate,
  }) => {
    const tally = await compareMany(100_000, 12, naivePath, 1);
    expect(tally.compared).toBeGreaterThanOrEqual(100_000);
    // Neither answer is rare, or the comparison would prove little.
    expect(Math.min(tally.answers[0] ?? 0, tally.answers[1] ?? 0)).toBeGreaterThan(20_000);
    await annotate(JSON.stringify(tally));
  });

  it('C3 5,000 random cases with the path resolver of json-rules-engine itself', { timeout: 60_000 }, async () => {
    const tally = await compareMany(5_000, 8, null, 1_000_000);
    expect(tally.compared).toBeGreaterThanOrEqual(5_000);
  });
});
