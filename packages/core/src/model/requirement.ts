import type { Duration } from '../time/duration';
import type { Instant } from '../time/instant';

/** The stored state of a requirement (R1). */
export type RequirementState = 'PENDING' | 'MET' | 'FAILED' | 'WAIVED' | 'ERROR';

/** What happens when a requirement is overdue (R2). */
export type OnOverdue = 'DENY' | 'WAIT' | { readonly control: { readonly type: string; readonly reasonCode: string } };

/** Something an identity must show or do: `ID_VERIFICATION`, `KYC_REFRESH`, … */
export interface Requirement {
  readonly id: string;
  readonly type: string;
  readonly state: RequirementState;
  readonly dueAt: Instant | null;
  /** Until when a `MET` requirement holds; null is for ever. */
  readonly validUntil: Instant | null;
  /** How long after `validUntil` it may be renewed before it is overdue; its calendar parts are added in UTC (R1). */
  readonly renewalGrace: Duration | null;
  /** How long it holds once it is met; its calendar parts are added in UTC (R1). null: for ever. */
  readonly validFor: Duration | null;
  /** When it was opened; null: that is not known. */
  readonly openedAt: Instant | null;
  readonly onOverdue: OnOverdue;
  /** `"block"`: blocks while pending even after the first approval (R4). */
  readonly whilePending: 'block' | null;
  /** Requirements with the same non-null group count as one (R3). */
  readonly group: string | null;
}
