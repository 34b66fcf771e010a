import { NEVER } from '../../time/instant';
import { buildPlan } from '../build-plan';
import type { Leaf } from '../language';
import { judgingParts } from '../leaf-closure';
import type { LeafPlan, Place } from '../plan';
import { FALSE, TRUE, type Truth, UNKNOWN } from '../truth';
import { unchecked } from '../unchecked';
import type { ConditionScope } from './obligation';

/** A value that a place can have, for reasoning: one stands for all that the comparisons cannot tell apart. */
export interface Sample {
  /** `undefined`: the fact is missing. */
  readonly value: unknown;
  /** A list of more elements than any leaf goes through: what looks into it is unknown. */
  readonly endless: boolean;
}

/** One comparison of a condition, prepared for reasoning. Equal comparisons have equal keys. */
export interface LeafUse {
  readonly plan: LeafPlan;
  readonly scope: ConditionScope;
  readonly key: string;
  readonly placeKey: string;
  /**
   * The answer for a value of its place, which does not depend on the time. null: the leaf cannot be reasoned about (a
   * decorator that goes into lists, another fact, an operator of the host), or depends on the time (`ages`).
   */
  readonly answer: ((sample: Sample) => Truth) | null;
  /** Of `olderThan` and `youngerThan`: what it answers of an instant that has reached the age. null: of others. */
  readonly reached: Truth | null;
}

const STEPS = 1_000_000;
const AT = 0;

/** Prepares a checked comparison. */
export function readLeaf(leaf: Leaf, scope: ConditionScope): LeafUse {
  const plan = buildPlan(leaf, () => {
    throw unchecked('A leaf names no condition.');
  });
  if (plan.kind !== 'leaf') throw unchecked('A leaf is no leaf.');
  const { operator, place, other } = plan;
  const plain = operator.decorators.every((decorator) => decorator === 'not');
  const canReason = plain && other === null && !plan.host && operator.family !== 'custom';
  const isAge = operator.family === 'age';
  return {
    plan,
    scope,
    key: leafKey(leaf, isAge ? scope.zone.name : ''),
    placeKey: placeKey(place),
    answer: canReason && !isAge ? answerOf(plan, scope) : null,
    reached: canReason && isAge ? reachedOf(plan) : null,
  };
}

function leafKey({ fact, operator, value, path, params }: Leaf, zone: string): string {
  return JSON.stringify([fact, path, params, operator, value, zone]);
}

/** The same text for the same place, however many conditions read it. */
export function placeKey({ fact, path, window }: Place): string {
  const counted = window === undefined ? null : [[...window.types].sort(), window.within.text, window.failures];
  return JSON.stringify([fact, path, counted]);
}

function answerOf(plan: LeafPlan, scope: ConditionScope): (sample: Sample) => Truth {
  const { literal, comparison } = judgingParts(plan, {
    zone: scope.zone,
    operators: scope.operators,
    steps: STEPS,
    hostFacts: undefined,
  });
  const { family } = plan.operator;
  const horizon = { until: NEVER };
  return ({ value, endless }) => {
    if (endless && family === 'containment') return UNKNOWN;
    if (value === undefined && family !== 'presence') return UNKNOWN;
    return comparison.compare(value ?? null, literal, AT, horizon);
  };
}

function reachedOf({ operator }: LeafPlan): Truth {
  const plainly = operator.name === 'olderThan';
  return (operator.decorators.length % 2 === 1) === plainly ? FALSE : TRUE;
}
