import type { Instant } from '../time/instant';
import type { ExemptionKind } from './exemption';
import type { Status } from './status';

/** How a report stands: it is being built (or its process died), it is complete, or it could not be built. */
export type ReportState = 'pending' | 'ready' | 'failed';

/** Which identities of one kind there were. */
export interface ReportKind {
  readonly kind: string;
  /** All of them. */
  readonly identities: number;
  /** Those that the report lists. */
  readonly inactive: number;
  /** Those of the listed ones that never did anything. */
  readonly neverUsed: number;
  /** Those that were never used since tracking began, which is too short a time to call them inactive (A3). */
  readonly undetermined: number;
}

/** How far the building of a report has come. */
export interface ReportProgress {
  /** How many parts are written. */
  readonly parts: number;
  /** The last identity that was looked at; null before the first. */
  readonly through: string | null;
  readonly scanned: number;
  readonly rows: number;
  /** Sorted by kind; once the report is ready, all of them. */
  readonly byKind: readonly ReportKind[];
}

/** A report of the inactive identities of an account (V2). Its rows are kept beside it, in parts. */
export interface Report {
  /** Its reference. */
  readonly id: string;
  readonly accountId: string;
  readonly state: ReportState;
  /** Who asked for it; null: nobody said. */
  readonly actor: string | null;
  /** When it was asked for, and the instant that it is about. */
  readonly at: Instant;
  /** An ISO-8601 duration: who was inactive for at least so long at `at` is listed. */
  readonly inactiveFor: string;
  /** The zone in which calendar parts of the duration are counted. */
  readonly timeZone: string;
  /** Only these kinds; null: all. */
  readonly kinds: readonly string[] | null;
  /** Since when the account records activity; null: always. Before, nobody can tell who was active (A3). */
  readonly trackingSince: Instant | null;
  /** The duration reaches back to before `trackingSince`: see `undetermined` of the kinds. */
  readonly beyondHistory: boolean;
  readonly progress: ReportProgress;
  /** Who is building it; null: nobody. A builder that died is followed by another when its lease is over. */
  readonly lease: { readonly owner: string; readonly until: Instant } | null;
  /** When it was ready, or failed; null while it is pending. */
  readonly endedAt: Instant | null;
  /** Why it failed; else null. */
  readonly error: string | null;
}

/** The owner of an identity: its parent. */
export interface ReportOwner {
  readonly id: string;
  /** null: there is no such identity (any more). */
  readonly kind: string | null;
  readonly name: string | null;
}

/** One identity in a report, as it was at the instant of the report. */
export interface ReportRow {
  readonly identityId: string;
  readonly kind: string;
  readonly name: string | null;
  readonly createdAt: Instant;
  /** Its latest success of any type; null when it was never used. */
  readonly lastActiveAt: Instant | null;
  /** An ISO-8601 duration in calendar parts: how long it is inactive, counted from its creation when it was never used. */
  readonly inactiveFor: string;
  readonly neverUsed: boolean;
  readonly status: Status;
  /** The types of its active controls, sorted, each once. */
  readonly controls: readonly string[];
  /** Its own exemptions in force, by id. */
  readonly exemptions: readonly { readonly id: string; readonly kind: ExemptionKind; readonly until: Instant | null }[];
  readonly locked: boolean;
  readonly owner: ReportOwner | null;
  /** How many identities it is the parent of. */
  readonly children: number;
}

/** A part of the rows of a report, written at once. */
export interface ReportPart {
  /** Counts from 0. */
  readonly index: number;
  /** In the order of the identity ids. */
  readonly rows: readonly ReportRow[];
  /** How far the report has come with this part; `parts` is `index + 1`. */
  readonly progress: ReportProgress;
}
