import { pointTo } from '../model/shape';
import type { FactUse } from './check-fact';
import { checkLiteral } from './check-literal';
import type { CheckWalk } from './check-walk';
import type { Shape } from './facts';
import { type DecoratedOperator, followOperand, type Side } from './operators';
import { canEqual, elementShape, needOf, shapeFits } from './shape';

/** What the operator sees of a fact: its shape after the decorators have gone into its lists. */
function seenShape(fact: FactUse, levels: number): Shape {
  let shape = fact.shape;
  for (let level = 0; level < levels; level += 1) shape = elementShape(shape);
  return shape;
}

/** Checks that the operator can judge a fact that starts on the given side. */
export function checkFactFits(
  fact: FactUse,
  start: Side,
  operator: DecoratedOperator,
  pointer: string,
  walk: CheckWalk,
): void {
  // Even a fact that is never there can be asked whether it is present.
  if (operator.family === 'presence') return;
  const operand = followOperand(operator.decorators, start);
  const shape = seenShape(fact, operand.levels);
  const need = needOf(operator.family, operand.side);
  if (!shapeFits(shape, need)) {
    const code = fact.declared ? 'ATTRIBUTE_TYPE_MISMATCH' : 'NEVER_JUDGED';
    walk.report(code, pointer, 'The operator cannot judge the fact: it is of another type.');
  } else if (need === 'scalar' && (shape === 'object' || shape === 'texts' || shape === 'list')) {
    const code = fact.declared ? 'ATTRIBUTE_TYPE_MISMATCH' : 'NEVER_EQUAL';
    walk.report(code, pointer, 'A list or an object is never equal to anything.');
  }
}

/** Checks that the operator can judge a literal, and that the literal can equal the fact where that is asked. */
export function checkValueFits(
  value: unknown,
  fact: FactUse | null,
  operator: DecoratedOperator,
  pointer: string,
  walk: CheckWalk,
): void {
  const { side, levels } = followOperand(operator.decorators, 'right');
  const need = needOf(operator.family, side);
  const compared = fact === null ? 'any' : comparedShape(fact, operator);
  checkLiteral(value, levels, need, pointer, walk, (part, place) => {
    if (need === 'scalar') checkEquals(part, place, compared, fact, walk);
    if (need !== 'list' || !Array.isArray(part)) return;
    for (let index = 0; index < part.length; index += 1) {
      const element: unknown = part[index];
      // The pointer is built only for a fault: a list may be long.
      if (!mayEqual(compared, element)) {
        checkEquals(element, pointTo(place, String(index)), compared, fact, walk);
      }
    }
  });
}

/** The shape of what a literal, or its elements, will be compared with. */
function comparedShape(fact: FactUse, operator: DecoratedOperator): Shape {
  const operand = followOperand(operator.decorators, 'left');
  const shape = seenShape(fact, operand.levels);
  return needOf(operator.family, operand.side) === 'list' ? elementShape(shape) : shape;
}

/** Lists, objects and what is never there are reported where the fact is checked. */
function mayEqual(shape: Shape, literal: unknown): boolean {
  if (typeof literal === 'object' && literal !== null) return false;
  return shape === 'none' || shape === 'object' || shape === 'texts' || shape === 'list' || canEqual(shape, literal);
}

function checkEquals(literal: unknown, pointer: string, shape: Shape, fact: FactUse | null, walk: CheckWalk): void {
  if (mayEqual(shape, literal)) return;
  if (fact?.declared === true && !canEqual(shape, literal) && shape !== 'any') {
    walk.report('ATTRIBUTE_TYPE_MISMATCH', pointer, 'The attribute is declared with another type.');
  } else walk.report('NEVER_EQUAL', pointer, 'The fact never equals this value.');
}
