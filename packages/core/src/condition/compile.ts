import type { Subject } from '../model/subject';
import { type Instant, NEVER } from '../time/instant';
import type { Zone } from '../time/zone';
import { type BlameNode, nodeBlame } from './blame';
import type { CompileContext } from './compile-context';
import type { CompiledCondition } from './compiled-condition';
import type { CustomOperator } from './custom-operator';
import { generateTest } from './generate';
import type { Horizon } from './horizon';
import type { HostAnswerer } from './host-answer';
import type { Condition, HostFactTypes } from './language';
import { MOST_INLINE_NODES, type NamedPlans, planNames } from './named-plans';
import { nodeTest } from './node-closure';
import type { Plan } from './plan';
import { createSlotCompiler } from './slots';
import { UNKNOWN } from './truth';
import { countWalkingLeaves, stepsPerLeaf } from './work-limit';

/** What the conditions of one policy share. */
export interface ConditionCompilerOptions {
  /** The named conditions. */
  readonly named: Readonly<Record<string, Condition>>;
  /** The zone in which the calendar parts of durations are added (T3). */
  readonly zone: Zone;
  readonly operators: ReadonlyMap<string, CustomOperator>;
  /** The host facts that conditions may read (C7). Default: none. */
  readonly hostFacts?: HostFactTypes | undefined;
  /** Whether conditions may become generated code. If not, or if the platform refuses, they become closures. */
  readonly codeGeneration: boolean;
}

/**
 * Whether the platform allows generated code. A content security policy or an edge runtime may forbid it. The answer
 * is not remembered.
 */
export function canGenerateCode(): boolean {
  try {
    return new Function('return 1')() === 1;
  } catch {
    return false;
  }
}

/**
 * The compiler of a policy's conditions. It is called with conditions that `checkCondition` and `checkNamedConditions`
 * found without errors.
 *
 * Named conditions are written out in place while the whole has at most 512 nodes; in a larger one each is answered
 * once a test, so that neither time nor stack can explode. Larger ones are closures always.
 *
 * @throws DormouseError `INVALID_POLICY` for a condition that the check would have refused.
 */
export function createConditionCompiler(
  options: ConditionCompilerOptions,
): (condition: Condition) => CompiledCondition {
  const names = planNames(options.named);
  const slotCompiler = createSlotCompiler(options, names);
  return (condition) =>
    names.size(condition) <= MOST_INLINE_NODES ? compileInline(condition, options, names) : slotCompiler(condition);
}

function compileInline(
  condition: Condition,
  { codeGeneration, hostFacts, operators, zone }: ConditionCompilerOptions,
  names: NamedPlans,
): CompiledCondition {
  const plan = names.inline(condition);
  const context: CompileContext = { zone, operators, hostFacts, steps: stepsPerLeaf(countWalkingLeaves(plan)) };
  const test = (codeGeneration ? generateTest(plan, context) : null) ?? closureTest(plan, context);
  return {
    test,
    blame: inlineBlame(plan, context),
    readsTime: plan.timed,
    readsActivity: plan.activity,
    readsHostFacts: plan.host,
  };
}

function closureTest(plan: Plan, context: CompileContext): CompiledCondition['test'] {
  const node = nodeTest(plan, context);
  if (plan.timed) return (subject, at, horizon) => node(subject, at, horizon, null);
  return (subject, at, horizon) => {
    horizon.until = NEVER;
    return node(subject, at, horizon, null);
  };
}

/** The closures for blame are made when they are first asked for: most conditions never are unknown. */
function inlineBlame(plan: Plan, context: CompileContext): CompiledCondition['blame'] {
  let made: { readonly blame: BlameNode; readonly test: ReturnType<typeof nodeTest> } | undefined;
  return (subject: Subject, at: Instant, host: HostAnswerer | null = null) => {
    made ??= { blame: nodeBlame(plan, context), test: nodeTest(plan, context) };
    const horizon: Horizon = { until: NEVER, host };
    if (made.test(subject, at, horizon, null) !== UNKNOWN) return [];
    const facts = new Set<string>();
    made.blame({ subject, at, horizon, slots: null, facts, unknownSlots: new Set() });
    return [...facts].sort();
  };
}
