import type { JsonObject, JsonValue } from '../model/json';

/** The types that a policy can declare for an attribute (C8). An `instant` is ISO-8601 text with an offset (T1). */
export type AttributeType = 'string' | 'number' | 'boolean' | 'instant' | 'list';

/** Host facts by name (C7), each with its declared type, or null where none was declared. */
export type HostFactTypes = ReadonlyMap<string, AttributeType | null>;

/** What every node may say about itself. Neither key changes an answer. */
export interface NodeNotes {
  readonly name?: string;
  /** A whole number, 1 or more. It orders the work of json-rules-engine only. */
  readonly priority?: number;
}

/** True when every child is true. The list is never empty. */
export interface AllCondition extends NodeNotes {
  readonly all: readonly ConditionNode[];
}

/** True when some child is true. The list is never empty. */
export interface AnyCondition extends NodeNotes {
  readonly any: readonly ConditionNode[];
}

/** True when its child is false; unknown when its child is unknown. */
export interface NotCondition extends NodeNotes {
  readonly not: ConditionNode;
}

/** The answer of a named condition of the same policy. */
export interface ConditionReference extends NodeNotes {
  readonly condition: string;
}

/** The value of another fact, compared with the leaf's own. */
export interface FactReference {
  readonly fact: string;
  readonly path?: string;
  readonly params?: JsonObject;
}

/** One comparison of a fact with a value. */
export interface Leaf extends NodeNotes {
  readonly fact: string;
  /** An operator, with decorators before it: `not:someFact:equal`. */
  readonly operator: string;
  /** A literal, or `{ "fact": … }`: an object with its own key `fact` is always a reference. */
  readonly value: JsonValue | FactReference;
  /** `$.a.b[0].c` */
  readonly path?: string;
  readonly params?: JsonObject;
}

/** A condition as it stands in a policy: json-rules-engine's JSON. A leaf alone is none. */
export type Condition = AllCondition | AnyCondition | NotCondition | ConditionReference;

/** What may stand inside a condition. */
export type ConditionNode = Condition | Leaf;
