import type { CustomOperator } from './custom-operator';
import type { AttributeType, HostFactTypes } from './language';

/** What a condition may refer to. */
export interface ConditionEnvironment {
  /** The declared attributes; null when the policy declares nothing. */
  readonly attributes: ReadonlyMap<string, AttributeType> | null;
  /** The names of the named conditions. */
  readonly named: ReadonlySet<string>;
  readonly operators: ReadonlyMap<string, CustomOperator>;
  /** The host facts (C7), with the type that was declared, if one was. Default: there are none. */
  readonly hostFacts?: HostFactTypes;
}
