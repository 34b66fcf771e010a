import { Operator } from 'json-rules-engine';
import { describe, expect, it } from 'vitest';
import { checkCondition, checkNamedConditions } from '../../src/condition/check';
import { createConditionCompiler } from '../../src/condition/compile';
import type { CompiledCondition } from '../../src/condition/compiled-condition';
import { operatorTable } from '../../src/condition/custom-operator';
import type { HostFactDeclaration } from '../../src/condition/host-facts/declaration';
import { hostFactsLane } from '../../src/condition/host-facts/host-facts-lane';
import type { HostFactsLane } from '../../src/condition/host-facts-lane';
import type { Condition, ConditionNode, FactReference } from '../../src/condition/language';
import { FactTable } from '../../src/engine/fact-table';
import type { Issue } from '../../src/model/errors';
import type { JsonObject } from '../../src/model/json';
import type { Subject } from '../../src/model/subject';
import { utc } from '../../src/time/zone';
import { compileBoth, type Named } from '../condition/support/compile-both';
import { createRandom } from '../condition/support/random';
import { randomCondition, randomNames } from '../condition/support/random-condition';
import { DAY, NOW, plainSubject, randomSubject } from '../condition/support/random-subject';

const HOUR = 3_600_000;
const longerThan = new Operator<unknown, unknown>('longerThan', (fact, value) => String(fact).length > Number(value));
const operators = operatorTable([longerThan]);
const names = ['s', 'n', 'b', 'at', 'nul', 'l', 'nums', 'ats', 'nested', 'o', 'da-sh', 'none', 'toString'];

/** Timers that only run when they are told to. */
const never = { setTimeout: (): number => 0, clearTimeout: (): void => {} };

/** The same condition with each attribute as a host fact of its own. */
function asHostFacts(node: ConditionNode): ConditionNode {
  if ('all' in node) return { ...node, all: node.all.map(asHostFacts) };
  if ('any' in node) return { ...node, any: node.any.map(asHostFacts) };
  if ('not' in node) return { ...node, not: asHostFacts(node.not) };
  if ('condition' in node) return node;
  const isReference = typeof node.value === 'object' && node.value !== null && 'fact' in node.value;
  return { ...place(node), value: isReference ? place(node.value as FactReference) : node.value };
}

function place<P extends FactReference>(given: P): P {
  const { path, ...rest } = given;
  const [, name, more] = /^\$\.([\w-]+)(.*)$/.exec(path ?? '') ?? [];
  if (given.fact !== 'attributes' || name === undefined) return given;
  return { ...rest, fact: name, ...(more === '' ? {} : { path: `$${more}` }) } as P;
}

interface HostCondition {
  readonly lanes: readonly CompiledCondition[];
  readonly hostFacts: HostFactsLane['facts'];
}

function compileHost(condition: Condition, named: Named, facts: HostFactsLane['facts']): HostCondition {
  const issues: Issue[] = [];
  const environment = { attributes: null, named: new Set(Object.keys(named)), operators, hostFacts: facts };
  checkNamedConditions(named, environment, issues);
  checkCondition(condition, '/when', environment, issues);
  if (issues.some(({ severity }) => severity === 'error')) throw new Error(JSON.stringify({ issues, condition }));
  const compile = (codeGeneration: boolean): CompiledCondition =>
    createConditionCompiler({ named, zone: utc, operators, hostFacts: facts, codeGeneration })(condition);
  return { lanes: [compile(true), compile(false)], hostFacts: facts };
}

interface Answered {
  readonly truth: number;
  readonly until: number;
  readonly blame: readonly string[];
}

/** Asks a condition as the engine does: until nothing is lacking. */
async function askHost(
  condition: CompiledCondition,
  lane: HostFactsLane,
  subject: Subject,
  at: number,
): Promise<Answered> {
  const table = new FactTable({ lane, operators, now: () => at, report: (error) => expect.unreachable(String(error)) });
  for (;;) {
    const horizon = { until: Number.NaN, host: table.answerer };
    const truth = condition.test(subject, at, horizon);
    if (!table.isLacking) return { truth, until: horizon.until, blame: condition.blame(subject, at, table.answerer) };
    await table.fetch();
  }
}

