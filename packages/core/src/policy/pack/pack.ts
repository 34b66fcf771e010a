import type { ControlType } from '../../model/control-type';
import type { OnOverdue } from '../../model/requirement';
import type { Citation } from './citation';

/**
 * A rule that somebody else wrote down, as policies can follow it: the citation, what it fixes, what the host may choose,
 * and how its words became stages. Plain data: {@link buildPack} makes a policy document of it.
 */
export interface Pack {
  /** Stable, such as `pci-dss-4.0.1-8.2.6`: the default id of the policy, and the name under `meta.regulations`. */
  readonly id: string;
  readonly title: string;
  readonly citation: Citation;
  readonly demand: InactivityDemand | CycleDemand;
  /**
   * `everyone`: the policy applies to every identity unless the host says whom it is for. `host`: the clause is about a
   * few (temporary accounts, one tier of risk), so the host must say who they are.
   */
  readonly appliesTo: 'everyone' | 'host';
  /** Control types beside the built-in ones that the policy sets: add them to the account's settings (K4). */
  readonly controlTypes: readonly ControlType[];
  /** How the words of the clause became dates, and what the host must do so that it is kept. */
  readonly notes: readonly string[];
}

/** Something happens after a time without activity. */
export interface InactivityDemand {
  readonly kind: 'inactivity';
  /** In the order in which they act, ascending for every start date (P3). */
  readonly stages: readonly PackStage[];
  /** Stages of identities that were never active (A4); null: the same stages, from the creation. */
  readonly neverUsed: readonly PackStage[] | null;
  /** What activity does while a control of the policy is in force (A7). */
  readonly onReturn: 'keep' | 'lift';
}

/** One step, with its default date and the dates that its source allows. Durations are ISO-8601, of inactivity. */
export interface PackStage {
  /** The id of the stage, and the name of its parameter under `stages`. */
  readonly id: string;
  readonly does: { readonly notify: string } | { readonly control: { type: string; reasonCode: string } };
  /** `law`: the citation asks for it. `practice`: nobody does; it is good practice, and ours. */
  readonly basis: 'law' | 'practice';
  /** The default. null: left out unless the host gives it, or, where `required`, the host must give it. */
  readonly after: string | null;
  readonly required: boolean;
  /** It may not act later than this. null: no bound. */
  readonly atMost: string | null;
  /** It may not act earlier than this. */
  readonly atLeast: string | null;
  /** It may act only after more than this: `P2Y` of "over two years". */
  readonly over: string | null;
  /** The distance that it keeps, as a notice, to a later stage. */
  readonly lead: PackLead | null;
  /** It acts on its date whatever notice was served (P4, `"notice": "none"`): the law leaves no later one. */
  readonly dated: boolean;
}

/** How long before the stage `before` a notice goes out. null: no bound. */
export interface PackLead {
  readonly before: string;
  readonly atLeast: string | null;
  readonly atMost: string | null;
}

/** Something must be shown or looked at again and again, whatever the activity (R1, R2). */
export interface CycleDemand {
  readonly kind: 'cycle';
  /** What is asked for, such as `KYC_REFRESH`. The type of the requirement is that and the id of the pack. */
  readonly requirement: string;
  /** The longest time between two: what `validFor` and `renewalGrace` may come to, and `dueWithin` too. */
  readonly atMost: string;
  readonly validFor: string;
  /** How long it shows as due for renewal before it is overdue. */
  readonly renewalGrace: string;
  /** When the first one is due, from its opening. */
  readonly dueWithin: string;
  readonly onOverdue: OnOverdue;
}
