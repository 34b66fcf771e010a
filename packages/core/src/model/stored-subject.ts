import type { Instant } from '../time/instant';
import type { IdentityEvent } from './event';
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
  /** It has a notice outstanding, so that activity should be followed by a review (P6). */
  readonly awaitsActivity: boolean;
  /** The commands of the last 24 hours that came with an idempotency key (E6). */
  readonly answers: readonly RememberedAnswer[];
  /** The sequence of its last event (E3). */
  readonly sequence: number;
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
}
