import { type Instant, NEVER } from '../time/instant';
import type { Birthday } from './compare';
import type { CompileContext } from './compile-context';
import { opposite } from './decorate';
import { plainLeaf } from './plain-leaf';
import { plainTest } from './plain-test';
import type { LeafPlan } from './plan';
import { hasControl, nextControlChange } from './read-controls';
import { instantReader, type ReadInstant } from './read-fact';
import { readTemporalLiteral } from './temporal-literal';
import type { TestNode } from './test-node';
import { FALSE, TRUE, type Truth, UNKNOWN } from './truth';

/** The shorter test of a leaf without decorators but `not`, where there is one; null elsewhere. */
export function shortLeaf(plan: LeafPlan, context: CompileContext): TestNode | null {
  const plain = plainLeaf(plan);
  if (plain !== null) return plainTest(plain, context.steps);
  const { decorators } = plan.operator;
  if (plan.other !== null || decorators.some((decorator) => decorator !== 'not')) return null;
  const yes = decorators.length % 2 === 1 ? FALSE : TRUE;
  if (plan.operator.family === 'instant' || plan.operator.family === 'age') return temporalTest(plan, context, yes);
  return controlTest(plan, yes);
}

/** Reads instants as numbers: no text is written in between. */
function temporalTest(plan: LeafPlan, context: CompileContext, yes: Truth): TestNode | null {
  const read = instantReader(plan.place);
  if (read === null) return null;
  const value = readTemporalLiteral(plan.literal, plan.operator, context.zone);
  switch (plan.operator.name) {
    case 'before':
      return instantTest(read, (at) => at < (value as Instant), yes);
    case 'after':
      return instantTest(read, (at) => at > (value as Instant), yes);
    case 'olderThan':
      return ageTest(read, value as Birthday, yes);
    default:
      return ageTest(read, value as Birthday, opposite(yes));
  }
}

function instantTest(read: ReadInstant, holds: (at: Instant) => boolean, yes: Truth): TestNode {
  const no = opposite(yes);
  return (subject) => {
    const at = read(subject);
    return Number.isNaN(at) ? UNKNOWN : holds(at) ? yes : no;
  };
}

/** `reached` is the answer from the birthday on. */
function ageTest(read: ReadInstant, birthday: Birthday, reached: Truth): TestNode {
  const before = opposite(reached);
  return (subject, at, horizon) => {
    const from = read(subject);
    const turn = Number.isNaN(from) ? NEVER : birthday(from);
    horizon.until = at < turn ? turn : NEVER;
    return Number.isNaN(from) ? UNKNOWN : at < turn ? before : reached;
  };
}

/** `controls` `contains` a type: only the controls of that type matter, to the answer and to the horizon. */
function controlTest({ literal, operator, place }: LeafPlan, yes: Truth): TestNode | null {
  const isContainment = operator.family === 'containment' && place.fact === 'controls' && place.path.length === 0;
  if (!isContainment || typeof literal !== 'string') return null;
  const found = operator.name === 'contains' ? yes : opposite(yes);
  const absent = opposite(found);
  return (subject, at, horizon) => {
    horizon.until = nextControlChange(subject.controls, literal, at);
    return hasControl(subject.controls, literal, at) ? found : absent;
  };
}
