import type { Subject } from '../model/subject';
import type { Instant } from '../time/instant';
import type { CompileContext } from './compile-context';
import type { Horizon } from './horizon';
import { hostAsker, hostFactsOf } from './host-leaf';
import { leafParts } from './leaf-closure';
import { nodeTest } from './node-closure';
import type { LeafPlan, Plan } from './plan';
import type { Slots } from './test-node';
import { UNKNOWN } from './truth';

/** What a search for the facts to blame carries along. */
export interface BlameWalk {
  readonly subject: Subject;
  readonly at: Instant;
  /** Scratch: nobody reads what is written here. */
  readonly horizon: Horizon;
  readonly slots: Slots | null;
  readonly facts: Set<string>;
  /** The slots of unknown named conditions that have been met: they are searched later, each once. */
  readonly unknownSlots: Set<number>;
}

/** Adds the facts to blame for a node that is unknown (C2). */
export type BlameNode = (walk: BlameWalk) => void;

/** The blame of a plan: the unknown children of unknown nodes, down to the leaves. */
export function nodeBlame(plan: Plan, context: CompileContext): BlameNode {
  switch (plan.kind) {
    case 'leaf':
      return plan.host ? hostBlame(plan, context) : leafBlame(plan, context);
    case 'slot':
      return ({ unknownSlots }) => unknownSlots.add(plan.slot);
    case 'not':
      return nodeBlame(plan.child, context);
    default: {
      const children = plan.children.map((child) => ({
        test: nodeTest(child, context),
        blame: nodeBlame(child, context),
      }));
      return (walk) => {
        for (const { test, blame } of children) {
          if (test(walk.subject, walk.at, walk.horizon, walk.slots) === UNKNOWN) blame(walk);
        }
      };
    }
  }
}

/** Blames what the lane blamed; every host fact of the leaf when the lane was not asked. */
function hostBlame(plan: LeafPlan, context: CompileContext): BlameNode {
  const ask = hostAsker(plan, context);
  const all = hostFactsOf(plan);
  return ({ subject, at, horizon, facts }) => {
    for (const fact of ask(subject, at, horizon)?.blame ?? all) facts.add(fact);
  };
}

/** Blames the fact that is missing or cannot be judged: one side, or both. */
function leafBlame(plan: LeafPlan, context: CompileContext): BlameNode {
  const { readLeft, readRight, literal, comparison, isTooLarge } = leafParts(plan, context);
  const leftFact = plan.place.fact;
  const rightFact = plan.other?.fact ?? leftFact;
  return ({ subject, at, horizon, facts }) => {
    const left = readLeft(subject, at, horizon);
    const right = readRight === null ? literal : readRight(subject, at, horizon);
    if (left === undefined) facts.add(leftFact);
    if (right === undefined) facts.add(rightFact);
    if (left === undefined || right === undefined) return;
    const fault = isTooLarge(left, right) ? 3 : comparison.fault(left, right);
    if (fault !== 2) facts.add(leftFact);
    if (fault >= 2) facts.add(rightFact);
  };
}
