import type { Evaluation } from '../evaluate/evaluation';
import type { Explanation } from '../evaluate/explain';
import type { Control } from '../model/control';
import type { PolicyActivation, RetiredPolicy } from '../model/policy-activation';
import type { PolicyMode, PolicyProposal } from '../model/policy-proposal';
import type { Run } from '../model/run';
import type { LoggedEvent, Storage } from '../storage/storage';
import type { CreateControlRequest, DeleteControlRequest, ListControlsRequest } from './controls';
import type { BulkOutcome } from './decide-batch';
import type { EraseIdentityRequest, IdentityErasure } from './erase-identity';
import type { IdentityDone, IdentityRemoved, RegisterRequest, RemoveRequest, UpdateRequest } from './identities';
import type { IdentityState } from './identity-state';
import type { ImportRequest } from './import-identities';
import type { LifecycleCalls } from './lifecycle-calls';
import type { ListEventsRequest } from './list-events';
import type { ListPage, ListRequest } from './list-identities';
import type { Listeners } from './listeners';
import type { LogCalls } from './log-calls';
import type { LookCalls } from './look-calls';
import type { Activated, ActivateRequest, ReevaluateOptions, RetireRequest } from './policies';
import type { ApproveRequest, Proposed, ProposeRequest, WithdrawProposalRequest } from './proposals';
import type { ReconcileRequest, Reconciliation } from './reconcile';
import type { RecordActivityRequest, RecordedActivity } from './record-activity';
import type { ListRunsRequest, ResumeRequest } from './runs';
import type { SweepReport, SweepRequest } from './sweep-report';
import type { UndoRequest } from './undo-run';

/** The identities of an account. */
export interface Identities {
  /** Registers up to 10,000. Refusals: `INVALID_ARGUMENT`, `IDENTITY_EXISTS`, `IDENTITY_NOT_FOUND` (of a parent). */
  readonly register: (request: RegisterRequest) => Promise<BulkOutcome<IdentityDone>>;
  /** Changes up to 10,000. Refusals: `INVALID_ARGUMENT`, `IDENTITY_NOT_FOUND`. */
  readonly update: (request: UpdateRequest) => Promise<BulkOutcome<IdentityDone>>;
  /** Removes up to 10,000, with their children (K8). Refusals: `IDENTITY_NOT_FOUND`, `IDENTITY_LOCKED`, `LEGAL_HOLD`. */
  readonly remove: (request: RemoveRequest) => Promise<BulkOutcome<IdentityRemoved>>;
  /** Takes over up to 10,000 from another system, with their history. Refusals: those of `register`, `CONTROL_EXISTS`. */
  readonly import: (request: ImportRequest) => Promise<BulkOutcome<IdentityDone>>;
  /**
   * Erases personal data in the identity and its log; the log still verifies (E3a). Throws `REASON_REQUIRED`,
   * `IDENTITY_NOT_FOUND`, `LEGAL_HOLD`, `INVALID_ARGUMENT`.
   */
  readonly erase: (request: EraseIdentityRequest) => Promise<IdentityErasure>;
  /** Says where the host's own system differs, and changes nothing. Throws `INVALID_ARGUMENT`. */
  readonly reconcile: (request: ReconcileRequest) => Promise<Reconciliation>;
  /** One identity as it is now. Throws `IDENTITY_NOT_FOUND`. */
  readonly get: (accountId: string, identityId: string) => Promise<IdentityState>;
  /** Identities in the order of their ids, with their status now (R7). Throws `INVALID_ARGUMENT`, `INVALID_CURSOR`. */
  readonly list: (request: ListRequest) => Promise<ListPage<IdentityState>>;
}

/** What identities do. */
export interface Activity {
  /** Records up to 10,000 activities (A1). What is refused is in the answer and stops nothing. */
  readonly record: (request: RecordActivityRequest) => Promise<RecordedActivity>;
}

/** Restrictions that people and hosts set. */
export interface Controls {
  /**
   * Throws `REASON_REQUIRED`, `IDENTITY_NOT_FOUND`, `UNKNOWN_CONTROL_TYPE`, `CONTROL_EXISTS` (K2), `LEGAL_HOLD` (X3),
   * `INVALID_ARGUMENT`.
   */
  readonly create: (request: CreateControlRequest) => Promise<Control>;
  /**
   * Throws `REASON_REQUIRED`, `CONTROL_NOT_FOUND`, `CONTROL_ALREADY_DELETED`, `CONTROL_NOT_OVERRIDABLE` (K3),
   * `CONTROL_TERMINAL` (K4), `INVALID_ARGUMENT`.
   */
  readonly delete: (request: DeleteControlRequest) => Promise<Control>;
  readonly list: (request: ListControlsRequest) => Promise<ListPage<Control>>;
}

