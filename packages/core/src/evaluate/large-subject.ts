import type { Control } from '../model/control';
import type { Exemption } from '../model/exemption';
import type { StageProgress } from '../model/progress';
import type { Instant } from '../time/instant';

/**
 * A subject usually has a few records, which are simply walked through for each policy. Where it has very many, they are
 * sorted by policy once, so that many records under many policies cost their sum and not their product.
 */
export const FEW = 16;

/** The records of a subject by the policy that they belong to; each filled when it is first asked for. */
export interface ManyRecords {
  /** The types of controls that are borne. */
  bears: Set<string> | null;
  progress: ByPolicy<StageProgress> | null;
  ownControls: ByPolicy<Control> | null;
  /** The exemptions with the scope of a policy or a rule. */
  exemptions: ByPolicy<Exemption> | null;
  /** What the exemptions from everything say. */
  general: GeneralExemptions | null;
}

/** The exemptions from everything, taken together: they say the same of every policy. */
export interface GeneralExemptions {
  /** The ids of those in force, sorted. */
  readonly inForce: readonly string[];
  /** The end of the last one that restarts the clock (A3); `-Infinity` when there is none. */
  readonly lastEnd: Instant;
}

export type ByPolicy<T> = ReadonlyMap<string, readonly T[]>;
