/** Every code that the check of a condition can give (C1). The names are stable. */
export type ConditionIssueCode =
  | 'AMBIGUOUS_NODE'
  | 'ATTRIBUTE_TYPE_MISMATCH'
  | 'CYCLIC_CONDITION'
  | 'DECORATOR_NOT_ALLOWED'
  | 'EMPTY_GROUP'
  | 'FORBIDDEN_KEY'
  | 'INVALID_CONDITION_NAME'
  | 'INVALID_FACT'
  | 'INVALID_GROUP'
  | 'INVALID_NAME'
  | 'INVALID_NODE'
  | 'INVALID_OPERATOR'
  | 'INVALID_PARAMS'
  | 'INVALID_PATH'
  | 'INVALID_PRIORITY'
  | 'INVALID_VALUE'
  | 'LEAF_AT_ROOT'
  | 'MISSING_KEY'
  | 'NEVER_EQUAL'
  | 'NEVER_JUDGED'
  | 'TOO_DEEP'
  | 'TOO_MANY_DECORATORS'
  | 'TOO_MANY_ISSUES'
  | 'TOO_MANY_NODES'
  | 'TOO_MANY_VALUES'
  | 'UNDECLARED_ATTRIBUTE'
  | 'UNKNOWN_CONDITION'
  | 'UNKNOWN_DECORATOR'
  | 'UNKNOWN_FACT'
  | 'UNKNOWN_KEY'
  | 'UNKNOWN_OPERATOR'
  | 'VALUE_NOT_JSON'
  | 'VALUE_NOT_LITERAL'
  | 'VALUE_TOO_DEEP'
  | 'VALUE_TOO_LONG';

/** How grave each of them is. Errors refuse the policy; warnings are advice. */
export const conditionIssueSeverity: Readonly<Record<ConditionIssueCode, 'error' | 'warning'>> = {
  /** Two of `all`, `any`, `not`, `condition` in one node, or one of them beside the keys of a leaf. */
  AMBIGUOUS_NODE: 'error',
  /** A declared attribute is used against its declaration. */
  ATTRIBUTE_TYPE_MISMATCH: 'error',
  /** A named condition refers to itself, directly or through others. */
  CYCLIC_CONDITION: 'error',
  /** `swap` on a temporal operator, or anything but `not` on `present`. */
  DECORATOR_NOT_ALLOWED: 'error',
  /** `all` or `any` without children. */
  EMPTY_GROUP: 'error',
  /** A key or path segment `__proto__`, `constructor` or `prototype`. */
  FORBIDDEN_KEY: 'error',
  /** `condition` is no text. */
  INVALID_CONDITION_NAME: 'error',
  /** `fact` is no text. */
  INVALID_FACT: 'error',
  /** `all` or `any` is no list. */
  INVALID_GROUP: 'error',
  /** `name` is no text. */
  INVALID_NAME: 'error',
  /** A node is no object, or says nothing. */
  INVALID_NODE: 'error',
  /** `operator` is no text. */
  INVALID_OPERATOR: 'error',
  /** `params` is no object. */
  INVALID_PARAMS: 'error',
  /** `path` is more than `$.a.b[0].c`, or no text. */
  INVALID_PATH: 'error',
  /** `priority` is no whole number of 1 or more. */
  INVALID_PRIORITY: 'error',
  /** The literal is of a type that the operator cannot judge. */
  INVALID_VALUE: 'error',
  /** The root of a condition is a leaf. */
  LEAF_AT_ROOT: 'error',
  /** A leaf without `fact`, `operator` or `value`. */
  MISSING_KEY: 'error',
  /** A list or an object is compared: it is never equal to anything. */
  NEVER_EQUAL: 'warning',
  /** The fact is never of a type that the operator can judge, so the leaf is always unknown. */
  NEVER_JUDGED: 'warning',
  /** More than 32 levels. */
  TOO_DEEP: 'error',
  /** More than 16 decorators. */
  TOO_MANY_DECORATORS: 'error',
  /** The list of issues of this condition was cut. */
  TOO_MANY_ISSUES: 'error',
  /** More than 10,000 nodes. */
  TOO_MANY_NODES: 'error',
  /** More than 200,000 values in all literals and `params` together. */
  TOO_MANY_VALUES: 'error',
  /** The policy declares attributes, and not this one. */
  UNDECLARED_ATTRIBUTE: 'warning',
  /** `condition` names no condition of the policy. */
  UNKNOWN_CONDITION: 'error',
  /** A decorator that does not exist. */
  UNKNOWN_DECORATOR: 'error',
  /** A fact that does not exist. */
  UNKNOWN_FACT: 'error',
  /** A key that means nothing where it stands. */
  UNKNOWN_KEY: 'error',
  /** An operator that does not exist. */
  UNKNOWN_OPERATOR: 'error',
  /** A value that JSON cannot hold. */
  VALUE_NOT_JSON: 'error',
  /** A fact reference where the operator needs a literal. */
  VALUE_NOT_LITERAL: 'error',
  /** A value of more than 16 levels. */
  VALUE_TOO_DEEP: 'error',
  /** More than 1,000 elements in a list that a decorator walks. */
  VALUE_TOO_LONG: 'error',
};
