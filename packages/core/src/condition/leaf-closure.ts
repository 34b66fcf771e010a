import type { JsonValue } from '../model/json';
import type { Subject } from '../model/subject';
import { type Instant, NEVER } from '../time/instant';
import { operatorComparison } from './compare';
import type { Comparison } from './comparison';
import type { CompileContext } from './compile-context';
import { countTest } from './count-leaf';
import { decorate } from './decorate';
import { timedFacts } from './facts';
import type { Horizon } from './horizon';
import { hostTest } from './host-leaf';
import { literalElements } from './literal-elements';
import { type DecoratedOperator, followOperand } from './operators';
import type { LeafPlan } from './plan';
import { factReader, type ReadFact } from './read-fact';
import { shortLeaf } from './short-leaf';
import { readTemporalLiteral } from './temporal-literal';
import type { TestNode } from './test-node';
import { type Truth, UNKNOWN } from './truth';
import { listSide, walkedLevels, weigh } from './work-limit';

/** How a leaf judges its two sides. */
export interface JudgingParts {
  /** The right side, when it is a literal. */
  readonly literal: unknown;
  readonly comparison: Comparison;
  /** Whether two present values are too large to be judged. */
  readonly isTooLarge: (left: unknown, right: unknown) => boolean;
}

/** A leaf made of parts: how to read its two sides, and how to judge them. */
export interface LeafParts extends JudgingParts {
  readonly readLeft: ReadFact;
  /** Null when the right side is the literal. */
  readonly readRight: ReadFact | null;
}

/** The parts of a leaf, for the general test and for blame. */
export function leafParts(plan: LeafPlan, context: CompileContext): LeafParts {
  const { other, place } = plan;
  return {
    ...judgingParts(plan, context),
    readLeft: factReader(place, context.steps),
    readRight: other === null ? null : factReader(other, context.steps),
  };
}

/** The parts that need no built-in fact. */
export function judgingParts(plan: LeafPlan, context: CompileContext): JudgingParts {
  const { operator, other } = plan;
  const elements = other === null ? lookedInto(operator, plan.literal) : null;
  const comparison = operatorComparison(operator.name, { operators: context.operators, elements });
  return {
    literal: other === null ? readTemporalLiteral(plan.literal, operator, context.zone) : null,
    comparison: decorate(comparison, operator.decorators),
    isTooLarge: sizeCheck(plan, context.steps),
  };
}

/** The test of a leaf: a short one where the leaf is plain, the general one elsewhere. */
export function leafTest(plan: LeafPlan, context: CompileContext): TestNode {
  if (plan.host) return hostTest(plan, context);
  const short = shortLeaf(plan, context);
  if (short !== null) return short;
  const parts = leafParts(plan, context);
  if (plan.timed) return countTest(plan, parts, context.steps) ?? timedTest(plan, parts);
  const { readLeft, readRight, literal, comparison, isTooLarge } = parts;
  const whenMissing = plan.operator.family === 'presence' ? null : undefined;
  return (subject, at, horizon) => {
    const left = orMissing(readLeft(subject, at, horizon), whenMissing);
    const right = readRight === null ? literal : readRight(subject, at, horizon);
    if (left === undefined || right === undefined || isTooLarge(left, right)) return UNKNOWN;
    return comparison.compare(left, right, at, horizon);
  };
}

/** The answer holds until the first of the fact, the other fact and the comparison changes. */
function timedTest(plan: LeafPlan, parts: LeafParts): TestNode {
  const { readLeft, readRight, literal, comparison, isTooLarge } = parts;
  const leftTimed = timedFacts.has(plan.place.fact);
  const rightTimed = plan.other !== null && timedFacts.has(plan.other.fact);
  const whenMissing = plan.operator.family === 'presence' ? null : undefined;
  return (subject: Subject, at: Instant, horizon: Horizon): Truth => {
    const left = orMissing(readLeft(subject, at, horizon), whenMissing);
    let until = leftTimed ? horizon.until : NEVER;
    const right = readRight === null ? literal : readRight(subject, at, horizon);
    if (rightTimed) until = Math.min(until, horizon.until);
    let answer: Truth = UNKNOWN;
    if (left !== undefined && right !== undefined && !isTooLarge(left, right)) {
      answer = comparison.compare(left, right, at, horizon);
      if (comparison.timed) until = Math.min(until, horizon.until);
    }
    horizon.until = until;
    return answer;
  };
}

/** `present` takes a missing fact for null; to the others null is a value (C2). */
function orMissing(value: unknown, whenMissing: null | undefined): unknown {
  return value === undefined ? whenMissing : value;
}

/** The elements of a literal list that the operator itself looks into, and that no decorator takes apart. */
function lookedInto(operator: DecoratedOperator, literal: JsonValue): ReadonlySet<unknown> | null {
  const { side, levels } = followOperand(operator.decorators, 'right');
  return levels > 0 || side !== listSide(operator.family) ? null : literalElements(literal);
}

function sizeCheck(plan: LeafPlan, steps: number): LeafParts['isTooLarge'] {
  const left = walkedLevels(plan, 'left');
  const right = walkedLevels(plan, 'right');
  if (left === 0 && right === 0) return () => false;
  return (leftValue, rightValue) => weigh(leftValue, left, steps) * weigh(rightValue, right, steps) > steps;
}
