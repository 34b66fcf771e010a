/** The facts that every condition can read (C8, A8). */
export type BuiltInFact =
  | 'kind'
  | 'accountId'
  | 'parentId'
  | 'createdAt'
  | 'lastActiveAt'
  | 'neverActive'
  | 'attributes'
  | 'labels'
  | 'controls'
  | 'requirements'
  | 'activity'
  | 'activityCount';

/**
 * What is known of a value before there is one. `none` stands for a value that is never there, `any` for one of which
 * nothing is known.
 */
export type Shape = 'text' | 'number' | 'boolean' | 'instant' | 'object' | 'texts' | 'list' | 'any' | 'none';

/** The shape of every built-in fact. */
export const builtInFacts: ReadonlyMap<string, Shape> = new Map<BuiltInFact, Shape>([
  ['kind', 'text'],
  ['accountId', 'text'],
  ['parentId', 'text'],
  ['createdAt', 'instant'],
  ['lastActiveAt', 'instant'],
  ['neverActive', 'boolean'],
  ['attributes', 'object'],
  ['labels', 'texts'],
  ['controls', 'texts'],
  ['requirements', 'object'],
  ['activity', 'object'],
  ['activityCount', 'number'],
]);

/** The facts that recording an activity can change (S1). */
export const activityFacts: ReadonlySet<string> = new Set<BuiltInFact>([
  'lastActiveAt',
  'neverActive',
  'activity',
  'activityCount',
]);

/** The facts that time alone can change (C5). */
export const timedFacts: ReadonlySet<string> = new Set<BuiltInFact>(['controls', 'requirements', 'activityCount']);
