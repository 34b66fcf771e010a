import type { Control } from '../model/control';
import type { Exemption } from '../model/exemption';
import type { ProgressOutcome } from '../model/progress';
import type { Status } from '../model/status';
import type { Instant } from '../time/instant';
import type { BaseFrom, ListedRequirement, StageState, Undecided } from './evaluation';
import type { Transition } from './next-transition';

/**
 * One thing that an explanation says (V1), as data: the text says these, in this order, and nothing else. `Infinity` is
 * never.
 */
export type Sentence = StatusSentence | PolicySentence | StageSentence | EndSentence;

/** About the status, and what bears on it. */
export type StatusSentence =
  | {
      readonly kind: 'identity';
      readonly id: string;
      readonly identityKind: string;
      readonly name: string | null;
      readonly status: Status;
      readonly at: Instant;
    }
  | { readonly kind: 'control'; readonly control: Control }
  | { readonly kind: 'requirement'; readonly list: RequirementList; readonly requirement: ListedRequirement }
  /** No control is in force, and no requirement is open. */
  | { readonly kind: 'clear' }
  /**
   * The fold (R5), where several contributions compete. `causes`: the types behind the status. `outweighs`: the others.
   */
  | {
      readonly kind: 'fold';
      readonly status: Status;
      readonly causes: readonly string[];
      readonly outweighs: readonly { readonly status: Status; readonly causes: readonly string[] }[];
    }
  /** What is taken away; `["*"]` is everything. */
  | { readonly kind: 'restricts'; readonly capabilities: readonly string[] };

/** Which list of the status details a requirement is on (R6). */
export type RequirementList = 'errored' | 'failed' | 'pending' | 'renewalDue';

/** About one policy. */
export type PolicySentence =
  | {
      readonly kind: 'policy';
      readonly policyId: string;
      readonly title: string | null;
      readonly applies: 'true' | 'false' | 'unknown';
      /** How many inactivity rules it has. */
      readonly rules: number;
      readonly ruleId: string | null;
      /** The rules before that one, which do not select the identity (P2). */
      readonly passedOver: readonly string[];
    }
  | ({ readonly kind: 'undecided' } & Undecided)
  /** One of the identity's own exemptions. */
  | { readonly kind: 'exemption'; readonly exemption: Exemption }
  /** A standing exemption of the policy. */
  | {
      readonly kind: 'standingExemption';
      readonly id: string;
      readonly reason: string | null;
      readonly owner: string | null;
    }
  /** The base of the governing rule (A3); null before the identity was created. */
  | { readonly kind: 'clock'; readonly base: Instant | null; readonly baseFrom: BaseFrom | null }
  /** The rule ignores identities that were never active (A4). */
  | { readonly kind: 'ignored' };

/** About one stage of the governing rule. */
export interface StageSentence {
  readonly kind: 'stage';
  readonly policyId: string;
  readonly stageId: string;
  readonly does: 'notify' | 'control';
  /** The template of the notice, or the type of the control. */
  readonly what: string;
  /** ISO-8601, as the policy says it. */
  readonly after: string;
  readonly state: StageState;
  /** The date of P4. */
  readonly dueAt: Instant;
  /** Its date without regard to notices: base, `after` and resolution (A6). */
  readonly ownDate: Instant;
  /** A notice before it that is due, or whose delivery must be acknowledged first: until then its date moves on (P4). */
  readonly waitsFor: 'notice' | 'acknowledgement' | null;
  /** It is due, and will be recorded as skipped (P5). */
  readonly skips: boolean;
  /** The record of it in this episode; null: there is none. */
  readonly record: {
    readonly at: Instant;
    readonly outcome: ProgressOutcome;
    readonly acknowledgedAt: Instant | null;
  } | null;
}

/** What comes last. */
export type EndSentence =
  /** There is more than an explanation says: the evaluation has it all. */
  | { readonly kind: 'more'; readonly stages: number; readonly policies: number }
  | { readonly kind: 'next'; readonly status: Status; readonly transition: Transition | null }
  | { readonly kind: 'holds'; readonly until: Instant };