/** The policies of an account. */
export interface Policies {
  /** Throws `INVALID_POLICY` with every issue and its place; `TWO_PERSONS_REQUIRED` where the settings ask for two. */
  readonly activate: (request: ActivateRequest) => Promise<Activated>;
  /** Takes a policy out of force. Throws `POLICY_NOT_FOUND`, `REASON_REQUIRED`, `INVALID_ARGUMENT`. */
  readonly retire: (request: RetireRequest) => Promise<RetiredPolicy>;
  /** The first of two persons. Throws as `activate`, and `CONFLICT` when too many proposals wait. */
  readonly propose: (request: ProposeRequest) => Promise<Proposed>;
  /** The second. Throws `PROPOSAL_NOT_FOUND`, `SAME_PERSON`, `CONFLICT` (the policy has changed), `INVALID_POLICY`. */
  readonly approve: (request: ApproveRequest) => Promise<Activated>;
  /** Takes a proposal back, or turns it down. Throws `PROPOSAL_NOT_FOUND`, `REASON_REQUIRED`. */
  readonly withdraw: (request: WithdrawProposalRequest) => Promise<void>;
  /** Those that wait for a second person. */
  readonly proposals: (accountId: string) => Promise<readonly PolicyProposal[]>;
  /** Every version of a policy that was ever activated, from the first. */
  readonly history: (accountId: string, policyId: string) => Promise<readonly PolicyActivation[]>;
  /** Those in force. */
  readonly list: (accountId: string) => Promise<readonly PolicyActivation[]>;
  /** Has everyone judged again, under settings that are read anew. Throws `INVALID_ARGUMENT`. */
  readonly reevaluate: (accountId: string, options?: ReevaluateOptions | null) => Promise<void>;
}

/** What sweeps did, and what to do about it. */
export interface Runs {
  /** Throws `RUN_NOT_FOUND`. */
  readonly get: (accountId: string, runId: string) => Promise<Run>;
  /** The latest first. Throws `INVALID_ARGUMENT`, `INVALID_CURSOR`. */
  readonly list: (request: ListRunsRequest) => Promise<ListPage<Run>>;
  /** Lets a halted run go on (S4). Throws `RUN_NOT_FOUND`, `RUN_NOT_HALTED`, `CONFLICT` (the policies have changed). */
  readonly resume: (request: ResumeRequest) => Promise<SweepReport>;
  /** Lifts what a run set (S5), as a run of its own. Throws `RUN_NOT_FOUND`, `REASON_REQUIRED`, `INVALID_ARGUMENT`. */
  readonly undo: (request: UndoRequest) => Promise<Run>;
}

/** The log. */
export interface Events {
  readonly list: (request: ListEventsRequest) => Promise<ListPage<LoggedEvent>>;
}

/** An engine over a storage. Every call names an account; nothing crosses two. */
export interface Dormouse extends Omit<Listeners, 'emit'>, LifecycleCalls, LogCalls, LookCalls {
  readonly identities: Identities;
  readonly activity: Activity;
  readonly controls: Controls;
  readonly policies: Policies;
  readonly events: Events;
  readonly runs: Runs;
  /**
   * The full answer for one identity now: status, details, what is due, until when it holds. With `observe`, what the
   * observing policies make of it (P8).
   */
  readonly evaluate: (accountId: string, identityId: string, mode?: PolicyMode | null) => Promise<Evaluation>;
  /** The same in plain English, to be read aloud, with what happens next and when (V1). Throws as `evaluate`. */
  readonly explain: (accountId: string, identityId: string, mode?: PolicyMode | null) => Promise<Explanation>;
  /**
   * This engine in a transaction of the host: over a storage that works in it, such as `storage.within(client)` of
   * `@dormouse/storage-postgres`. Listeners hear nothing before the host says `committed()`, and never of what was
   * rolled back. Make one for each transaction; it reads the policies of the account anew.
   * @example
   * await client.query('BEGIN');
   * const { dormouse: inside, committed } = dormouse.within(storage.within(client));
   * await inside.controls.create(request);
   * await client.query('COMMIT');
   * committed();
   */
  readonly within: (storage: Storage) => EngineWithin;
  /** Acts on what is due, under the guard (S1–S4, S6–S8). */
  readonly sweep: (request?: SweepRequest) => Promise<SweepReport>;
}

/** An engine in a transaction of the host. It is for that one transaction. */
export interface EngineWithin {
  /** Works as the engine that it was made of, with the same listeners: what it commits, they hear of after `committed`. */
  readonly dormouse: Dormouse;
  /** The host has committed: the listeners are told of everything, in order. Again, or after `rolledBack`, it does nothing. */
  readonly committed: () => void;
  /** The host has rolled back: nobody is ever told. */
  readonly rolledBack: () => void;
}
