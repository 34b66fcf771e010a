/** The JSON of a case, as json-forms.md has it. `null` means absent everywhere. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Maybe<T> = T | null | undefined;

export type ConditionNode =
  | { readonly all: readonly ConditionNode[] }
  | { readonly any: readonly ConditionNode[] }
  | { readonly not: ConditionNode }
  | { readonly condition: string }
  | { readonly fact: string; readonly operator: string; readonly value: Json; readonly path?: string };

export interface StageDoc {
  readonly id: string;
  readonly after: string;
  readonly notify?: Maybe<string>;
  readonly control?: Maybe<{ readonly type: string; readonly reasonCode: string }>;
  readonly notice?: Maybe<'none'>;
}

export interface RuleDoc {
  readonly id: string;
  readonly when?: Maybe<ConditionNode>;
  readonly counts?: Maybe<{ readonly types?: Maybe<readonly string[]>; readonly failures?: Maybe<boolean> }>;
  readonly neverActive?: Maybe<'same' | 'ignore' | { readonly stages: readonly StageDoc[] }>;
  readonly stages: readonly StageDoc[];
  readonly onReturn?: Json;
}

export type OnOverdue = 'DENY' | 'WAIT' | { readonly control: { readonly type: string; readonly reasonCode: string } };

export interface DemandDoc {
  readonly type: string;
  readonly dueWithin?: Maybe<string>;
  readonly validFor?: Maybe<string>;
  readonly renewalGrace?: Maybe<string>;
  readonly onOverdue?: Maybe<OnOverdue>;
  readonly whilePending?: Maybe<'block'>;
}

export interface SetDoc {
  readonly id: string;
  readonly when?: Maybe<ConditionNode>;
  readonly require: readonly (DemandDoc | { readonly oneOf: readonly DemandDoc[] })[];
}

export interface PolicyDoc {
  readonly id: string;
  readonly title?: string;
  readonly timeZone?: Maybe<string>;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly conditions?: Maybe<Readonly<Record<string, ConditionNode>>>;
  readonly appliesTo?: Maybe<ConditionNode>;
  readonly inactivity?: Maybe<readonly RuleDoc[]>;
  readonly exempt?: Maybe<
    readonly { readonly id: string; readonly when?: ConditionNode; readonly [key: string]: unknown }[]
  >;
  readonly requirements?: Maybe<readonly SetDoc[]>;
}

export interface ControlTypeDoc {
  readonly type: string;
  readonly effect: 'DISABLED' | 'ERROR' | 'NONE';
  readonly restricts: '*' | readonly string[];
  readonly terminal: boolean;
}

export type Status = 'DISABLED' | 'ERROR' | 'DENIED' | 'PENDING' | 'APPROVED';
export type PrecedenceDoc =
  | readonly Status[]
  | { readonly beforeFirstApproval: readonly Status[]; readonly afterFirstApproval: readonly Status[] };

export interface ControlDoc {
  readonly id: string;
  readonly type: string;
  readonly setBy: 'POLICY' | 'CLIENT' | 'OPERATOR';
  readonly overridable?: Maybe<boolean>;
  readonly reasonCode?: string;
  readonly reason?: Maybe<string>;
  readonly createdAt: string;
  readonly expiresAt?: Maybe<string>;
  readonly deletedAt?: Maybe<string>;
  readonly cause?: Maybe<{
    readonly policyId: string;
    readonly ruleId?: Maybe<string>;
    readonly stageId?: Maybe<string>;
  }>;
  readonly requirementIds?: Maybe<readonly string[]>;
}

export interface RequirementDoc {
  readonly id: string;
  readonly type: string;
  readonly state: 'PENDING' | 'MET' | 'FAILED' | 'WAIVED' | 'ERROR';
  readonly dueAt?: Maybe<string>;
  readonly validUntil?: Maybe<string>;
  readonly renewalGrace?: Maybe<string>;
  readonly onOverdue?: Maybe<OnOverdue>;
  readonly whilePending?: Maybe<'block'>;
  readonly group?: Maybe<string>;
}

export interface ExemptionDoc {
  readonly id: string;
  readonly kind: 'EXEMPTION' | 'POSTPONEMENT' | 'LEGAL_HOLD';
  readonly scope?: Maybe<{ readonly policyId?: Maybe<string>; readonly ruleId?: Maybe<string> }>;
  readonly from?: Maybe<string>;
  readonly until?: Maybe<string>;
}

export interface ProgressDoc {
  readonly policyId: string;
  readonly ruleId: string;
  readonly stageId: string;
  readonly base: string;
  readonly at: string;
  readonly outcome: 'served' | 'acted' | 'skipped';
}

interface OutcomeDoc {
  readonly lastAt: Maybe<string>;
  readonly count: number;
}

export interface SubjectDoc {
  readonly identity: {
    readonly accountId: string;
    readonly id: string;
    readonly kind: string;
    readonly createdAt: string;
    readonly parentId?: Maybe<string>;
    readonly name?: Maybe<string>;
    readonly attributes?: Maybe<{ readonly [key: string]: Json }>;
    readonly labels?: Maybe<readonly string[]>;
    readonly locked?: Maybe<boolean>;
  };
  readonly activity?: Maybe<
    Readonly<Record<string, { readonly success?: Maybe<OutcomeDoc>; readonly failure?: Maybe<OutcomeDoc> }>>
  >;
  readonly controls?: Maybe<readonly ControlDoc[]>;
  readonly requirements?: Maybe<readonly RequirementDoc[]>;
  readonly exemptions?: Maybe<readonly ExemptionDoc[]>;
  readonly progress?: Maybe<readonly ProgressDoc[]>;
  readonly reactivatedAt?: Maybe<string>;
  readonly approvedAt?: Maybe<string>;
}

export interface CaseDoc {
  readonly id?: Maybe<string>;
  readonly at: string;
  readonly policies: readonly PolicyDoc[];
  readonly settings?: Maybe<{
    readonly statusPrecedence?: Maybe<PrecedenceDoc>;
    readonly trackingSince?: Maybe<string>;
    readonly resolution?: Maybe<string>;
    readonly controlTypes?: Maybe<readonly ControlTypeDoc[]>;
  }>;
  readonly subject: SubjectDoc;
}

export type StageState = 'done' | 'due' | 'moot' | 'held' | 'waiting';

export interface PolicyResult {
  readonly policyId: string;
  readonly applies: 'true' | 'false' | 'unknown';
  readonly ruleId?: string | null;
  readonly undecided?: readonly { readonly where: string; readonly facts: readonly string[] }[];
  readonly base?: string | null;
  readonly baseFrom?: string | null;
  readonly neverActive?: true;
  readonly exempt?: readonly string[];
  readonly stages?: readonly { readonly stageId: string; readonly dueAt: string | null; readonly state: StageState }[];
}

export type DueResult =
  | {
      readonly policyId: string;
      readonly ruleId: string;
      readonly stageId: string;
      readonly action: 'notify' | 'control' | 'skip';
    }
  | { readonly requirementIds: readonly string[]; readonly action: 'control' }
  | { readonly policyId: string; readonly setId: string; readonly type: string; readonly action: 'open' };

export interface CaseResult {
  readonly id: string | null;
  readonly status: Status;
  readonly validUntil: string | null;
  readonly policies: readonly PolicyResult[];
  readonly due: readonly DueResult[];
  readonly statusDetails: {
    readonly activeControls: readonly string[];
    readonly pendingRequirements: readonly string[];
    readonly renewalDueRequirements: readonly string[];
    readonly failedRequirements: readonly string[];
    readonly erroredRequirements: readonly string[];
    readonly restricts: readonly string[];
    readonly nextTransition: { readonly at: string; readonly to: Status } | null;
  };
}
