import type { Instant } from '../time/instant';
import type { Control } from './control';
import type { ExemptionKind } from './exemption';
import type { Identity } from './identity';
import type { JsonObject } from './json';
import type { StageProgress } from './progress';
import type { Requirement } from './requirement';
import type { Status } from './status';

/** What an event of an identity tells, by its type (E2). */
export interface IdentityEventData {
  /** `status` is the one it has from the start. */
  readonly 'identity.registered': { readonly identity: Identity; readonly status: Status };
  readonly 'identity.updated': { readonly identity: Identity; readonly changed: readonly string[] };
  /** `removedWith`: the parent whose removal took it along (K8). */
  readonly 'identity.removed': { readonly reason: string; readonly removedWith: string | null };
  readonly 'identity.status_changed': { readonly from: Status; readonly to: Status; readonly because: StatusCause };
  /** The host sends the notice; `template` is the host's own name for it. */
  readonly 'identity.notice_served': Served & { readonly template: string };
  readonly 'identity.notice_withdrawn': { readonly progress: StageProgress; readonly because: WithdrawalCause };
  /** The first DORMANT control has been set. */
  readonly 'identity.dormant': { readonly controlId: string };
  /** The last DORMANT control, or the last one that the rule set, is gone since `since` (A3, K6). */
  readonly 'identity.reactivated': {
    readonly controlId: string;
    readonly since: Instant;
    readonly because: 'CONTROL_DELETED' | 'CONTROL_EXPIRED';
  };
  /** `progress`: the stage that set it, and the notices that were skipped on the way (P5). */
  readonly 'control.created': { readonly control: Control; readonly progress: readonly StageProgress[] };
  /** The control as it is afterwards. */
  readonly 'control.deleted': { readonly control: Control };
  readonly 'control.expired': { readonly controlId: string; readonly controlType: string; readonly since: Instant };
  readonly 'requirement.opened': {
    readonly requirement: Requirement;
    readonly policyId: string;
    readonly setId: string;
    readonly version: number | null;
  };
  readonly 'requirement.renewal_due': RequirementMoment;
  readonly 'requirement.overdue': RequirementMoment;
  readonly 'exemption.ended': {
    readonly exemptionId: string;
    readonly kind: ExemptionKind;
    readonly since: Instant;
  };
}

interface Served {
  readonly progress: StageProgress;
  readonly version: number | null;
  readonly runId: string | null;
}

interface RequirementMoment {
  readonly requirementId: string;
  readonly requirementType: string;
  readonly since: Instant;
}

/** Why a notice was withdrawn (P6): activity or a reactivation restarted the clock, or its rule no longer governs. */
export type WithdrawalCause = 'EPISODE_ENDED' | 'RULE_NOT_GOVERNING';

/** Why a status is what it became. */
export interface StatusCause {
  /** The type of the last event before it in the same commit that can change a status; `"time"` when there is none. */
  readonly trigger: IdentityEventType | 'time';
  /** The active controls that give the new status, by id. */
  readonly controls: readonly string[];
  /** The requirements that give the new status, by id. */
  readonly requirements: readonly string[];
}

export type IdentityEventType = keyof IdentityEventData;

/** What an event of an account tells, by its type. */
export interface AccountEventData {
  readonly 'policy.activated': {
    readonly policyId: string;
    readonly version: number;
    readonly document: JsonObject;
    readonly reason: string;
  };
}

export type AccountEventType = keyof AccountEventData;

interface EventFields {
  readonly accountId: string;
  /** Counts the events of the identity (or of the account) from 1, without a gap (E3). */
  readonly sequence: number;
  /** The instant of the commit. */
  readonly at: Instant;
  readonly actor: string | null;
}

/** An immutable record of one change of an identity. */
export type IdentityEventOf<T extends IdentityEventType> = EventFields & {
  readonly type: T;
  readonly identityId: string;
  readonly data: IdentityEventData[T];
};

/** An immutable record of one change of an account; it belongs to no identity. */
export type AccountEventOf<T extends AccountEventType> = EventFields & {
  readonly type: T;
  readonly identityId: null;
  readonly data: AccountEventData[T];
};

export type IdentityEvent = { [T in IdentityEventType]: IdentityEventOf<T> }[IdentityEventType];
export type AccountEvent = { [T in AccountEventType]: AccountEventOf<T> }[AccountEventType];

/** An event of the log, a union on the literal `type`. */
export type DormouseEvent = IdentityEvent | AccountEvent;

export type EventType = DormouseEvent['type'];

/** The event with a given type. */
export type EventOf<T extends EventType> = Extract<DormouseEvent, { readonly type: T }>;
