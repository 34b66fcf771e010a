import type { Instant } from '../time/instant';

/** What happened at a stage: a notice was recorded, a control was set, or the notice came too late to be sent (P5). */
export type ProgressOutcome = 'served' | 'acted' | 'skipped';

/** The record that a stage has been gone through, in the episode that began at `base` (P4, P6). */
export interface StageProgress {
  readonly policyId: string;
  readonly ruleId: string;
  readonly stageId: string;
  readonly base: Instant;
  readonly at: Instant;
  readonly outcome: ProgressOutcome;
  /** When its delivery was acknowledged. A stage that asks for that counts from here (P4); null: not yet. */
  readonly acknowledgedAt: Instant | null;
  /**
   * Of a notice: how long after it each later control stage acts at the earliest, as the policy said when it was served. A later
   * version may promise more time, and never less (P4). null: nothing is recorded of that.
   */
  readonly promised: readonly PromisedDistance[] | null;
}

/** The time from a notice to a stage after it. */
export interface PromisedDistance {
  readonly stageId: string;
  readonly milliseconds: number;
}
