import type { Control } from '../model/control';
import type { Exemption } from '../model/exemption';
import type { PromisedDistance } from '../model/progress';
import type { Requirement } from '../model/requirement';
import type { EffectiveState } from '../model/requirement-state';
import type { Status } from '../model/status';
import type { Instant } from '../time/instant';

/** Where a stage stands (json-forms.md): the first of these that fits. */
export type StageState = 'done' | 'due' | 'moot' | 'held' | 'waiting';

/** Which of the terms of A3 gave the base of a rule; of equal ones the first in this order. */
export type BaseFrom = 'activity' | 'createdAt' | 'reactivation' | 'exemptionEnd' | 'trackingSince';

/** One stage of the governing rule. `dueAt` is the date of P4, whatever the state; `Infinity` is never. */
export interface StageOutcome {
  readonly stageId: string;
  readonly dueAt: Instant;
  readonly state: StageState;
}

/** A decision that could not be made, and the facts to blame (C2). */
export interface Undecided {
  /** `appliesTo`, `inactivity/<ruleId>/when`, `exempt/<id>/when` or `requirements/<setId>/when`. */
  readonly where: string;
  readonly facts: readonly string[];
}

/** What one policy says of the identity. */
export type PolicyOutcome =
  | { readonly policyId: string; readonly applies: 'false' }
  | {
      readonly policyId: string;
      readonly applies: 'true' | 'unknown';
      /** The rule that governs; null when none does, or when that is undecided. */
      readonly ruleId: string | null;
      /** The identity has no counted activity and the rule ignores such identities (A4). */
      readonly neverActive: boolean;
      readonly undecided: readonly Undecided[];
      /** The start of the clock (A3); null without a governing rule, and before the identity was created. */
      readonly base: Instant | null;
      readonly baseFrom: BaseFrom | null;
      /** The ids of the exemptions in force: those of the subject that cover the rule, and the policy's own. */
      readonly exempt: readonly string[];
      readonly stages: readonly StageOutcome[];
    };

interface DueStage {
  readonly policyId: string;
  readonly ruleId: string;
  readonly stageId: string;
  /** The episode in which it is due. */
  readonly base: Instant;
}

/** A notice to send. */
export interface DueNotice extends DueStage {
  readonly action: 'notify';
  /** The host's template. */
  readonly template: string;
  /** How long after it the later control stages act at the earliest (P4). */
  readonly promised: readonly PromisedDistance[];
}

/** A notice to record as skipped (P5). */
export interface DueSkip extends DueStage {
  readonly action: 'skip';
}

/** A control that a stage sets. */
export interface DueStageControl extends DueStage {
  readonly action: 'control';
  readonly controlType: string;
  readonly reasonCode: string;
}

/** A control that overdue requirements set (R2). */
export interface DueRequirementControl {
  readonly action: 'control';
  readonly requirementIds: readonly string[];
  readonly controlType: string;
  readonly reasonCode: string;
}

/** A requirement that an applicable set demands and that the sweep opens (R3a). */
export interface DueOpening {
  readonly action: 'open';
  readonly policyId: string;
  readonly setId: string;
  readonly type: string;
  /** The requirement as it would be opened at the instant of the evaluation. */
  readonly opens: Requirement;
}

/** One thing that a sweep at the instant of the evaluation would do. */
export type DueAction = DueNotice | DueSkip | DueStageControl | DueRequirementControl | DueOpening;

/** What the sweep needs to know, and the least that an evaluation costs. */
export interface Judgement {
  /** The status before the due actions are done. */
  readonly status: Status;
  /** What a sweep would do now, in order. */
  readonly due: readonly DueAction[];
  /** The first later instant at which the answer is another one, if nothing is done; `Infinity` is never (L4). */
  readonly validUntil: Instant;
}

/**
 * Who must act on a listed requirement: the identity shows something (pending, due for renewal), an operator decides
 * (failed), or the host tries again (errored).
 */
export type MustAct = 'IDENTITY' | 'OPERATOR' | 'HOST';

/** A requirement that the status details list, with its state and when it is or was due. */
export interface ListedRequirement {
  /** The stored id, or `<policyId>/<setId>/<type>` of one that is demanded and not yet opened (R3a). */
  readonly id: string;
  readonly type: string;
  readonly state: EffectiveState;
  readonly dueAt: Instant | null;
  readonly mustAct: MustAct;
}

/** Why the status is what it is (R6). Lists are sorted by id. */
export interface StatusDetails {
  readonly activeControls: readonly Control[];
  readonly pendingRequirements: readonly ListedRequirement[];
  readonly renewalDueRequirements: readonly ListedRequirement[];
  readonly failedRequirements: readonly ListedRequirement[];
  readonly erroredRequirements: readonly ListedRequirement[];
  /** The identity's own exemptions that hold stages of a policy that applies. */
  readonly exemptionsInForce: readonly Exemption[];
  /** The capabilities that are taken away; `["*"]` is everything. */
  readonly restricts: readonly string[];
}

/** The full answer for one identity at one instant. */
export interface Evaluation extends Judgement {
  readonly identityId: string;
  readonly at: Instant;
  /** One entry a policy, sorted by id. */
  readonly policies: readonly PolicyOutcome[];
  readonly statusDetails: StatusDetails;
}
