import { Engine } from 'json-rules-engine';
import type { JsonValue } from '../../model/json';
import type { CustomOperator } from '../custom-operator';
import type { HostLeaf } from '../host-answer';
import { isHostFact } from '../host-leaf';
import { parsePath, type Segment } from '../path';
import type { Place } from '../plan';
import { readPath } from '../read-path';
import { type LaneClock, laneOperators } from './lane-operators';

/** The two sides of a leaf before their paths are followed; undefined is a missing fact. */
export interface Sides {
  readonly left: JsonValue | undefined;
  readonly right: JsonValue | undefined;
}

/** Has json-rules-engine judge one leaf; null when it cannot. */
export type RunLeaf = (sides: Sides) => Promise<boolean | null>;

/**
 * A json-rules-engine `Engine` for one leaf. It must be run once at a time: the engine keeps the state of its run in one
 * place, and runs that overlap lose rules. Its rule is a copy, its event has no name of a user, its facts are called
 * `left` and `right`, and no path ever reaches jsonpath-plus.
 */
export function createLeafRunner(
  { plan, zone }: HostLeaf,
  clock: LaneClock,
  custom: ReadonlyMap<string, CustomOperator>,
): RunLeaf {
  const { place, other, operator, literal } = plan;
  const engine = new Engine([], { allowUndefinedFacts: true, pathResolver: resolvePath });
  for (const added of laneOperators(clock, zone, custom)) engine.addOperator(added);
  const leaf = {
    ...factOf('left', place),
    operator: [...operator.decorators, operator.name].join(':'),
    value: other === null ? copyOf(literal) : factOf('right', other),
  };
  engine.addRule({ conditions: { all: [leaf] }, event: { type: 'dormouse' } });
  return async ({ left, right }) => {
    const facts: Record<string, JsonValue> = {};
    if (left !== undefined) facts.left = left;
    if (right !== undefined) facts.right = copyOf(right);
    try {
      const { results } = await engine.run(facts);
      return results.length === 1;
    } catch {
      return null;
    }
  };
}

/** A built-in side comes with its path followed already. */
function factOf(name: 'left' | 'right', { fact, path }: Place): { fact: string; path?: string } {
  return path.length === 0 || !isHostFact(fact) ? { fact: name } : { fact: name, path: writePath(path) };
}

function writePath(path: readonly Segment[]): string {
  return `$${path.map((segment) => (typeof segment === 'number' ? `[${segment}]` : `.${segment}`)).join('')}`;
}

function resolvePath(value: object, path: string): unknown {
  const segments = parsePath(path);
  return segments === null ? undefined : readPath(value, segments);
}

/** json-rules-engine finds a list equal to itself; no list is equal to anything here (C3). */
function copyOf(value: JsonValue): JsonValue {
  return JSON.parse(JSON.stringify(value)) as JsonValue;
}
