import type { Json } from './case-types';
import { addDuration, parseInstant } from './time';
import { allOf, anyOf, known, negate, unknown, type Verdict } from './truth';

/** One side of a leaf. `from` is the fact it was read from, null for a literal. */
export interface Operand {
  readonly value: Json | undefined;
  readonly from: string | null;
}

export interface Moment {
  readonly t: number;
  readonly zone: string;
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** `===`, but lists and objects equal nothing, not even themselves (C3). */
function same(a: Json | undefined, b: Json | undefined): boolean {
  return (a === null || typeof a !== 'object') && a === b;
}

function compare(left: Operand, right: Operand, test: (a: number, b: number) => boolean): Verdict {
  const wrong = [left, right].filter((side) => typeof side.value !== 'number');
  if (wrong.length > 0) return unknown(...wrong.map((side) => side.from));
  return known(test(left.value as number, right.value as number));
}

function instantIn(side: Operand): number | null {
  return typeof side.value === 'string' ? parseInstant(side.value) : null;
}

function ordered(left: Operand, right: Operand, test: (a: number, b: number) => boolean): Verdict {
  const a = instantIn(left);
  const b = instantIn(right);
  if (a === null || b === null) return unknown(a === null ? left.from : null, b === null ? right.from : null);
  return known(test(a, b));
}

function older(left: Operand, right: Operand, moment: Moment): Verdict {
  const a = instantIn(left);
  if (a === null) return unknown(left.from);
  return known(moment.t >= addDuration(a, right.value as string, moment.zone));
}

function within(item: Operand, list: Operand): Verdict {
  if (!isList(list.value)) return unknown(list.from);
  return known(list.value.some((member) => same(member, item.value)));
}

function judgePlain(operator: string, left: Operand, right: Operand, moment: Moment): Verdict {
  switch (operator) {
    case 'equal':
      return known(same(left.value, right.value));
    case 'notEqual':
      return known(!same(left.value, right.value));
    case 'in':
      return within(left, right);
    case 'notIn':
      return negate(within(left, right));
    case 'contains':
      return within(right, left);
    case 'doesNotContain':
      return negate(within(right, left));
    case 'lessThan':
      return compare(left, right, (a, b) => a < b);
    case 'lessThanInclusive':
      return compare(left, right, (a, b) => a <= b);
    case 'greaterThan':
      return compare(left, right, (a, b) => a > b);
    case 'greaterThanInclusive':
      return compare(left, right, (a, b) => a >= b);
    case 'before':
      return ordered(left, right, (a, b) => a < b);
    case 'after':
      return ordered(left, right, (a, b) => a > b);
    case 'olderThan':
      return older(left, right, moment);
    case 'youngerThan':
      return negate(older(left, right, moment));
    default:
      throw new Error(`unknown operator: ${operator}`);
  }
}

function decorate(names: readonly string[], left: Operand, right: Operand, moment: Moment): Verdict {
  const [first = '', ...rest] = names;
  if (rest.length === 0) return judgePlain(first, left, right, moment);
  const eachOf = (side: Operand, judge: (item: Operand) => Verdict): readonly Verdict[] | null =>
    isList(side.value) ? side.value.map((value) => judge({ value, from: side.from })) : null;
  const overLeft = () => eachOf(left, (item) => decorate(rest, item, right, moment));
  const overRight = () => eachOf(right, (item) => decorate(rest, left, item, moment));
  const fold = (
    side: Operand,
    verdicts: readonly Verdict[] | null,
    how: (of: readonly Verdict[]) => Verdict,
  ): Verdict => (verdicts === null ? unknown(side.from) : how(verdicts));
  switch (first) {
    case 'not':
      return negate(decorate(rest, left, right, moment));
    case 'swap':
      return decorate(rest, right, left, moment);
    case 'someFact':
      return fold(left, overLeft(), anyOf);
    case 'everyFact':
      return fold(left, overLeft(), allOf);
    case 'someValue':
      return fold(right, overRight(), anyOf);
    case 'everyValue':
      return fold(right, overRight(), allOf);
    default:
      throw new Error(`unknown decorator: ${first}`);
  }
}

/** A whole leaf: the operator with its decorators, the left-most being the outermost. */
export function judgeOperator(operator: string, left: Operand, right: Operand, moment: Moment): Verdict {
  const names = operator.split(':');
  if (names.at(-1) === 'present') {
    const present = left.value !== undefined && left.value !== null;
    const verdict = known(present === right.value);
    return names.length % 2 === 1 ? verdict : negate(verdict);
  }
  const missing = [left, right].filter((side) => side.value === undefined);
  if (missing.length > 0) return unknown(...missing.map((side) => side.from));
  return decorate(names, left, right, moment);
}
