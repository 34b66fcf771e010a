import type { ControlAuthority } from '../model/control';
import type { ExemptionKind } from '../model/exemption';
import type { JsonObject } from '../model/json';
import type { ProgressOutcome } from '../model/progress';
import type { OnOverdue, RequirementState } from '../model/requirement';

type Maybe<T> = T | null | undefined;

interface MarkJson {
  readonly lastAt: string | null;
  readonly count?: Maybe<number>;
}

/** What happened of one type. */
export interface ActivityJson {
  readonly success?: Maybe<MarkJson>;
  readonly failure?: Maybe<MarkJson>;
  /** The daily counters by date of UTC: `{ "2025-09-01": { "success": 3 } }` (A8). */
  readonly days?: Maybe<
    Readonly<Record<string, { readonly success?: Maybe<number>; readonly failure?: Maybe<number> }>>
  >;
}

/** A subject as JSON (json-forms.md): instants are ISO-8601 texts, `null` means absent. */
export interface SubjectJson {
  readonly identity: {
    readonly accountId: string;
    readonly id: string;
    readonly kind: string;
    readonly createdAt: string;
    readonly parentId?: Maybe<string>;
    readonly name?: Maybe<string>;
    readonly attributes?: Maybe<JsonObject>;
    readonly labels?: Maybe<readonly string[]>;
    readonly locked?: Maybe<boolean>;
  };
  readonly activity?: Maybe<Readonly<Record<string, ActivityJson>>>;
  readonly controls?: Maybe<readonly ControlJson[]>;
  readonly requirements?: Maybe<readonly RequirementJson[]>;
  readonly exemptions?: Maybe<readonly ExemptionJson[]>;
  readonly progress?: Maybe<readonly ProgressJson[]>;
  readonly reactivatedAt?: Maybe<string>;
  readonly approvedAt?: Maybe<string>;
}

/** A control as JSON (K1). */
export interface ControlJson {
  readonly id: string;
  readonly accountId?: Maybe<string>;
  readonly identityId?: Maybe<string>;
  readonly type: string;
  readonly setBy: ControlAuthority;
  readonly actor?: Maybe<string>;
  readonly overridable?: Maybe<boolean>;
  readonly reasonCode?: Maybe<string>;
  readonly reason?: Maybe<string>;
  readonly createdAt: string;
  readonly expiresAt?: Maybe<string>;
  readonly deletedAt?: Maybe<string>;
  readonly deletedBy?: Maybe<string>;
  readonly deletionReason?: Maybe<string>;
  readonly cause?: Maybe<{
    readonly policyId?: Maybe<string>;
    readonly version?: Maybe<number>;
    readonly ruleId?: Maybe<string>;
    readonly stageId?: Maybe<string>;
    readonly runId?: Maybe<string>;
  }>;
  readonly requirementIds?: Maybe<readonly string[]>;
}

/** A requirement as JSON (R1). */
export interface RequirementJson {
  readonly id: string;
  readonly type: string;
  readonly state: RequirementState;
  readonly dueAt?: Maybe<string>;
  readonly validUntil?: Maybe<string>;
  readonly renewalGrace?: Maybe<string>;
  readonly validFor?: Maybe<string>;
  readonly openedAt?: Maybe<string>;
  readonly onOverdue?: Maybe<OnOverdue>;
  readonly whilePending?: Maybe<'block'>;
  readonly group?: Maybe<string>;
}

/** An exemption as JSON (X1). */
export interface ExemptionJson {
  readonly id: string;
  readonly kind: ExemptionKind;
  readonly identityId?: Maybe<string>;
  readonly scope?: Maybe<{ readonly policyId?: Maybe<string>; readonly ruleId?: Maybe<string> }>;
  readonly reason?: Maybe<string>;
  readonly owner?: Maybe<string>;
  readonly reviewBy?: Maybe<string>;
  readonly from?: Maybe<string>;
  readonly until?: Maybe<string>;
  readonly indefinite?: Maybe<boolean>;
}

/** The progress of a stage as JSON (P4). */
export interface ProgressJson {
  readonly policyId: string;
  readonly ruleId: string;
  readonly stageId: string;
  readonly base: string;
  readonly at: string;
  readonly outcome: ProgressOutcome;
  readonly acknowledgedAt?: Maybe<string>;
  readonly promised?: Maybe<readonly { readonly stageId: string; readonly milliseconds: number }[]>;
}
