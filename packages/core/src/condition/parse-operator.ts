import { quote } from '../model/shape';
import type { ConditionIssueCode } from './issue-codes';
import { builtInOperators, type DecoratedOperator, type Decorator, isDecorator, MAX_DECORATORS } from './operators';

/** Why a text is no operator. */
export interface OperatorFault {
  readonly code: ConditionIssueCode;
  readonly message: string;
}

/** Reads `not:someFact:equal`. `custom` tells which other names are operators. */
export function parseOperator(text: string, custom: (name: string) => boolean): DecoratedOperator | OperatorFault {
  // One part more than is allowed is enough to know; a hostile text may have millions.
  const parts = text.split(':', MAX_DECORATORS + 2);
  if (parts.length > MAX_DECORATORS + 1) {
    return { code: 'TOO_MANY_DECORATORS', message: `An operator has at most ${MAX_DECORATORS} decorators.` };
  }
  const name = parts[parts.length - 1] ?? '';
  const decorators: Decorator[] = [];
  for (const part of parts.slice(0, -1)) {
    if (!isDecorator(part)) return { code: 'UNKNOWN_DECORATOR', message: `There is no decorator ${quote(part)}.` };
    decorators.push(part);
  }
  const family = builtInOperators.get(name) ?? (custom(name) ? 'custom' : undefined);
  if (family === undefined) return { code: 'UNKNOWN_OPERATOR', message: `There is no operator ${quote(name)}.` };
  return refuseDecorators({ decorators, name, family });
}

/** C4: a temporal operator looks at its fact only, and `present` needs nothing but its opposite. */
function refuseDecorators(operator: DecoratedOperator): DecoratedOperator | OperatorFault {
  const { decorators, family, name } = operator;
  const wrong = decorators.find((decorator) =>
    family === 'presence' ? decorator !== 'not' : decorator === 'swap' && (family === 'instant' || family === 'age'),
  );
  if (wrong === undefined) return operator;
  return { code: 'DECORATOR_NOT_ALLOWED', message: `The decorator ${wrong} cannot be used with ${name}.` };
}