function laneOver(resolve: (name: string) => HostFactDeclaration['resolve'], maxAge = 'P900Y'): HostFactsLane {
  const facts = names.map((name) => [name, { resolve: resolve(name), maxAge }] as const);
  return hostFactsLane({ facts: Object.fromEntries(facts) as Record<string, HostFactDeclaration>, timers: never });
}

const attributesLane = (): HostFactsLane =>
  laneOver(
    (name) =>
      ({ attributes }) =>
        own(attributes, name),
  );

function own(attributes: JsonObject, name: string): unknown {
  return Object.hasOwn(attributes, name) ? structuredClone(attributes[name]) : undefined;
}

const vocabulary = { temporal: true, custom: 'longerThan', wild: 0.05, names: [] };

describe('C7 the host-facts lane', () => {
  it('C7 C3 C2 C5 it answers as the compiled lane does, present facts and missing ones', {
    timeout: 60_000,
  }, async () => {
    const answers = [0, 0, 0];
    for (let seed = 1; seed <= 1_500; seed++) {
      const random = createRandom(seed);
      const named = randomNames(random, vocabulary);
      const condition = randomCondition(random, { ...vocabulary, names: Object.keys(named) });
      const plain = compileBoth(condition, named, operators);
      const lane = attributesLane();
      const hostNamed = Object.fromEntries(
        Object.entries(named).map(([name, definition]) => [name, asHostFacts(definition) as Condition]),
      );
      const host = compileHost(asHostFacts(condition) as Condition, hostNamed, lane.facts);
      const at = NOW + (random.below(41) - 20) * DAY;
      const subject = randomSubject(random, 0.05, 0.05);
      const horizon = { until: 0 };
      const truth = plain.closures.test(subject, at, horizon);
      for (const one of host.lanes) {
        const answered = await askHost(one, lane, subject, at);
        expect([seed, answered.truth]).toEqual([seed, truth]);
        // Host facts are asked last, so that another child may be the one that decides.
        if (truth === 2) expect([seed, answered.until]).toEqual([seed, Math.min(horizon.until, answered.until)]);
        expect(answered.until).toBeGreaterThan(at);
        await expectHeld(plain.closures, subject, at, answered.until, truth, seed);
      }
      answers[truth] = (answers[truth] ?? 0) + 1;
    }
    // No answer is rare, or the comparison would prove little.
    expect(Math.min(...answers)).toBeGreaterThan(100);
  });

  async function expectHeld(
    condition: CompiledCondition,
    subject: Subject,
    at: number,
    until: number,
    truth: number,
    seed: number,
  ): Promise<void> {
    const end = Math.min(until, at + 400 * DAY);
    for (const instant of [end - 1, at + Math.floor((end - at) / 2)]) {
      expect([seed, condition.test(subject, instant, { until: 0 })]).toEqual([seed, truth]);
    }
  }

  it('C7 C2 a fact that fails is unknown after Kleene: never a crash, never false', { timeout: 60_000 }, async () => {
    const unknownLeaf = { fact: 'attributes', path: '$.never_there', operator: 'equal', value: 1 };
    let unknown = 0;
    for (let seed = 1; seed <= 800; seed++) {
      const random = createRandom(seed);
      const condition = randomCondition(random, { ...vocabulary, names: [] });
      const failing = new Set(names.filter(() => random.chance(0.3)));
      const lane = laneOver((name) => ({ attributes }) => {
        if (!failing.has(name)) return own(attributes, name);
        if (name < 'm') throw new Error('no answer');
        return Promise.reject(new Error('no answer'));
      });
      const host = compileHost(asHostFacts(condition) as Condition, {}, lane.facts);
      const expected = compileBoth(replaceFailing(condition, failing, unknownLeaf) as Condition, {}, operators);
      const subject = randomSubject(random, 0.05, 0.05);
      const truth = expected.closures.test(subject, NOW, { until: 0 });
      for (const one of host.lanes) {
        const answered = await askHost(one, lane, subject, NOW);
        expect([seed, answered.truth]).toEqual([seed, truth]);
        if (truth === 2) expect(answered.blame.length).toBeGreaterThan(0);
      }
      if (truth === 2) unknown += 1;
    }
    expect(unknown).toBeGreaterThan(100);
  });

  function replaceFailing(node: ConditionNode, failing: ReadonlySet<string>, leaf: ConditionNode): ConditionNode {
    if ('all' in node) return { all: node.all.map((child) => replaceFailing(child, failing, leaf)) };
    if ('any' in node) return { any: node.any.map((child) => replaceFailing(child, failing, leaf)) };
    if ('not' in node) return { not: replaceFailing(node.not, failing, leaf) };
    if ('condition' in node) return node;
    const reads = (reference: FactReference): boolean => {
      const [, name] = /^\$\.([\w-]+)/.exec(reference.path ?? '') ?? [];
      return reference.fact === 'attributes' && name !== undefined && failing.has(name);
    };
    const { value } = node;
    const isReference = typeof value === 'object' && value !== null && 'fact' in value;
    return reads(node) || (isReference && reads(value as FactReference)) ? leaf : node;
  }

  const risky: Condition = { all: [{ fact: 'n', operator: 'greaterThan', value: 5 }] };
  const older: Condition = { all: [{ fact: 'at', operator: 'olderThan', value: 'PT30M' }] };

  it.each<[string, Condition, unknown, number, number]>([
    ['maxAge', risky, 7, 1, NOW + HOUR],
    ['maxAge when it is missing', risky, undefined, 2, NOW + HOUR],
    ['the leaf, when that comes first', older, new Date(NOW).toISOString(), 0, NOW + HOUR / 2],
    ['maxAge, when that comes first', older, new Date(NOW + HOUR).toISOString(), 0, NOW + HOUR],
  ])('C7 C5 its horizon is %s', async (_, condition, value, truth, until) => {
    const lane = laneOver(() => () => value, 'PT1H');
    for (const one of compileHost(condition, {}, lane.facts).lanes) {
      expect(await askHost(one, lane, plainSubject(), NOW)).toMatchObject({ truth, until });
    }
  });

  it('C7 what decides without a host fact is asked first, and then nothing is fetched', async () => {
    let asked = 0;
    const lane = laneOver(() => () => {
      asked += 1;
      return 7;
    });
    const condition: Condition = { all: [...risky.all, { fact: 'kind', operator: 'equal', value: 'robot' }] };
    for (const one of compileHost(condition, {}, lane.facts).lanes) {
      expect(await askHost(one, lane, plainSubject(), NOW)).toMatchObject({ truth: 0, until: Infinity });
    }
    expect(asked).toBe(0);
  });

  it('C7 without a lane the leaf is unknown, and its fact is to blame', () => {
    const { lanes } = compileHost(risky, {}, attributesLane().facts);
    for (const one of lanes) {
      const horizon = { until: 0 };
      expect([one.test(plainSubject({ n: 7 }), NOW, horizon), horizon.until]).toEqual([2, Infinity]);
      expect(one.blame(plainSubject(), NOW)).toEqual(['n']);
      expect([one.readsHostFacts, one.readsActivity, one.readsTime]).toEqual([true, false, true]);
    }
  });

  it('C7 a leaf against a built-in fact is answered for the value that this has now', async () => {
    const condition: Condition = {
      all: [{ fact: 'n', operator: 'greaterThan', value: { fact: 'attributes', path: '$.limit' } }],
    };
    const lane = laneOver(() => () => 7, 'PT1H');
    const table = new FactTable({ lane, operators, now: () => NOW, report: () => {} });
    const [one] = compileHost(condition, {}, lane.facts).lanes as [CompiledCondition];
    const truthFor = (limit: number): number =>
      one.test(plainSubject({ limit }), NOW, { until: 0, host: table.answerer });
    expect([truthFor(5), table.isLacking]).toEqual([2, true]);
    await table.fetch();
    expect([truthFor(5), table.isLacking]).toEqual([1, false]);
    expect([truthFor(9), table.isLacking]).toEqual([2, true]);
    await table.fetch();
    expect(truthFor(9)).toBe(0);
  });
});
