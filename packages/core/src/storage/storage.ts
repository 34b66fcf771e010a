import type { ChainHead } from '../model/chain';
import type { Control } from '../model/control';
import type { DormouseEvent } from '../model/event';
import type { AccountPolicies, PolicyActivation } from '../model/policy-activation';
import type { RememberedCommand } from '../model/remembered-command';
import type { Run, RunKey } from '../model/run';
import type { Commit, Slot, StoredSubject } from '../model/stored-subject';
import type { Instant } from '../time/instant';
import type { ActivityMark, RecordAnswer, RecordOptions } from './activity-port';
import type { AccountConsumer, ConsumerState } from './consumer-state';
import type { ControlFilter, EventFilter, IdentityFilter, ScanOptions } from './filter';
import type { Page, PageRequest } from './page';
import type { DecidePolicies, PolicyUpdateOptions } from './policy-port';
import type { ReportStorage } from './report-port';

/** What a decision gives back: what to write, and an answer for the caller. */
export interface Decision<T> {
  readonly commit: Commit;
  readonly answer: T;
}

/**
 * Decides about the slots that were loaded. It is pure in what it writes and synchronous; it may be called again with
 * fresh slots, and only the last call counts. What it throws goes to the caller unchanged, and nothing is written.
 */
export type Decide<T> = (
  slots: readonly Slot[],
  policyRevision: number,
  remembered: RememberedCommand | null,
) => Decision<T>;

export interface UpdateOptions {
  /** Also loads every descendant by `parentId` (K8), after the slots that were asked for, parents first. */
  readonly withDescendants?: boolean;
  /** Also loads what the account remembers under this key (E6). Two decisions with one key never overlap. */
  readonly idempotencyKey?: string;
}

export interface DueRequest {
  readonly accountId: string;
  readonly now: Instant;
  /** How many subjects to take at the most. */
  readonly limit: number;
  /** Only among these. Default: all that are due. */
  readonly ids?: readonly string[];
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

/** Subjects, and the revision of the account's policies at the moment of the reading. */
export interface Reading {
  /** In the order of the ids that were asked for; null where there is no such identity. */
  readonly stored: readonly (StoredSubject | null)[];
  readonly policyRevision: number;
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

/** What the guard asks of an account (S4). */
export interface GuardState {
  /** How many identities the account has. */
  readonly identities: number;
  /** The sum of what the commits later than `since` restricted (`Commit.restricts`). */
  readonly restricted: number;
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
 * - *Log.* An event that shows later never has a smaller position than one that showed before, also with concurrent
 *   writers: whoever has read up to a position has missed nothing (E5). An event follows the head of its chain (E3).
 * - *Keys.* What a commit remembers is there until 24 hours later, and may go then (E6); it is written with the commit.
 * - *Errors.* What a decision throws passes through. Everything else that goes wrong rejects, with nothing written.
 */
export interface Storage extends ReportStorage {
  /**
   * Loads the slots of the ids (each id once), locks them against other decisions, asks `decide` once with all of them
   * in the order of the ids, and commits what it says. Everything that `commit` names belongs to the slots.
   *
   * `subject.activity` is written with a new identity only, which brings it along when it is imported; later it belongs
   * to {@link Storage.recordActivity}. A removed identity takes its activity and controls along; its events stay, and so does the sequence that its slot shows.
   * What the commit restricts is added to the count of the guard in the same commit; commits that come at the same time
   * never make it larger than their `most` together (S4). A count need not be kept longer than 24 hours.
   * @throws DormouseError `CONFLICT` when the id of a new control is taken, an event does not follow the last one of its
   * identity, or a rewritten one has no stored one with its identity, sequence and hash; `GUARD_EXCEEDED` when the commit restricts more than `most` allows.
   */
  update<T>(accountId: string, ids: readonly string[], decide: Decide<T>, options?: UpdateOptions): Promise<T>;

  /**
   * The same for subjects whose evaluation has expired: those judged under earlier policies first, then by `expiresAt`,
   * then by id. It skips what another process holds, and waits for nobody (S2). A subject that the commit leaves out stays due.
   */
  updateDue<T>(request: DueRequest, decide: Decide<T>): Promise<DueAnswer<T>>;

