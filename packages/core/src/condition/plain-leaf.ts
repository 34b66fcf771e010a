import type { JsonValue } from '../model/json';
import type { BuiltInOperator } from './operators';
import type { LeafPlan, Place } from './plan';

/** A leaf of the common kind: an attribute or a plain fact, compared with a literal by an undecorated operator. */
export interface PlainLeaf {
  readonly place: Place;
  readonly operator: PlainOperator;
  /** Whether an odd number of `not:` stands before the operator. */
  readonly negated: boolean;
  readonly literal: JsonValue;
}

/** The operators that a plain leaf can have: each pair is one operator and its opposite. */
export type PlainOperator = Exclude<BuiltInOperator, 'before' | 'after' | 'olderThan' | 'youngerThan'>;

const plainFacts: ReadonlySet<string> = new Set(['kind', 'accountId', 'parentId', 'labels']);

/** Reads a leaf as a plain one; null when it is not. Both implementations have a short way for these. */
export function plainLeaf(plan: LeafPlan): PlainLeaf | null {
  const { literal, operator, other, place } = plan;
  if (other !== null || operator.decorators.some((decorator) => decorator !== 'not')) return null;
  const isPlainPlace = place.fact === 'attributes' ? place.path.length > 0 : isPlainFact(place);
  if (!isPlainPlace || !isPlainLiteral(plan)) return null;
  const negated = operator.decorators.length % 2 === 1;
  return { place, operator: operator.name as PlainOperator, negated, literal };
}

function isPlainFact({ fact, path }: Place): boolean {
  return plainFacts.has(fact) && path.length === 0;
}

function isPlainLiteral({ literal, operator }: LeafPlan): boolean {
  const { family } = operator;
  if (family === 'equality' || family === 'containment') return literal === null || typeof literal !== 'object';
  return family === 'membership' || family === 'numeric' || family === 'presence';
}
