/** Operators of one family judge the same types (C2). */
export type OperatorFamily =
  | 'equality'
  | 'membership'
  | 'containment'
  | 'numeric'
  | 'instant'
  | 'age'
  | 'presence'
  | 'custom';

/** The operators that need no declaration: the ten of json-rules-engine, and those of C4. */
export type BuiltInOperator =
  | 'equal'
  | 'notEqual'
  | 'in'
  | 'notIn'
  | 'contains'
  | 'doesNotContain'
  | 'lessThan'
  | 'lessThanInclusive'
  | 'greaterThan'
  | 'greaterThanInclusive'
  | 'before'
  | 'after'
  | 'olderThan'
  | 'youngerThan'
  | 'present';

/** What stands before an operator and changes it; the left-most is the outermost. */
export type Decorator = 'someFact' | 'everyFact' | 'someValue' | 'everyValue' | 'swap' | 'not';

/** An operator with its decorators, read from the text of a leaf. */
export interface DecoratedOperator {
  readonly decorators: readonly Decorator[];
  readonly name: string;
  readonly family: OperatorFamily;
}

/** The most decorators that one operator may have. */
export const MAX_DECORATORS = 16;

/** The family of every built-in operator. */
export const builtInOperators: ReadonlyMap<string, OperatorFamily> = new Map<BuiltInOperator, OperatorFamily>([
  ['equal', 'equality'],
  ['notEqual', 'equality'],
  ['in', 'membership'],
  ['notIn', 'membership'],
  ['contains', 'containment'],
  ['doesNotContain', 'containment'],
  ['lessThan', 'numeric'],
  ['lessThanInclusive', 'numeric'],
  ['greaterThan', 'numeric'],
  ['greaterThanInclusive', 'numeric'],
  ['before', 'instant'],
  ['after', 'instant'],
  ['olderThan', 'age'],
  ['youngerThan', 'age'],
  ['present', 'presence'],
]);

const decoratorNames: ReadonlySet<string> = new Set<Decorator>([
  'someFact',
  'everyFact',
  'someValue',
  'everyValue',
  'swap',
  'not',
]);

/** Whether a text names a decorator. */
export function isDecorator(text: string): text is Decorator {
  return decoratorNames.has(text);
}

/** Which side of the operator an operand stands on. */
export type Side = 'left' | 'right';

/** Where an operand ends up after the decorators: on which side, and how many lists deep they went into it. */
export interface Operand {
  readonly side: Side;
  readonly levels: number;
}

/** Follows an operand (the fact starts on the left, the value on the right) through the decorators. */
export function followOperand(decorators: readonly Decorator[], start: Side): Operand {
  let side = start;
  let levels = 0;
  for (const decorator of decorators) {
    if (decorator === 'swap') side = side === 'left' ? 'right' : 'left';
    else if (decorator !== 'not' && (side === 'left') === decorator.endsWith('Fact')) levels += 1;
  }
  return { side, levels };
}
