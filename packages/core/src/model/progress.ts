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
}
