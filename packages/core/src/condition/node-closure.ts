import { NEVER } from '../time/instant';
import type { CompileContext } from './compile-context';
import { opposite } from './decorate';
import { leafTest } from './leaf-closure';
import type { GroupPlan, Plan, SlotPlan } from './plan';
import type { TestNode } from './test-node';
import { FALSE, TRUE, type Truth, UNKNOWN } from './truth';

/** A plan as a tree of closures: where the platform forbids generated code, and for very large conditions. */
export function nodeTest(plan: Plan, context: CompileContext): TestNode {
  switch (plan.kind) {
    case 'leaf':
      return leafTest(plan, context);
    case 'slot':
      return slotTest(plan);
    case 'not': {
      const child = nodeTest(plan.child, context);
      return (subject, at, horizon, slots) => opposite(child(subject, at, horizon, slots));
    }
    default:
      return groupTest(plan, context);
  }
}

function slotTest({ slot, timed }: SlotPlan): TestNode {
  return (_subject, _at, horizon, slots) => {
    if (slots === null) return UNKNOWN;
    if (timed) horizon.until = slots.untils[slot] ?? NEVER;
    return (slots.truths[slot] ?? UNKNOWN) as Truth;
  };
}

function groupTest(plan: GroupPlan, context: CompileContext): TestNode {
  const decisive = plan.kind === 'all' ? FALSE : TRUE;
  const timeless = plan.children.filter((child) => !child.timed).map((child) => nodeTest(child, context));
  const timed = plan.children.filter((child) => child.timed).map((child) => nodeTest(child, context));
  const first = timelessTest(timeless, decisive);
  return timed.length === 0 ? first : timedTest(timeless.length === 0 ? null : first, timed, decisive);
}

/** Decided by one child; unknown when none decides and some child is unknown (Kleene). */
function timelessTest(children: readonly TestNode[], decisive: Truth): TestNode {
  const otherwise = opposite(decisive);
  return (subject, at, horizon, slots) => {
    let answer = otherwise;
    for (const child of children) {
      const truth = child(subject, at, horizon, slots);
      if (truth === decisive) return decisive;
      if (truth === UNKNOWN) answer = UNKNOWN;
    }
    return answer;
  };
}

/** The child that decides gives the horizon; when none does, the earliest of all (C5). */
function timedTest(timeless: TestNode | null, timed: readonly TestNode[], decisive: Truth): TestNode {
  const otherwise = opposite(decisive);
  return (subject, at, horizon, slots) => {
    let answer = timeless === null ? otherwise : timeless(subject, at, horizon, slots);
    let until = NEVER;
    if (answer !== decisive) {
      for (const child of timed) {
        const truth = child(subject, at, horizon, slots);
        if (truth === decisive) return decisive;
        if (truth === UNKNOWN) answer = UNKNOWN;
        if (horizon.until < until) until = horizon.until;
      }
    }
    horizon.until = until;
    return answer;
  };
}
