import type { JsonValue } from '../model/json';
import { readCountWindow } from './count-window';
import { activityFacts, timedFacts } from './facts';
import { isHostFact } from './host-leaf';
import type { ConditionNode, FactReference, Leaf } from './language';
import type { DecoratedOperator } from './operators';
import { parseOperator } from './parse-operator';
import { parsePath } from './path';
import type { GroupPlan, LeafPlan, Place, Plan } from './plan';
import { unchecked } from './unchecked';

/** What a name stands for. */
export type ResolveName = (name: string) => Plan;

/** The plan of a checked condition. */
export function buildPlan(node: ConditionNode, resolve: ResolveName): Plan {
  if ('all' in node) return groupPlan('all', node.all, resolve);
  if ('any' in node) return groupPlan('any', node.any, resolve);
  if ('condition' in node) return resolve(node.condition);
  if ('fact' in node) return leafPlan(node);
  const child = buildPlan(node.not, resolve);
  const { timed, activity, host, cost } = child;
  return { kind: 'not', child, timed, activity, host, cost };
}

function groupPlan(kind: 'all' | 'any', nodes: readonly ConditionNode[], resolve: ResolveName): GroupPlan {
  const children = nodes.map((node) => buildPlan(node, resolve)).sort(compareWork);
  return {
    kind,
    children,
    timed: children.some((child) => child.timed),
    activity: children.some((child) => child.activity),
    host: children.some((child) => child.host),
    cost: children.reduce((sum, child) => sum + child.cost, 0),
  };
}

/** Timeless before timed, cheap before dear, else as written. */
function compareWork(left: Plan, right: Plan): number {
  return left.timed === right.timed ? left.cost - right.cost : Number(left.timed) - Number(right.timed);
}

function leafPlan(leaf: Leaf): LeafPlan {
  const operator = parseOperator(leaf.operator, () => true);
  if (!('family' in operator)) throw unchecked(operator.message);
  const place = placeOf(leaf);
  const other = isReference(leaf.value) ? placeOf(leaf.value) : null;
  const places = other === null ? [place] : [place, other];
  const host = places.some(({ fact }) => isHostFact(fact));
  return {
    kind: 'leaf',
    place,
    operator,
    other,
    literal: other === null ? (leaf.value as JsonValue) : null,
    timed: host || operator.family === 'age' || places.some(({ fact }) => timedFacts.has(fact)),
    activity: places.some(({ fact }) => activityFacts.has(fact)),
    host,
    cost: places.reduce((sum, { fact, path }) => sum + costOf(operator, fact, path.length), 0),
  };
}

function isReference(value: Leaf['value']): value is FactReference {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'fact');
}

function placeOf({ fact, path, params }: FactReference): Place {
  const segments = path === undefined ? [] : parsePath(path);
  if (segments === null) throw unchecked(`The path of the fact ${fact} is not valid.`);
  return fact === 'activityCount'
    ? { fact, path: segments, window: readCountWindow(params) }
    : { fact, path: segments };
}

/** A rough measure of the work, in comparisons. */
function costOf({ decorators, family }: DecoratedOperator, fact: string, steps: number): number {
  // A host fact may have to be fetched: whatever decides without it comes first.
  if (isHostFact(fact)) return 10_000;
  const reading = timedFacts.has(fact) || fact === 'activity' ? 8 : 1 + steps;
  const comparing = family === 'custom' ? 20 : family === 'age' || family === 'instant' ? 5 : 1;
  return reading + comparing * (1 + decorators.length * 4);
}
