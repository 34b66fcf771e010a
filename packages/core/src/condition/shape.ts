import { parseInstant } from '../time/instant';
import { builtInFacts, type Shape } from './facts';
import type { AttributeType } from './language';
import type { OperatorFamily, Side } from './operators';
import type { Segment } from './path';

/** What an operator needs of one of its sides. `scalar`: anything, but lists and objects are never equal (C3). */
export type Need = 'any' | 'scalar' | 'number' | 'list' | 'instant' | 'duration' | 'boolean';

const needs: Readonly<Record<OperatorFamily, Readonly<Record<Side, Need>>>> = {
  equality: { left: 'scalar', right: 'scalar' },
  membership: { left: 'scalar', right: 'list' },
  containment: { left: 'list', right: 'scalar' },
  numeric: { left: 'number', right: 'number' },
  instant: { left: 'instant', right: 'instant' },
  age: { left: 'instant', right: 'duration' },
  presence: { left: 'any', right: 'boolean' },
  custom: { left: 'any', right: 'any' },
};

/** What the operators of a family need of a side (C2). */
export function needOf(family: OperatorFamily, side: Side): Need {
  return needs[family][side];
}

const declaredShapes: Readonly<Record<AttributeType, Shape>> = {
  string: 'text',
  number: 'number',
  boolean: 'boolean',
  instant: 'instant',
  list: 'list',
};

/** The shape of a declared type. */
export function shapeOfType(type: AttributeType): Shape {
  return declaredShapes[type];
}

/** The shape of one step into a value. */
export function stepInto(shape: Shape, segment: Segment): Shape {
  if (shape === 'any' || shape === 'object') return 'any';
  if (shape !== 'texts' && shape !== 'list') return 'none';
  if (segment === 'length') return 'number';
  if (typeof segment !== 'number') return 'none';
  return shape === 'texts' ? 'text' : 'any';
}

/** The shape of the first one or two steps that the fact itself knows, and how many they are. */
function knownSteps(fact: string, path: readonly Segment[], type: AttributeType | undefined): [Shape, number] {
  if (fact === 'attributes') return [type === undefined ? 'any' : shapeOfType(type), 1];
  if (fact === 'requirements') return ['text', 1];
  if (fact !== 'activity') return [builtInFacts.get(fact) ?? 'any', 0];
  if (path.length === 1) return ['object', 1];
  return [path[1] === 'lastAt' ? 'instant' : path[1] === 'count' ? 'number' : 'none', 2];
}

/** The shape of a fact at a path; `type` is the declared type of its first segment. */
export function shapeAt(fact: string, path: readonly Segment[], type: AttributeType | undefined): Shape {
  if (path.length === 0) return builtInFacts.get(fact) ?? 'any';
  const [known, steps] = knownSteps(fact, path, type);
  return path.slice(steps).reduce(stepInto, known);
}

/** The shape of the elements of a value. */
export function elementShape(shape: Shape): Shape {
  if (shape === 'texts') return 'text';
  return shape === 'list' || shape === 'any' ? 'any' : 'none';
}

/** Whether a value of this shape can be what is needed. */
export function shapeFits(shape: Shape, need: Need): boolean {
  if (shape === 'any') return true;
  if (shape === 'none') return false;
  if (need === 'list') return shape === 'list' || shape === 'texts';
  return need === 'any' || need === 'scalar' || need === shape;
}

/** Whether a value of this shape can equal a literal. `null` may stand for any value that is absent. */
export function canEqual(shape: Shape, literal: unknown): boolean {
  if (literal === null) return true;
  if (typeof literal === 'object') return false;
  if (shape === 'instant') return typeof literal === 'string' && parseInstant(literal) !== null;
  if (shape === 'text') return typeof literal === 'string';
  if (shape === 'number' || shape === 'boolean') return typeof literal === shape;
  return shape === 'any';
}
