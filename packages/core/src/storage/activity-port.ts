import type { ActivityOfType } from '../model/activity';
import type { RememberedCommand } from '../model/remembered-command';
import type { Instant } from '../time/instant';

/** What an identity did, summed up by type. */
export interface ActivityMark {
  readonly identityId: string;
  readonly activity: ActivityOfType;
}

export interface RecordOptions {
  /** The present instant: what an expired evaluation gets as its expiry. */
  readonly now: Instant;
  /** Expires the evaluation of every identity that is marked: a policy's conditions read activity facts (S1). */
  readonly expires: boolean;
  /**
   * Daily counters of days of UTC before this one (counted from 1970-01-01) are no longer needed: `forgetDays` drops
   * them from what is written (A8). Default: all are kept.
   */
  readonly daysFrom?: number;
  /** Merges only if the account does not remember the key at `now` (E6); and remembers the answer in the same commit. */
  readonly once?: RecordOnce;
}

export interface RecordOnce {
  readonly idempotencyKey: string;
  /** What to remember, given the ids that are no identities. It is synchronous. */
  readonly remember: (unknown: readonly string[]) => RememberedCommand;
}

export interface RecordAnswer {
  /** What the account remembers under the key: nothing was merged. Null: it was new, or there is none. */
  readonly repeated: RememberedCommand | null;
  /** The ids that are no identities of the account; their marks were dropped. */
  readonly unknown: readonly string[];
  /** The marked ids that await activity (`StoredSubject.awaitsActivity`). */
  readonly awaiting: readonly string[];
  /** Those of them that were marked as unreviewed before this call: a review of what came earlier never was. */
  readonly left: readonly string[];
  readonly policyRevision: number;
}