  /**
   * Merges activity into the summaries: the latest instant and the sum of the counts, by type and outcome (A1). The
   * order and the number of calls make no difference, to the daily counters either (A8). Each identity and type is marked once in a call.
   *
   * It leaves the expiry index alone (S1), but lowers `expiresAt` to `now` for the first activity of a type of an
   * identity, for all with `expires`, and for identities that await activity, which it also marks as `unreviewed`: so
   * that a process that dies before the review loses no return (A7). The answer tells which of them were marked already.
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
  scan(accountId: string, options?: ScanOptions): AsyncIterable<StoredSubject>;

  /** How many identities have each of these as their parent, in the order of the ids. */
  countChildren(accountId: string, ids: readonly string[]): Promise<readonly number[]>;

  /** Controls by identity id, then by `createdAt`, then by control id. */
  controls(
    accountId: string,
    filter: ControlFilter,
    now: Instant,
    page: PageRequest<ControlKey>,
  ): Promise<Page<Control>>;

  /** Events in the order of their positions. */
  events(accountId: string, filter: EventFilter, page: PageRequest<number>): Promise<Page<LoggedEvent>>;

  /**
   * Where the archived part of a history ended (E3): what remains of it starts from this hash. Null when nothing of it was
   * archived; a storage that never takes events out of the log always answers null.
   * @param identityId null: the history of the account itself.
   */
  archivedHead(accountId: string, identityId: string | null): Promise<ChainHead | null>;

  /**
   * Loads how far a consumer has come in an account (`newConsumer`, when it has not begun), locks it, asks `decide`, and
   * writes what it says. When it gives back the very state that it was given, nothing is written.
   * @returns the state afterwards.
   */
  updateConsumer(
    accountId: string,
    name: string,
    decide: (state: ConsumerState) => ConsumerState,
  ): Promise<ConsumerState>;

  /** The states of a consumer that were written, by account id. */
  consumers(name: string, page: PageRequest<string>): Promise<Page<AccountConsumer>>;

  /** The accounts in which a consumer has something to do (`isBehind`), by account id. */
  consumerBacklog(name: string, now: Instant, page: PageRequest<string>): Promise<Page<string>>;

  /** The accounts with expired evaluations, and how many; of one account, or of all, by account id. */
  dueSummary(now: Instant, accountId?: string): Promise<readonly DueCount[]>;

  /**
   * Every subject whose evaluation has expired at `now`, in the order of `updateDue`, each once, without a lock and
   * without loading all of them at once. What is written meanwhile may show or not.
   */
  scanDue(accountId: string, now: Instant): AsyncIterable<StoredSubject>;

  /** What the guard asks, at this moment. */
  guardState(accountId: string, since: Instant): Promise<GuardState>;

  /** A run of the account; null when there is none with this id. */
  run(accountId: string, runId: string): Promise<Run | null>;

  /** The runs of an account, the latest first: by `startedAt` downwards, then by id. */
  runs(accountId: string, page: PageRequest<RunKey>): Promise<Page<Run>>;

  /** Every version of a policy that was ever activated, from the first (P1). */
  policyVersions(accountId: string, policyId: string): Promise<readonly PolicyActivation[]>;

  /** The policies of an account; of one that has none, revision 0 and empty lists. */
  policies(accountId: string): Promise<AccountPolicies>;

  /**
   * Removes everything of an account: identities, events, policies, and whatever else is kept of it. Before, under lock,
   * it shows every subject to `check`; what that throws goes to the caller unchanged, and nothing is removed.
   * @returns how many identities there were.
   */
  removeAccount(accountId: string, check: (stored: StoredSubject) => void): Promise<number>;

  /**
   * Loads the policies of an account, locks them, asks `decide`, commits, and raises the revision by one, which expires
   * every evaluation of the account at once and without touching one (P7). An empty commit does just that; one that
   * says `keepsEvaluations` leaves the revision alone. It is the one way to write events of an account, its runs,
   * and its reports: those that a commit leaves out of `reports` go, with their rows.
   * @returns the policies afterwards.
   * @throws DormouseError `CONFLICT` when an event does not follow the last one of the account.
   */
  updatePolicies(accountId: string, decide: DecidePolicies, options?: PolicyUpdateOptions): Promise<AccountPolicies>;
}
