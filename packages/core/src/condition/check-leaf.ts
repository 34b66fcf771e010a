import { checkFact, type FactUse } from './check-fact';
import { checkJson } from './check-json';
import { checkFactFits, checkValueFits } from './check-types';
import { type CheckWalk, checkKeys, hasMember, isMembers, type Members } from './check-walk';
import type { DecoratedOperator } from './operators';
import { parseOperator } from './parse-operator';

/** The keys that only a leaf has. */
export const leafKeys: readonly string[] = ['fact', 'operator', 'value', 'path', 'params'];

const allowedKeys: ReadonlySet<string> = new Set([...leafKeys, 'name', 'priority']);
const referenceKeys: ReadonlySet<string> = new Set(['fact', 'path', 'params']);

/** Checks one comparison (C1). */
export function checkLeaf(leaf: Members, pointer: string, walk: CheckWalk): void {
  checkKeys(leaf, allowedKeys, pointer, walk.report);
  const fact = checkFact(leaf, pointer, walk);
  const operator = checkOperator(leaf, pointer, walk);
  if (fact !== null && operator !== null) checkFactFits(fact, 'left', operator, `${pointer}/operator`, walk);
  checkValue(leaf, fact, operator, `${pointer}/value`, walk);
}

function checkOperator(leaf: Members, pointer: string, walk: CheckWalk): DecoratedOperator | null {
  if (!hasMember(leaf, 'operator')) {
    walk.report('MISSING_KEY', `${pointer}/operator`, 'A leaf needs an operator.');
    return null;
  }
  if (typeof leaf.operator !== 'string') {
    walk.report('INVALID_OPERATOR', `${pointer}/operator`, 'An operator is named by a text.');
    return null;
  }
  const operator = parseOperator(leaf.operator, (name) => walk.environment.operators.has(name));
  if ('family' in operator) return operator;
  walk.report(operator.code, `${pointer}/operator`, operator.message);
  return null;
}

function checkValue(
  leaf: Members,
  fact: FactUse | null,
  operator: DecoratedOperator | null,
  pointer: string,
  walk: CheckWalk,
): void {
  if (!hasMember(leaf, 'value')) {
    walk.report('MISSING_KEY', pointer, 'A leaf needs a value.');
    return;
  }
  const { value } = leaf;
  if (isMembers(value) && Object.hasOwn(value, 'fact')) checkReference(value, operator, pointer, walk);
  else if (checkJson(value, pointer, walk) && operator !== null) {
    checkValueFits(value, fact, operator, pointer, walk);
  }
}

/** C4: the operators that look at the time, or at nothing but the fact, take a literal. */
function checkReference(
  reference: Members,
  operator: DecoratedOperator | null,
  pointer: string,
  walk: CheckWalk,
): void {
  checkKeys(reference, referenceKeys, pointer, walk.report);
  const fact = checkFact(reference, pointer, walk);
  if (operator === null) return;
  const { family, name } = operator;
  if (family === 'instant' || family === 'age' || family === 'presence') {
    walk.report('VALUE_NOT_LITERAL', pointer, `The value of ${name} is a literal, not a fact.`);
  } else if (fact !== null) checkFactFits(fact, 'right', operator, pointer, walk);
}
