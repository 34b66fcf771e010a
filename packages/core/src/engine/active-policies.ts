import type { LiftOrder, ObservedPolicies } from '../decide/context';
import type { PolicySet } from '../policy/policy-set';
import type { FactTable } from './fact-table';

/** The policies of an account at one revision, compiled. */
export interface ActivePolicies {
  readonly revision: number;
  /** The enforcing ones: they alone decide about anybody. */
  readonly set: PolicySet;
  readonly versions: ReadonlyMap<string, number>;
  /** The observing ones (P8); undefined when there are none. */
  readonly observed: ObservedPolicies | undefined;
  /** What sweeps lift because its rule is gone (P7); undefined when there is nothing. */
  readonly lifts: ReadonlyMap<string, LiftOrder> | undefined;
  /** The host facts that the operation knows (C7); undefined when no condition names one. */
  readonly facts?: FactTable;
}
