import type { ActivityOfType } from '../model/activity';
import type { Control } from '../model/control';
import type { DormouseEvent } from '../model/event';
import type { AccountPolicies, PolicyCommit } from '../model/policy-activation';
import type { Commit, Slot, StoredSubject } from '../model/stored-subject';
import type { Instant } from '../time/instant';
import type { ControlFilter, EventFilter, IdentityFilter } from './filter';

/** What a decision gives back: what to write, and an answer for the caller. */
export interface Decision<T> {
  readonly commit: Commit;
  readonly answer: T;
}

/**
 * Decides about the slots that were loaded. It is pure in what it writes and synchronous; it may be called again with
 * fresh slots, and only the last call counts. What it throws goes to the caller unchanged, and nothing is written.
 */
export type Decide<T> = (slots: readonly Slot[], policyRevision: number) => Decision<T>;

export interface UpdateOptions {
  /** Also loads every descendant by `parentId` (K8), after the slots that were asked for, parents first. */
  readonly withDescendants?: boolean;
}

export interface DueRequest {
  readonly accountId: string;
  readonly now: Instant;
  /** How many subjects to take at the most. */
  readonly limit: number;
  /** Ends a wait for locks or for the network; nothing is written then. */
  readonly signal?: StopSignal;
}

/** The part of an `AbortSignal` that is looked at. */
export interface StopSignal {
  readonly aborted: boolean;
}

/** How many due subjects were taken, and the answer of the decision; null when there were none. */
export interface DueAnswer<T> {
  readonly taken: number;
  readonly answer: T | null;
}

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
}

export interface RecordAnswer {
  /** The ids that are no identities of the account; their marks were dropped. */
  readonly unknown: readonly string[];
  /** The marked ids that await activity (`StoredSubject.awaitsActivity`). */
  readonly awaiting: readonly string[];
  readonly policyRevision: number;
}

/** Subjects, and the revision of the account's policies at the moment of the reading. */
export interface Reading {
  /** In the order of the ids that were asked for; null where there is no such identity. */
  readonly stored: readonly (StoredSubject | null)[];
  readonly policyRevision: number;
}

/** A part of a listing: up to `limit` members after the one with the key `after` (null: from the first). */
export interface PageRequest<K> {
  readonly after: K | null;
  readonly limit: number;
}

/** `more` is false only when nothing follows. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly more: boolean;
}

export interface SubjectPage extends Page<StoredSubject> {
  readonly policyRevision: number;
}

/** The place of a control in its listing. */
export interface ControlKey {
  readonly identityId: string;
  readonly createdAt: Instant;
  readonly controlId: string;
}

/** An event and its place in the log of the account. */
export interface LoggedEvent {
  /** Grows in the order of the commits. It may have gaps; `event.sequence` has none. */
  readonly position: number;
  readonly event: DormouseEvent;
}

/** How many evaluations of an account have expired. */
export interface DueCount {
  readonly accountId: string;
  readonly due: number;
}

/**
 * The storage port: everything that Dormouse asks of a place to keep its records. These are its laws.
 *
 * - *Accounts.* Nothing of one account is ever seen or changed by a call that names another, whatever the ids.
 * - *Isolation.* Records are plain data. Changing an object after it was handed in, or one that was handed out, never
 *   changes what is stored; a storage may freeze what it is given.
 * - *Atomicity.* A commit, with its events, is there as a whole or not at all; every reader sees it from the moment the
 *   call is fulfilled. Two decisions about the same identity never overlap.
 * - *Order.* Ids are ordered by `compareIds`.
 * - *Expiry.* An evaluation has expired when `expiresAt <= now`, or `judgedUnder` is less than the revision of the
 *   account's policies. A storage keeps an index for this: finding what is due costs nothing for what is not (S1).
 * - *Errors.* What a decision throws passes through. Everything else that goes wrong rejects, with nothing written.
 */
export interface Storage {
  /**
   * Loads the slots of the ids (each id once), locks them against other decisions, asks `decide` once with all of them
   * in the order of the ids, and commits what it says. Everything that `commit` names belongs to the slots.
   *
   * `subject.activity` is not written: it belongs to {@link Storage.recordActivity}. A removed identity takes its
   * activity and controls along; its events stay, and so does the sequence that its slot shows.
   * @throws DormouseError `CONFLICT` when the id of a new control is taken, or an event does not follow the last one of
   * its identity.
   */
  update<T>(accountId: string, ids: readonly string[], decide: Decide<T>, options?: UpdateOptions): Promise<T>;

  /**
   * The same for subjects whose evaluation has expired: those judged under earlier policies first, then by `expiresAt`.
   * It skips what another process holds, and waits for nobody (S2). A subject that the commit leaves out stays due.
   */
  updateDue<T>(request: DueRequest, decide: Decide<T>): Promise<DueAnswer<T>>;

  /**
   * Merges activity into the summaries: the latest instant and the sum of the counts, by type and outcome (A1). The
   * order and the number of calls make no difference. Each identity and type is marked once in a call.
   *
   * It leaves the expiry index alone (S1), but lowers `expiresAt` to `now` for the first activity of a type of an
   * identity, and for all with `expires`.
   */
  recordActivity(accountId: string, marks: readonly ActivityMark[], options: RecordOptions): Promise<RecordAnswer>;

  /** Reads subjects by id. */
  read(accountId: string, ids: readonly string[]): Promise<Reading>;

  /**
   * Identities in the order of their ids. `filter.status` passes every subject whose stored status matches *or* whose
   * evaluation has expired at `now`: the caller judges those again (R7). The other filters mean what `matchesFilter`
   * says. An identity that is there and matches all the time is on exactly one page, whatever is written meanwhile.
   */
  list(accountId: string, filter: IdentityFilter, now: Instant, page: PageRequest<string>): Promise<SubjectPage>;

  /** Every subject of the account in the order of the ids, each once, without loading all of them at once. */
  scan(accountId: string): AsyncIterable<StoredSubject>;

  /** Controls by identity id, then by `createdAt`, then by control id. */
  controls(
    accountId: string,
    filter: ControlFilter,
    now: Instant,
    page: PageRequest<ControlKey>,
  ): Promise<Page<Control>>;

  /** Events in the order of their positions. */
  events(accountId: string, filter: EventFilter, page: PageRequest<number>): Promise<Page<LoggedEvent>>;

  /** The accounts with expired evaluations, and how many; of one account, or of all, by account id. */
  dueSummary(now: Instant, accountId?: string): Promise<readonly DueCount[]>;

  /** The policies of an account; of one that has none, revision 0 and an empty list. */
  policies(accountId: string): Promise<AccountPolicies>;

  /**
   * Loads the policies of an account, locks them, asks `decide`, commits, and raises the revision by one, which expires
   * every evaluation of the account at once and without touching one (P7). An empty commit does just that.
   * @returns the policies afterwards.
   */
  updatePolicies(accountId: string, decide: (account: AccountPolicies) => PolicyCommit): Promise<AccountPolicies>;
}
