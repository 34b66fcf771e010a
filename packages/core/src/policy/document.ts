import type { AttributeType, Condition } from '../condition/language';
import type { JsonObject } from '../model/json';
import type { OnOverdue } from '../model/requirement';

/** A policy as JSON (semantics §5). Only `id` is required; lists default to empty, `appliesTo` to everyone. */
export interface PolicyDocument {
  readonly $schema?: string | null;
  readonly id: string;
  readonly title?: string | null;
  readonly description?: string | null;
  /** The IANA zone in which calendar parts of durations are added; `UTC` by default (T3). */
  readonly timeZone?: string | null;
  /** Declared attributes: using one against its type is refused when the policy is loaded (C8). */
  readonly attributes?: Readonly<Record<string, AttributeType>> | null;
  readonly conditions?: Readonly<Record<string, Condition>> | null;
  readonly appliesTo?: Condition | null;
  readonly inactivity?: readonly InactivityRuleDocument[] | null;
  readonly exempt?: readonly ExemptDocument[] | null;
  readonly requirements?: readonly RequirementSetDocument[] | null;
  /** Free data of the host; never read. */
  readonly meta?: JsonObject | null;
}

/** One rule: who it governs, what counts as activity, and its stages (P2). */
export interface InactivityRuleDocument {
  readonly id: string;
  readonly when?: Condition | null;
  readonly counts?: CountsDocument | null;
  readonly neverActive?: 'same' | 'ignore' | { readonly stages: readonly StageDocument[] } | null;
  readonly stages: readonly StageDocument[];
  readonly onReturn?: 'keep' | 'lift' | { readonly require: readonly string[] } | null;
}

/** Which activity counts for a rule (A2): of these types, by default of all; failures only when asked for. */
export interface CountsDocument {
  readonly types?: readonly string[] | null;
  readonly failures?: boolean | null;
}

/** A step of a rule: after how long, do what. Either `notify` or `control`. */
export interface StageDocument {
  readonly id: string;
  readonly after: string;
  /** The name of the host's template for the notice, or that with more to say about it. */
  readonly notify?: string | NotifyDocument | null;
  readonly control?: { readonly type: string; readonly reasonCode: string } | null;
  /** `"none"`: acts at its own date, whatever notice was served (P4). */
  readonly notice?: 'none' | null;
}

/** A notice. With `acknowledge`, P4 counts from the acknowledgement of its delivery. */
export interface NotifyDocument {
  readonly template: string;
  readonly acknowledge?: boolean | null;
}

/** A standing exemption: while its condition holds, no stage of the policy acts (X2). */
export interface ExemptDocument {
  readonly id: string;
  readonly when: Condition;
  readonly reason?: string | null;
  readonly owner?: string | null;
  readonly reviewBy?: string | null;
}

/** What a policy demands of the identities that `when` selects. */
export interface RequirementSetDocument {
  readonly id: string;
  readonly when?: Condition | null;
  readonly require: readonly (RequirementDocument | OneOfDocument)[];
}

/** One demanded requirement (R1, R2, R4). */
export interface RequirementDocument {
  readonly type: string;
  readonly dueWithin?: string | null;
  readonly validFor?: string | null;
  readonly renewalGrace?: string | null;
  readonly onOverdue?: OnOverdue | null;
  readonly whilePending?: 'block' | null;
}

/** An either-or group (R3). */
export interface OneOfDocument {
  readonly oneOf: readonly RequirementDocument[];
}
