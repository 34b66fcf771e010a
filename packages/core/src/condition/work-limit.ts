import { followOperand, type OperatorFamily, type Side } from './operators';
import type { LeafPlan, Plan } from './plan';

/** All leaves of one condition together go through at most about so many elements of lists. */
const MOST_STEPS = 2_000_000;
const MOST_STEPS_PER_LEAF = 1_000_000;
const FEWEST_STEPS_PER_LEAF = 100;

/**
 * How many elements of lists one leaf of a condition may go through. Lists from facts can be long, and pairs of lists
 * multiply: a leaf with more work than this is unknown, so that no evaluation takes long (semantics §13). With fifty
 * such leaves a list of 40,000 elements is still judged, with a thousand one of 2,000.
 */
export function stepsPerLeaf(walkingLeaves: number): number {
  const share = Math.floor(MOST_STEPS / Math.max(1, walkingLeaves));
  return Math.min(MOST_STEPS_PER_LEAF, Math.max(FEWEST_STEPS_PER_LEAF, share));
}

/** How many lists deep the work of a leaf goes into a side; 0 when it goes into none. */
export function walkedLevels(leaf: LeafPlan, start: Side): number {
  if (start === 'right' && leaf.other === null && !walksLiteral(leaf)) return 0;
  const { side, levels } = followOperand(leaf.operator.decorators, start);
  return levels + (side === listSide(leaf.operator.family) ? 1 : 0);
}

/** A literal that no decorator goes into is looked up in a set, which is no work. */
function walksLiteral({ operator }: LeafPlan): boolean {
  return followOperand(operator.decorators, 'right').levels > 0;
}

/** The side on which an operator goes through a list itself. */
export function listSide(family: OperatorFamily): Side | null {
  return family === 'membership' ? 'right' : family === 'containment' ? 'left' : null;
}

/** How many leaves of a plan go through lists. */
export function countWalkingLeaves(plan: Plan): number {
  if (plan.kind === 'slot') return 0;
  if (plan.kind === 'not') return countWalkingLeaves(plan.child);
  if (plan.kind === 'leaf') return isWalking(plan) ? 1 : 0;
  return plan.children.reduce((sum, child) => sum + countWalkingLeaves(child), 0);
}

function isWalking(plan: LeafPlan): boolean {
  if (plan.place.window !== undefined || plan.other?.window !== undefined) return true;
  return walkedLevels(plan, 'left') + walkedLevels(plan, 'right') > 0;
}

/** The number of elements in a value, so many lists deep; it stops counting past the limit. */
export function weigh(value: unknown, levels: number, limit: number): number {
  if (levels === 0 || !Array.isArray(value)) return 1;
  if (levels === 1) return Math.max(1, value.length);
  let sum = 1;
  for (const element of value) {
    sum += weigh(element, levels - 1, limit);
    if (sum > limit) break;
  }
  return sum;
}
