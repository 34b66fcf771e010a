import type { Duration } from '../time/duration';
import type { Instant } from '../time/instant';
import type { ControlType } from './control-type';
import type { Status } from './status';

/** A permutation of the five statuses, the strongest first, that ends in APPROVED (R5). */
export type Precedence = readonly Status[];

/** One precedence, or two: which one holds is told by the subject's `approvedAt` (R5). */
export type StatusPrecedence =
  | Precedence
  | { readonly beforeFirstApproval: Precedence; readonly afterFirstApproval: Precedence };

/** How many identities policies may restrict in one account in 24 hours: the larger of the two numbers (S4). */
export interface Guard {
  /** `percent` of the identities of the account. */
  readonly maxRestricted: { readonly percent: number; readonly atLeast: number };
}

/** How policies are put into force. */
export interface ActivationSettings {
  /** Whether one person must propose a policy, and another approve it. */
  readonly twoPersons: boolean;
}

/** What belongs to the account and not to one policy (semantics §5). */
export interface Settings {
  readonly statusPrecedence: StatusPrecedence;
  /** false: no limit. It is the one way to switch the guard off. */
  readonly guard: Guard | false;
  readonly activation: ActivationSettings;
  /** Since when activity has been tracked: silence before it proves nothing (A3). */
  readonly trackingSince: Instant | null;
  /** How far the stored last activity may lag; stages act this much later (A6). */
  readonly resolution: Duration;
  /** For display only. */
  readonly timeZone: string;
  /** The host's own control types, beside the built-in ones (K4). */
  readonly controlTypes: readonly ControlType[];
}
