import { buildPlan } from './build-plan';
import type { Condition, ConditionNode } from './language';
import type { Plan, SlotPlan } from './plan';
import { unchecked } from './unchecked';

/** Up to so many nodes, a condition is compiled with its named conditions written out in place. */
export const MOST_INLINE_NODES = 512;

/** The named conditions of a policy, in an order in which each comes after those that it refers to. */
export interface NamedPlans {
  readonly names: readonly string[];
  /** The number of nodes of a condition with all names written out; it stops counting past the inline limit. */
  readonly size: (condition: ConditionNode) => number;
  /** The plan of a condition with all names written out. */
  readonly inline: (condition: ConditionNode) => Plan;
  /** The plan of a condition in which each name is a slot: its place in `names`. */
  readonly withSlots: (condition: ConditionNode) => Plan;
  /** The plan behind each slot. */
  readonly slots: readonly Plan[];
}

/** Reads checked named conditions. Nothing here recurses over names, of which there may be very many. */
export function planNames(named: Readonly<Record<string, Condition>>): NamedPlans {
  const names = orderNames(named);
  const sizes = new Map<string, number>();
  const slotOf = new Map<string, SlotPlan>();
  const slots: Plan[] = [];
  const inlined = new Map<string, Plan>();
  const withSlots = (condition: ConditionNode): Plan => buildPlan(condition, (name) => known(slotOf, name));
  const size = (condition: ConditionNode): number => countNodes(condition, sizes);
  const inline = (condition: ConditionNode): Plan => buildPlan(condition, (name) => known(inlined, name));
  for (const [slot, name] of names.entries()) {
    const condition = named[name];
    if (condition === undefined) continue;
    const nodes = size(condition);
    sizes.set(name, nodes);
    if (nodes <= MOST_INLINE_NODES) inlined.set(name, inline(condition));
    const plan = withSlots(condition);
    slots.push(plan);
    const { timed, activity, host, cost } = plan;
    slotOf.set(name, { kind: 'slot', slot, timed, activity, host, cost });
  }
  return { names, size, inline, withSlots, slots };
}

function known<Value>(table: ReadonlyMap<string, Value>, name: string): Value {
  const value = table.get(name);
  if (value === undefined) throw unchecked('A condition refers to an unknown or cyclic condition.');
  return value;
}

/** The names that a condition refers to. */
export function namesIn(node: ConditionNode): readonly string[] {
  if ('condition' in node) return [node.condition];
  if ('not' in node) return namesIn(node.not);
  if ('fact' in node) return [];
  return ('all' in node ? node.all : node.any).flatMap(namesIn);
}

function countNodes(node: ConditionNode, sizes: ReadonlyMap<string, number>): number {
  if ('condition' in node) return 1 + (sizes.get(node.condition) ?? 0);
  if ('not' in node) return 1 + countNodes(node.not, sizes);
  if ('fact' in node) return 1;
  let count = 1;
  for (const child of 'all' in node ? node.all : node.any) {
    count += countNodes(child, sizes);
    if (count > MOST_INLINE_NODES) return MOST_INLINE_NODES + 1;
  }
  return count;
}

/** Depth first, without recursion: each name after those that it refers to. */
export function orderNames(
  named: Readonly<Record<string, Condition>>,
  from: readonly string[] = Object.keys(named),
): string[] {
  const order: string[] = [];
  const seen = new Set<string>();
  const open: { readonly name: string; readonly leaving: boolean }[] = [];
  for (const start of from) {
    open.push({ name: start, leaving: false });
    for (let step = open.pop(); step !== undefined; step = open.pop()) {
      if (step.leaving) order.push(step.name);
      if (step.leaving || seen.has(step.name) || !Object.hasOwn(named, step.name)) continue;
      seen.add(step.name);
      open.push({ name: step.name, leaving: true });
      const condition = named[step.name];
      if (condition === undefined) continue;
      for (const name of namesIn(condition)) if (!seen.has(name)) open.push({ name, leaving: false });
    }
  }
  return order;
}
