import type { Instant } from '../time/instant';
import type { ChainLink } from './chain';
import type { Control } from './control';
import type { Exemption, ExemptionKind } from './exemption';
import type { Identity } from './identity';
import type { JsonObject } from './json';
import type { PersonalField, Salts } from './personal-data';
import type { PolicyMode, PolicyProposal } from './policy-proposal';
import type { StageProgress } from './progress';
import type { Requirement } from './requirement';
import type { EffectiveState } from './requirement-state';
import type { GuardOutcome, Run } from './run';
import type { Status } from './status';
import type { Subject } from './subject';

/** What an event of an identity tells, by its type (E2). */
export interface IdentityEventData {
  /** `status` is the one it has from the start. */
  readonly 'identity.registered': { readonly identity: Identity; readonly status: Status };
  /** An identity came from another system (`source`), with its history: everything but its activity (A1). */
  readonly 'identity.imported': { readonly subject: Subject; readonly status: Status; readonly source: string };
  /**
   * Personal data was erased, here and in the events before (E3a). `identity` (null: it is removed), `controls` and
   * `exemptions`: those that changed, as they are afterwards.
   */
  readonly 'identity.erased': {
    readonly fields: readonly PersonalField[];
    readonly reason: string;
    readonly identity: Identity | null;
    readonly controls: readonly Control[];
    readonly exemptions: readonly Exemption[];
  };
  readonly 'identity.updated': { readonly identity: Identity; readonly changed: readonly string[] };
  /** `removedWith`: the parent whose removal took it along (K8). */
  readonly 'identity.removed': { readonly reason: string; readonly removedWith: string | null };
  readonly 'identity.status_changed': { readonly from: Status; readonly to: Status; readonly because: StatusCause };
  /** The host sends the notice; `template` is the host's own name for it. */
  readonly 'identity.notice_served': Served & { readonly template: string };
  /** The delivery of a notice was acknowledged: `progress` as it is afterwards (P4). */
  readonly 'identity.notice_acknowledged': { readonly progress: StageProgress };
  /**
   * The identity was active under controls of a rule that does not lift them on a return (A7). At most once an hour.
   * `activityAt`: the latest activity.
   */
  readonly 'identity.activity_refused': { readonly controlIds: readonly string[]; readonly activityAt: Instant };
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
  /**
   * An observing policy would have set a control (P8): told once for each stage and episode. `progress`: the stage, and
   * the notices that would have been served on the way.
   */
  readonly would_restrict: {
    readonly policyId: string;
    readonly version: number | null;
    readonly ruleId: string;
    readonly stageId: string;
    readonly controlType: string;
    readonly reasonCode: string;
    readonly progress: readonly StageProgress[];
    readonly runId: string | null;
  };
  /**
   * It takes the place of one with the same id. Opened by a requirement set (`setId`), by a return under a rule
   * (`ruleId`, A7), or by a command (both null).
   */
  readonly 'requirement.opened': {
    readonly requirement: Requirement;
    readonly policyId: string | null;
    readonly setId: string | null;
    readonly ruleId: string | null;
    readonly version: number | null;
  };
  /** `from`: its state until then (R1). */
  readonly 'requirement.met': RequirementChange;
  readonly 'requirement.failed': RequirementChange & { readonly reason: string };
  readonly 'requirement.errored': RequirementChange & { readonly reason: string | null };
  readonly 'requirement.waived': RequirementChange & { readonly reason: string };
  /** It is gone from the identity. */
  readonly 'requirement.withdrawn': {
    readonly requirementId: string;
    readonly requirementType: string;
    readonly reason: string;
  };
  readonly 'requirement.renewal_due': RequirementMoment;
  readonly 'requirement.overdue': RequirementMoment;
  readonly 'exemption.granted': { readonly exemption: Exemption };
  /** It is over since `since`. `reason`: why somebody ended it early; null: its time had come. */
  readonly 'exemption.ended': {
    readonly exemptionId: string;
    readonly kind: ExemptionKind;
    readonly since: Instant;
    readonly reason: string | null;
  };
  /** An exemption in force should be looked at again, since `since` (X1). */
  readonly 'exemption.review_due': {
    readonly exemptionId: string;
    readonly kind: ExemptionKind;
    readonly owner: string | null;
    readonly since: Instant;
  };
}

interface Served {
  readonly progress: StageProgress;
  readonly version: number | null;
  readonly runId: string | null;
}

/** The requirement as it is afterwards, and its state before. */
interface RequirementChange {
  readonly requirement: Requirement;
  readonly from: EffectiveState;
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
  /** `proposedBy`: the first of the two persons, where the account asks for two; `actor` is then the second. */
  readonly 'policy.activated': {
    readonly policyId: string;
    readonly version: number;
    readonly mode: PolicyMode;
    readonly document: JsonObject;
    readonly contentHash: string;
    readonly reason: string;
    readonly liftRemoved: boolean;
    readonly proposedBy: string | null;
  };
  /** Nothing of the policy is in force any more; `version` was the last one. */
  readonly 'policy.retired': {
    readonly policyId: string;
    readonly version: number;
    readonly reason: string;
    readonly liftRemoved: boolean;
  };
  readonly 'policy.proposed': { readonly proposal: PolicyProposal };
  readonly 'policy.proposal_withdrawn': {
    readonly proposalId: string;
    readonly policyId: string;
    readonly reason: string;
  };
  /** The run as it ended: completed, or aborted. */
  readonly 'sweep.completed': { readonly run: Run };
  /** The guard stopped a run: how many identities it would have restricted, and by which rules (S4). */
  readonly 'sweep.halted': { readonly runId: string; readonly guard: GuardOutcome };
  readonly 'sweep.resumed': { readonly runId: string; readonly reason: string };
  /** `runId` was undone by the run `undoneBy`. */
  readonly 'sweep.undone': {
    readonly runId: string;
    readonly undoneBy: string;
    readonly lifted: number;
    readonly reason: string;
  };
  /** A report is complete and can be fetched by its reference (V2). */
  readonly 'report.ready': {
    readonly reportId: string;
    readonly inactiveFor: string;
    readonly kinds: readonly string[] | null;
    readonly about: Instant;
    readonly scanned: number;
    readonly rows: number;
  };
}

export type AccountEventType = keyof AccountEventData;

/** Every event is linked to the one before of the same identity, or of the account itself (E3). */
interface EventFields extends ChainLink {
  readonly accountId: string;
  /** The instant of the commit. */
  readonly at: Instant;
  readonly actor: string | null;
  /** The form in which it was written; left out: the present one. Readers see the present form (`upgradeEvent`). */
  readonly form?: number;
  /** Where it holds personal data that can be erased: what that is hashed with (E3a). Never of an event of an account. */
  readonly salts?: Salts;
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
