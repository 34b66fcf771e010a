import type { CompiledCondition } from '../condition/compiled-condition';
import type { ControlType } from '../model/control-type';
import type { PromisedDistance } from '../model/progress';
import type { OnOverdue } from '../model/requirement';
import type { Duration } from '../time/duration';
import type { Zone } from '../time/zone';
import type { PolicyDocument } from './document';

/** A stage, ready to be judged. */
export type CompiledStage = NotifyStage | ControlStage;

interface StageBase {
  readonly id: string;
  readonly after: Duration;
  /** `after` where it is the same number of milliseconds after every base; null where the calendar plays a part. */
  readonly milliseconds: number | null;
  /** Acts at its own date, whatever notice was served (P4). */
  readonly withoutNotice: boolean;
}

export interface NotifyStage extends StageBase {
  readonly kind: 'notify';
  readonly template: string;
  /** Later stages keep their distance from the acknowledgement of its delivery, not from its sending (P4). */
  readonly acknowledge: boolean;
  /** What the notice promises where it is the same after every base; null where the calendar plays a part (P4). */
  readonly promised: readonly PromisedDistance[] | null;
}

export interface ControlStage extends StageBase {
  readonly kind: 'control';
  readonly controlType: ControlType;
  readonly reasonCode: string;
}

/** The stages of a rule for identities with or without counted activity (A4). */
export interface StageList {
  readonly stages: readonly CompiledStage[];
  /** Whether a control stage acts without notice after a notify stage: only then can a notice be skipped (P5). */
  readonly canSkip: boolean;
}

export interface CompiledRule {
  readonly id: string;
  readonly when: CompiledCondition | null;
  /** null: every type counts. */
  readonly countedTypes: readonly string[] | null;
  /** The same as a set, where there are many; null where walking through the list is faster. */
  readonly manyCountedTypes: ReadonlySet<string> | null;
  readonly countsFailures: boolean;
  readonly stages: StageList;
  /** The stages of identities without any counted activity; null: none act (`"ignore"`). */
  readonly neverActive: StageList | null;
  readonly onReturn: 'keep' | 'lift' | { readonly require: readonly string[] };
}

export interface CompiledExempt {
  readonly id: string;
  readonly when: CompiledCondition;
}

/** A requirement as a policy demands it. */
export interface CompiledDemand {
  readonly type: string;
  /** The id that the requirement gets when it is opened: `<policyId>/<setId>/<type>` (R3a). */
  readonly requirementId: string;
  readonly dueWithin: Duration | null;
  readonly renewalGrace: Duration | null;
  readonly validFor: Duration | null;
  readonly onOverdue: OnOverdue;
  readonly whilePending: 'block' | null;
}

/** One item of a set: a single demand (`group` null), or the members of a `oneOf` group. */
export interface CompiledItem {
  readonly group: string | null;
  readonly members: readonly CompiledDemand[];
}

export interface CompiledRequirementSet {
  readonly id: string;
  readonly when: CompiledCondition | null;
  readonly items: readonly CompiledItem[];
}

/** A checked policy, ready to judge. */
export interface CompiledPolicy {
  readonly id: string;
  readonly document: PolicyDocument;
  readonly zone: Zone;
  readonly appliesTo: CompiledCondition | null;
  readonly rules: readonly CompiledRule[];
  readonly exempt: readonly CompiledExempt[];
  readonly requirementSets: readonly CompiledRequirementSet[];
}
