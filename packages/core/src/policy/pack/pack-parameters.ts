import type { AttributeType, Condition } from '../../condition/language';
import type { ControlType } from '../../model/control-type';
import type { OnOverdue } from '../../model/requirement';
import type { CountsDocument, ExemptDocument } from '../document';

/** What a host chooses when it builds a pack. Every key may be left out, but what the pack says it needs. */
export interface PackParameters {
  /** The id of the policy; the pack's by default. */
  readonly id?: string;
  /** The zone in which days, months and years are counted; `UTC` by default (T3). */
  readonly timeZone?: string;
  /** Whom the policy is for. */
  readonly appliesTo?: Condition;
  /** Declared attributes, for the conditions (C8). */
  readonly attributes?: Readonly<Record<string, AttributeType>>;
  /** Named conditions, for the others. */
  readonly conditions?: Readonly<Record<string, Condition>>;
  /** Standing exemptions (X2). Nobody is exempt by default. */
  readonly exempt?: readonly ExemptDocument[];
  /** Which activity counts; every success by default (A2). */
  readonly counts?: CountsDocument;
  /** Stage id → after how long without activity, such as `{ disable: 'P60D' }`; null leaves an optional stage out. */
  readonly stages?: Readonly<Record<string, string | null>>;
  /** Stage id → the host's template for the notice. */
  readonly templates?: Readonly<Record<string, string>>;
  /** The control that the stages set, in place of the pack's. */
  readonly control?: { readonly type: string; readonly reasonCode: string };
  /** The control types of the account, where `control` or `onOverdue` names one of them. */
  readonly controlTypes?: readonly ControlType[];
  readonly onReturn?: 'keep' | 'lift' | { readonly require: readonly string[] };
  /** For packs with a cycle. */
  readonly cycle?: PackCycleParameters;
}

/** What a host chooses of a cycle. `validFor` and `renewalGrace` together are the longest time between two. */
export interface PackCycleParameters {
  /**
   * The type of the requirement. Default: one of the pack's own, such as `ACCESS_REVIEW:nydfs-500.7`. Packs that share
   * a type share one requirement, and the first policy by id says how long it holds (R3a).
   */
  readonly requirement?: string;
  readonly validFor?: string;
  readonly renewalGrace?: string;
  readonly dueWithin?: string;
  readonly onOverdue?: OnOverdue;
}
