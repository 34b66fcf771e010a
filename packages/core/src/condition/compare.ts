import { type Instant, NEVER } from '../time/instant';
import { type Comparison, type Fault, joinFaults } from './comparison';
import type { CustomOperator } from './custom-operator';
import { instantOf } from './read-fact';
import { FALSE, TRUE, type Truth, UNKNOWN } from './truth';
import { unchecked } from './unchecked';

/** What a comparison needs beside the two values. */
export interface CompareContext {
  readonly operators: ReadonlyMap<string, CustomOperator>;
  /** The elements of the literal list that the operator looks into, where there is one. */
  readonly elements: ReadonlySet<unknown> | null;
}

/** How an operator judges, before its decorators. Right values of temporal operators were read by `readTemporalLiteral`. */
export function operatorComparison(name: string, context: CompareContext): Comparison {
  switch (name) {
    case 'equal':
      return timeless((left, right) => truth(left === right && isScalar(left)), noFault);
    case 'notEqual':
      return timeless((left, right) => truth(left !== right || !isScalar(left)), noFault);
    case 'in':
      return membership(context.elements, TRUE);
    case 'notIn':
      return membership(context.elements, FALSE);
    case 'contains':
      return containment(context.elements, TRUE);
    case 'doesNotContain':
      return containment(context.elements, FALSE);
    case 'lessThan':
      return numeric((left, right) => left < right);
    case 'lessThanInclusive':
      return numeric((left, right) => left <= right);
    case 'greaterThan':
      return numeric((left, right) => left > right);
    case 'greaterThanInclusive':
      return numeric((left, right) => left >= right);
    case 'before':
      return instants((left, right) => left < right);
    case 'after':
      return instants((left, right) => left > right);
    case 'olderThan':
      return age(TRUE);
    case 'youngerThan':
      return age(FALSE);
    case 'present':
      return timeless((left, right) => truth((left !== null) === right), noFault);
    default:
      return custom(name, context.operators);
  }
}

/** The truth of a boolean. */
export function truth(value: boolean): Truth {
  return value ? TRUE : FALSE;
}

function timeless(compare: (left: unknown, right: unknown) => Truth, fault: Comparison['fault']): Comparison {
  return { compare, fault, timed: false };
}

function noFault(): Fault {
  return 0;
}

function isScalar(value: unknown): boolean {
  return value === null || typeof value !== 'object';
}

/** Lists and objects are never equal, so none is an element of anything (C3). */
function includes(list: readonly unknown[], value: unknown): boolean {
  return isScalar(value) && list.indexOf(value) >= 0;
}

function membership(elements: ReadonlySet<unknown> | null, found: Truth): Comparison {
  const absent = found === TRUE ? FALSE : TRUE;
  if (elements !== null) return timeless((left) => (elements.has(left) ? found : absent), noFault);
  return timeless(
    (left, right) => (!Array.isArray(right) ? UNKNOWN : includes(right, left) ? found : absent),
    (_, right) => (Array.isArray(right) ? 0 : 2),
  );
}

function containment(elements: ReadonlySet<unknown> | null, found: Truth): Comparison {
  const absent = found === TRUE ? FALSE : TRUE;
  if (elements !== null) return timeless((_, right) => (elements.has(right) ? found : absent), noFault);
  return timeless(
    (left, right) => (!Array.isArray(left) ? UNKNOWN : includes(left, right) ? found : absent),
    (left) => (Array.isArray(left) ? 0 : 1),
  );
}

function numeric(compare: (left: number, right: number) => boolean): Comparison {
  return timeless(
    (left, right) => (isNumber(left) && isNumber(right) ? truth(compare(left, right)) : UNKNOWN),
    (left, right) => joinFaults(isNumber(left) ? 0 : 1, isNumber(right) ? 0 : 2),
  );
}

/** NaN is no JSON. If a host lets one in, it is a number that no comparison can judge. */
function isNumber(value: unknown): value is number {
  return typeof value === 'number' && !Number.isNaN(value);
}

function instants(compare: (left: Instant, right: Instant) => boolean): Comparison {
  return timeless((left, right) => {
    const at = instantOf(left);
    return Number.isNaN(at) ? UNKNOWN : truth(compare(at, right as Instant));
  }, noInstant);
}

function noInstant(left: unknown): Fault {
  return Number.isNaN(instantOf(left)) ? 1 : 0;
}

/** When something that happened at an instant reaches an age. */
export type Birthday = (from: Instant) => Instant;

/** Right values are {@link Birthday}s. `reached` is the answer from that instant on. */
function age(reached: Truth): Comparison {
  const before = reached === TRUE ? FALSE : TRUE;
  return {
    compare: (left, right, at, horizon) => {
      const from = instantOf(left);
      if (Number.isNaN(from)) {
        horizon.until = NEVER;
        return UNKNOWN;
      }
      const birthday = (right as Birthday)(from);
      horizon.until = at < birthday ? birthday : NEVER;
      return at < birthday ? before : reached;
    },
    fault: noInstant,
    timed: true,
  };
}

function custom(name: string, operators: ReadonlyMap<string, CustomOperator>): Comparison {
  const operator = operators.get(name);
  if (operator === undefined) throw unchecked('A condition uses an unknown operator.');
  const compare = (left: unknown, right: unknown): Truth => {
    try {
      const answer: unknown = operator.evaluate(left, right);
      return answer === true ? TRUE : answer === false ? FALSE : UNKNOWN;
    } catch {
      return UNKNOWN;
    }
  };
  return timeless(compare, (left, right) => (compare(left, right) === UNKNOWN ? 3 : 0));
}
