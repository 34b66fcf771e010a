import type { Instant } from '../time/instant';
import type { IdentityEvent } from './event';
import type { StageProgress } from './progress';
import type { RememberedCommand } from './remembered-command';
import type { Status } from './status';
import type { Subject } from './subject';

/** The answer to a command that came with an idempotency key (E6). */
export interface RememberedAnswer {
  readonly key: string;
  readonly command: 'control.create' | 'control.delete';
  readonly controlId: string;
  readonly at: Instant;
}

/** A subject as the storage keeps it: with its last evaluation, which is a cache (R7), and its place in the log. */
export interface StoredSubject {
  readonly subject: Subject;
  /** The status at the last evaluation; true until that expires. */
  readonly status: Status;
  /**
   * When the evaluation expires (S1): its `validUntil`, or the instant of the evaluation itself while something is due
   * and not applied. `Infinity` is never.
   */
  readonly expiresAt: Instant;
  /** The revision of the account's policies under which it was judged. Under a later one it has expired (P7). */
  readonly judgedUnder: number;
  /** Up to when what time drives (expiries, due dates) has been written as events (L3). */
  readonly toldUntil: Instant;
  /** It has a notice outstanding (P6) or bears a control of a rule (A7), so that activity is followed by a review. */
  readonly awaitsActivity: boolean;
  /**
   * It awaited activity, and some came that no decision has looked at yet; its evaluation has expired with it. Left out
   * where there is none. The review after recording looks at it at once, or the next sweep, if the process died between.
   */
  readonly unreviewed?: true;
  /** When activity was last told to be refused (A7); left out where it never was. */
  readonly activityRefusedAt?: Instant;
  /** How far observing policies would have come (P8); left out where there is nothing. It never bears on an evaluation. */
  readonly observed?: readonly StageProgress[];
  /** The commands of the last 24 hours that came with an idempotency key (E6). */
  readonly answers: readonly RememberedAnswer[];
  /** The sequence of its last event (E3). */
  readonly sequence: number;
  /** The hash of its last event (E3). */
  readonly headHash: string;
  /** How often commands and sweeps have written it. Activity does not count. */
  readonly revision: number;
}

/** The place of an identity in the storage: what is stored there, and how far its log has come. */
export interface Slot {
  readonly id: string;
  /** null: there is no such identity. */
  readonly stored: StoredSubject | null;
  /** The sequence of the last event of this id. It goes on after a removal; 0 when there never was one. */
  readonly sequence: number;
  /** The hash of the last event of this id, also after a removal (E3); `FIRST_HASH` when there never was one. */
  readonly headHash: string;
}

/** What a command makes of a slot, with the events that tell of it. */
export interface Change extends Slot {
  readonly events: readonly IdentityEvent[];
}

/** Changes of several subjects that are written together or not at all. Subjects that it leaves out stay. */
export interface Commit {
  readonly put: readonly StoredSubject[];
  /** The ids of removed identities. */
  readonly remove: readonly string[];
  readonly events: readonly IdentityEvent[];
  /**
   * Earlier events that take the place of the stored ones of the same identity and sequence, because personal data in
   * them was erased; their hashes are the same (E3a). Default: none.
   */
  readonly rewritten?: readonly IdentityEvent[];
  /** What the commit adds to the count of the guard (S4). Default: nothing. */
  readonly restricts?: Restricts;
  /** The answer to remember under its idempotency key, written with the commit (E6). */
  readonly remember?: RememberedCommand;
}

/** How many identities policies restrict with a commit, and how many they may (S4). */
export interface Restricts {
  readonly identities: number;
  readonly at: Instant;
  /** Those that were restricted later than this count too. */
  readonly since: Instant;
  /** The most that all of them together may be; null: no limit, they are only counted. */
  readonly most: number | null;
}
