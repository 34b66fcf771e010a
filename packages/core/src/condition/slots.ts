import type { Subject } from '../model/subject';
import { type Instant, NEVER } from '../time/instant';
import type { Zone } from '../time/zone';
import { type BlameNode, nodeBlame } from './blame';
import type { CompiledCondition } from './compiled-condition';
import type { CustomOperator } from './custom-operator';
import type { Horizon } from './horizon';
import type { Condition, HostFactTypes } from './language';
import { type NamedPlans, namesIn, orderNames } from './named-plans';
import { nodeTest } from './node-closure';
import type { Plan } from './plan';
import type { Slots, TestNode } from './test-node';
import { type Truth, UNKNOWN } from './truth';
import { countWalkingLeaves, stepsPerLeaf } from './work-limit';

/** What the slot compiler needs of the options of the condition compiler. */
interface SlotOptions {
  readonly named: Readonly<Record<string, Condition>>;
  readonly zone: Zone;
  readonly operators: ReadonlyMap<string, CustomOperator>;
  readonly hostFacts?: HostFactTypes | undefined;
}

/** A plan made ready, with its blame. */
interface Program {
  readonly test: TestNode;
  readonly blame: BlameNode;
}

/** The compiler of large conditions: each named condition is answered once a test, in an order without recursion. */
export function createSlotCompiler(
  options: SlotOptions,
  names: NamedPlans,
): (condition: Condition) => CompiledCondition {
  let programs: readonly Program[] | undefined;
  const slotOf = new Map(names.names.map((name, slot) => [name, slot]));
  const namedLeaves = names.slots.reduce((sum, plan) => sum + countWalkingLeaves(plan), 0);
  const programOf = (plan: Plan, leaves: number): Program => {
    const { hostFacts, operators, zone } = options;
    const context = { zone, operators, hostFacts, steps: stepsPerLeaf(leaves) };
    return { test: nodeTest(plan, context), blame: nodeBlame(plan, context) };
  };
  return (condition) => {
    programs ??= names.slots.map((plan) => programOf(plan, namedLeaves));
    const needed = orderNames(options.named, namesIn(condition)).map((name) => slotOf.get(name) ?? 0);
    const plan = names.withSlots(condition);
    const root = programOf(plan, namedLeaves + countWalkingLeaves(plan));
    return {
      ...createSlotTest(root, programs, needed),
      readsTime: plan.timed,
      readsActivity: plan.activity,
      readsHostFacts: plan.host,
    };
  };
}

function createSlotTest(
  root: Program,
  programs: readonly Program[],
  needed: readonly number[],
): Pick<CompiledCondition, 'test' | 'blame'> {
  const run = (subject: Subject, at: Instant, horizon: Horizon, slots: Slots): Truth => {
    for (const slot of needed) {
      horizon.until = NEVER;
      slots.truths[slot] = programs[slot]?.test(subject, at, horizon, slots) ?? UNKNOWN;
      slots.untils[slot] = horizon.until;
    }
    horizon.until = NEVER;
    return root.test(subject, at, horizon, slots);
  };
  // Made anew for each test: a custom operator might test a condition itself.
  const createSlots = (): Slots => ({
    truths: new Uint8Array(needed.length === 0 ? 0 : programs.length),
    untils: new Float64Array(needed.length === 0 ? 0 : programs.length),
  });
  return {
    test: (subject, at, horizon) => run(subject, at, horizon, createSlots()),
    blame: (subject, at, host = null) => {
      const horizon = { until: NEVER, host };
      const slots = createSlots();
      if (run(subject, at, horizon, slots) !== UNKNOWN) return [];
      const facts = new Set<string>();
      const unknownSlots = new Set<number>();
      const walk = { subject, at, horizon, slots, facts, unknownSlots };
      root.blame(walk);
      // A set hands out what is added while it is walked.
      for (const slot of unknownSlots) programs[slot]?.blame(walk);
      return [...facts].sort();
    },
  };
}
