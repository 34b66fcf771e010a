import { DormouseError } from '../model/errors';
import { quote } from '../model/shape';
import { builtInOperators } from './operators';

/**
 * An operator of the host's own (C6). It must be pure. It is asked about facts that are present only; anything but
 * `true` or `false`, or an error, counts as unknown (C2).
 */
export interface CustomOperator {
  readonly name: string;
  evaluate(factValue: unknown, compareToValue: unknown): boolean;
}

/**
 * What a host may give: a {@link CustomOperator}, or an `Operator` of json-rules-engine, whose declared type leaves
 * out the `evaluate` that it has.
 */
export interface OperatorLike {
  readonly name: string;
}

const LONGEST_NAME = 256;

/**
 * The custom operators by name.
 *
 * @throws DormouseError `INVALID_ARGUMENT` for a name that is empty, longer than 256 characters, contains `:`, belongs
 * to a built-in operator or is given twice, and for an object without a method `evaluate`.
 */
export function operatorTable(operators: readonly OperatorLike[]): ReadonlyMap<string, CustomOperator> {
  const byName = new Map<string, CustomOperator>();
  for (const operator of operators) {
    const { name } = operator;
    const fault = isCustomOperator(operator) ? faultOfName(name) : 'needs a text `name` and a method `evaluate`';
    if (fault !== null || byName.has(name)) {
      const subject = `The operator ${quote(String(name))}`;
      throw new DormouseError('INVALID_ARGUMENT', `${subject} ${fault ?? 'is given twice'}.`, { operator: name });
    }
    byName.set(name, operator as CustomOperator);
  }
  return byName;
}

function isCustomOperator(operator: OperatorLike): operator is CustomOperator {
  const { name, evaluate } = operator as { name?: unknown; evaluate?: unknown };
  return typeof name === 'string' && typeof evaluate === 'function';
}

function faultOfName(name: string): string | null {
  if (name === '') return 'needs a name';
  if (name.length > LONGEST_NAME) return `has a name of more than ${LONGEST_NAME} characters`;
  if (name.includes(':')) return 'has a colon in its name, which separates decorators';
  return builtInOperators.has(name) ? 'has the name of a built-in operator' : null;
}
