import type { Instant } from '../time/instant';

/**
 * How a run stands: it is going on (or its process died), it did what was due, the guard stopped it (S4), its controls
 * were lifted again (S5), or it was ended early: by its signal, by an error, or because a later sweep took its place.
 */
export type RunState = 'running' | 'completed' | 'halted' | 'undone' | 'aborted';

/** How often a run did one thing. */
export interface ActedCount {
  readonly action: 'notify' | 'skip' | 'control' | 'open';
  /** null: a control that overdue requirements set (R2). */
  readonly policyId: string | null;
  /** The rule and stage that acted; null where a requirement set did. */
  readonly ruleId: string | null;
  readonly stageId: string | null;
  /** The requirement set that opened; null where a rule acted. */
  readonly setId: string | null;
  readonly count: number;
}

/** How many identities one rule (or requirement set) restricts. All null but `count`: overdue requirements do. */
export interface RestrictedCount {
  readonly policyId: string | null;
  readonly ruleId: string | null;
  readonly stageId: string | null;
  readonly setId: string | null;
  readonly count: number;
}

/** What the guard found (S4). */
export interface GuardOutcome {
  /**
   * `off`: the settings switch it off. `within`: no more were due than the limit left. `counted`: more were due, and few
   * enough of them would be restricted. `halted`: too many would be. `approved`: somebody let a halted run go on.
   */
  readonly outcome: 'off' | 'within' | 'counted' | 'halted' | 'approved';
  /** How many identities policies may restrict in 24 hours; null when the guard is off. */
  readonly limit: number | null;
  /** How many they had restricted in the 24 hours before. */
  readonly restrictedBefore: number;
  /** How many of those that were due would be restricted; null when it was not counted. */
  readonly wouldRestrict: number | null;
  /** The same by rule, sorted. */
  readonly byRule: readonly RestrictedCount[];
  /** The revision of the account's policies that this is about. An approval holds under no other. */
  readonly policyRevision: number;
}

/** Who let a halted run go on, or undid a run, and why. */
export interface RunOrder {
  readonly actor: string;
  readonly reason: string;
  readonly at: Instant;
}

/** One sweep of one account, or the undoing of one (S5): a small record, whose events are its history. */
export interface Run {
  /** A sweep of several accounts gives each of them a run of the same id. */
  readonly id: string;
  readonly accountId: string;
  readonly kind: 'sweep' | 'undo';
  readonly state: RunState;
  readonly startedAt: Instant;
  /** null while it is running or halted. */
  readonly endedAt: Instant | null;
  /** Identities whose expired evaluation was renewed, those in trouble included; of an undoing, those it looked at. */
  readonly evaluated: number;
  /** Identities that policies restricted: by a control, or by a requirement that took their approval (S4, R4). */
  readonly restricted: number;
  /** Controls that were lifted: their rule is gone (P7), or the run was undone. */
  readonly lifted: number;
  readonly errors: number;
  readonly acted: readonly ActedCount[];
  /** null: an undoing restricts nobody. */
  readonly guard: GuardOutcome | null;
  /** Who let it go on after the guard had halted it. */
  readonly resumed: RunOrder | null;
  /** Of an undoing: the run that it undoes, and who ordered it. */
  readonly undoes: (RunOrder & { readonly runId: string }) | null;
  /** Of a run that was undone: the run that did it. */
  readonly undoneBy: string | null;
}

/** The place of a run in its listing. */
export interface RunKey {
  readonly startedAt: Instant;
  readonly runId: string;
}
