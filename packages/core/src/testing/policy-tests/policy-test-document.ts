import type { ExemptionKind } from '../../model/exemption';
import type { JsonObject } from '../../model/json';
import type { Status } from '../../model/status';

/**
 * The tests of policies as JSON: identities, what happens to each over time, and what is expected when. Instants are
 * RFC 3339 texts; a date alone (`2026-03-01`) is its first instant in UTC. `null` means absent.
 */
export interface PolicyTestDocument {
  readonly $schema?: string | null;
  /** Where the policies are, for the command that reads the file; nothing here reads it. */
  readonly policies?: readonly string[] | null;
  /** Settings of the account. The guard and two-person activation are off in tests. */
  readonly settings?: JsonObject | null;
  readonly tests: readonly PolicyTestCase[];
}

/** One identity and its timeline. */
export interface PolicyTestCase {
  readonly name: string;
  readonly given: GivenIdentity;
  /** In the order of their instants. */
  readonly timeline: readonly TimelineStep[];
}

/** The identity of a test. It is registered when it is created. */
export interface GivenIdentity {
  readonly createdAt: string;
  /** Default: `user`. */
  readonly kind?: string | null;
  readonly name?: string | null;
  /** The parent is registered with it, as a `user`. */
  readonly parentId?: string | null;
  readonly attributes?: JsonObject | null;
  readonly labels?: readonly string[] | null;
}

/** What happens, or what is expected, at an instant: exactly one member beside `on`. */
export interface TimelineStep {
  readonly on: string;
  /** The identity does something of this type: a text for a success, an object for more. */
  readonly activity?: string | { readonly type: string; readonly outcome?: 'success' | 'failure' | null } | null;
  /** Its data changes: what is left out stays. */
  readonly update?: UpdateStep | null;
  /** A requirement of this type is met, fails, or is waived. */
  readonly meet?: string | null;
  readonly fail?: string | null;
  readonly waive?: string | null;
  /** A person sets a control of this type. */
  readonly restrict?: string | null;
  /** An operator deletes the active control of this type. */
  readonly lift?: string | null;
  /** An exemption begins; without `until` it is indefinite. */
  readonly exempt?: ExemptStep | null;
  /** The delivery of the notice of this stage is acknowledged. */
  readonly acknowledge?: string | null;
  readonly expect?: PolicyExpectation | null;
}

export interface UpdateStep {
  readonly kind?: string | null;
  readonly attributes?: JsonObject | null;
  readonly labels?: readonly string[] | null;
}

export interface ExemptStep {
  readonly kind: ExemptionKind;
  readonly until?: string | null;
  readonly policyId?: string | null;
  readonly ruleId?: string | null;
}

/**
 * What is expected after everything due was done. What is left out is not looked at; lists are whole, in any order. With
 * several policies the ids of rules, stages and exemptions are written `policy/id`.
 */
export interface PolicyExpectation {
  readonly status?: Status | null;
  /** The types of the active controls. */
  readonly controls?: readonly string[] | null;
  /** The stages whose notices were sent and stand. */
  readonly notices?: readonly string[] | null;
  /** The rules that govern. */
  readonly rules?: readonly string[] | null;
  /** The standing exemptions that hold. */
  readonly exempt?: readonly string[] | null;
  /** The requirements that there are, by type, with their states (R1). */
  readonly requirements?: Readonly<Record<string, string>> | null;
  /** What is not known: `inactivity/contractors/when` (C2). */
  readonly undecided?: readonly string[] | null;
}

/** What a step can do beside `expect`. */
export type StepVerb = Exclude<keyof TimelineStep, 'on'>;

/** Every member of a step but `on`. */
export const stepVerbs: readonly StepVerb[] = [
  'activity',
  'update',
  'meet',
  'fail',
  'waive',
  'restrict',
  'lift',
  'exempt',
  'acknowledge',
  'expect',
];
