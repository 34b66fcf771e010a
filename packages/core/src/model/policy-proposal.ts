import type { Instant } from '../time/instant';
import type { JsonObject } from './json';

/** Whether a policy acts, or only tells what it would have done (P8). */
export type PolicyMode = 'enforce' | 'observe';

/** A policy that waits for a second person. */
export interface PolicyProposal {
  readonly id: string;
  readonly policyId: string;
  readonly document: JsonObject;
  readonly contentHash: string;
  readonly mode: PolicyMode;
  readonly liftRemoved: boolean;
  /** The version in force of the policy when it was proposed; null: there was none. It must still be that one. */
  readonly over: number | null;
  readonly actor: string;
  readonly reason: string;
  readonly at: Instant;
}
