import type { Zone } from '../../time/zone';
import type { CustomOperator } from '../custom-operator';
import type { Condition, ConditionNode, Leaf } from '../language';
import { ANY_TRUTH, MUST_BE_FALSE, MUST_BE_TRUE, MUST_BE_UNKNOWN, mirrored, NOT_FALSE, type Truths } from './truths';

/** What the conditions of one policy share. */
export interface ConditionScope {
  readonly named: Readonly<Record<string, Condition>>;
  readonly zone: Zone;
  readonly operators: ReadonlyMap<string, CustomOperator>;
}

/** A node of a checked condition, and what it may answer. */
export interface Obligation {
  readonly node: ConditionNode;
  readonly allowed: Truths;
  readonly scope: ConditionScope;
}

/** What an obligation comes to: all of `every`, and one of `oneOf` unless that is null. */
export interface Split {
  readonly every: readonly Obligation[];
  readonly oneOf: readonly (readonly Obligation[])[] | null;
}

const nothing: readonly Obligation[] = [];

/** Takes an obligation one level apart, after Kleene (C2); a leaf gives null. */
export function split({ node, allowed, scope }: Obligation): Split | null {
  if ('all' in node) return splitAll(node.all, allowed, scope, (truths) => truths);
  // `any` is the mirror of `all`.
  if ('any' in node) return splitAll(node.any, mirrored(allowed), scope, mirrored);
  if ('not' in node) return { every: [{ node: node.not, allowed: mirrored(allowed), scope }], oneOf: null };
  if ('fact' in node) return null;
  const named = scope.named[node.condition];
  return named === undefined
    ? { every: nothing, oneOf: null }
    : { every: [{ node: named, allowed, scope }], oneOf: null };
}

function splitAll(
  children: readonly ConditionNode[],
  allowed: Truths,
  scope: ConditionScope,
  read: (truths: Truths) => Truths,
): Split {
  const each = (truths: Truths): readonly Obligation[] =>
    children.map((node) => ({ node, allowed: read(truths), scope }));
  const some = (truths: Truths): readonly (readonly Obligation[])[] => each(truths).map((obligation) => [obligation]);
  switch (allowed) {
    case 0:
      return { every: nothing, oneOf: [] };
    case ANY_TRUTH:
      return { every: nothing, oneOf: null };
    case MUST_BE_TRUE:
    case NOT_FALSE:
      return { every: each(allowed), oneOf: null };
    case MUST_BE_UNKNOWN:
      return { every: each(NOT_FALSE), oneOf: some(MUST_BE_UNKNOWN) };
    case MUST_BE_TRUE | MUST_BE_FALSE:
      return { every: nothing, oneOf: [each(MUST_BE_TRUE), ...some(MUST_BE_FALSE)] };
    default:
      return { every: nothing, oneOf: some(allowed) };
  }
}

/** Whether a node is a comparison. */
export function isLeaf(node: ConditionNode): node is Leaf {
  return 'fact' in node;
}
