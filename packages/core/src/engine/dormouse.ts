import type { Evaluation } from '../evaluate/evaluation';
import type { Control } from '../model/control';
import type { PolicyActivation } from '../model/policy-activation';
import type { LoggedEvent } from '../storage/storage';
import type { CreateControlRequest, DeleteControlRequest, ListControlsRequest } from './controls';
import type { BulkOutcome } from './decide-batch';
import type { IdentityDone, IdentityRemoved, RegisterRequest, RemoveRequest, UpdateRequest } from './identities';
import type { IdentityState } from './identity-state';
import type { ListEventsRequest } from './list-events';
import type { ListPage, ListRequest } from './list-identities';
import type { Listeners } from './listeners';
import type { Activated, ActivateRequest } from './policies';
import type { RecordActivityRequest, RecordedActivity } from './record-activity';
import type { SweepReport, SweepRequest } from './sweep-report';

/** The identities of an account. */
export interface Identities {
  /** Registers up to 10,000. Refusals: `INVALID_ARGUMENT`, `IDENTITY_EXISTS`, `IDENTITY_NOT_FOUND` (of a parent). */
  readonly register: (request: RegisterRequest) => Promise<BulkOutcome<IdentityDone>>;
  /** Changes up to 10,000. Refusals: `INVALID_ARGUMENT`, `IDENTITY_NOT_FOUND`. */
  readonly update: (request: UpdateRequest) => Promise<BulkOutcome<IdentityDone>>;
  /** Removes up to 10,000, with their children (K8). Refusals: `IDENTITY_NOT_FOUND`, `IDENTITY_LOCKED`, `LEGAL_HOLD`. */
  readonly remove: (request: RemoveRequest) => Promise<BulkOutcome<IdentityRemoved>>;
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
  /** Throws `INVALID_POLICY` with every issue and its place. */
  readonly activate: (request: ActivateRequest) => Promise<Activated>;
  /** Those in force. */
  readonly list: (accountId: string) => Promise<readonly PolicyActivation[]>;
  /** Has everyone judged again, under settings that are read anew. */
  readonly reevaluate: (accountId: string) => Promise<void>;
}

/** The log. */
export interface Events {
  readonly list: (request: ListEventsRequest) => Promise<ListPage<LoggedEvent>>;
}

/** An engine over a storage. Every call names an account; nothing crosses two. */
export interface Dormouse extends Omit<Listeners, 'emit'> {
  readonly identities: Identities;
  readonly activity: Activity;
  readonly controls: Controls;
  readonly policies: Policies;
  readonly events: Events;
  /** The full answer for one identity now: status, details, what is due, until when it holds. */
  readonly evaluate: (accountId: string, identityId: string) => Promise<Evaluation>;
  /** Acts on what is due (S1–S3, S7). */
  readonly sweep: (request?: SweepRequest) => Promise<SweepReport>;
}
