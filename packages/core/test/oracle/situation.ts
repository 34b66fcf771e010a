import type {
  CaseDoc,
  ControlDoc,
  ControlTypeDoc,
  Json,
  OnOverdue,
  PolicyDoc,
  PrecedenceDoc,
  RequirementDoc,
  Status,
} from './case-types';
import { addDuration, instantOf, instantOrNull, never } from './time';

/** A restriction, in force in `[from, until)`. `expiry` is `until` when it ends by itself, else never. */
export interface OracleControl {
  readonly id: string;
  readonly type: string;
  readonly byPolicy: boolean;
  readonly from: number;
  readonly until: number;
  readonly expiry: number;
  readonly policyId: string | null;
  readonly ruleId: string | null;
  readonly stageId: string | null;
  readonly requirementIds: readonly string[];
}

export interface OracleRequirement {
  readonly id: string;
  readonly type: string;
  readonly state: RequirementDoc['state'];
  readonly dueAt: number;
  readonly validUntil: number;
  readonly graceEnd: number;
  readonly onOverdue: OnOverdue;
  readonly block: boolean;
  readonly group: string | null;
}

export interface OracleExemption {
  readonly id: string;
  readonly kind: 'EXEMPTION' | 'POSTPONEMENT' | 'LEGAL_HOLD';
  readonly policyId: string | null;
  readonly ruleId: string | null;
  readonly from: number;
  readonly until: number;
}

export interface OracleProgress {
  readonly policyId: string;
  readonly ruleId: string;
  readonly stageId: string;
  readonly base: number;
  readonly at: number;
  readonly outcome: 'served' | 'acted' | 'skipped';
}

export interface OracleActivity {
  readonly type: string;
  readonly successAt: number | null;
  readonly successCount: number;
  readonly failureAt: number | null;
}

/** A case with its texts read: everything that an evaluation at some instant looks at. Never changed in place. */
export interface Situation {
  readonly policies: readonly PolicyDoc[];
  readonly precedence: PrecedenceDoc;
  readonly trackingSince: number | null;
  readonly resolution: string;
  readonly controlTypes: ReadonlyMap<string, ControlTypeDoc>;
  readonly accountId: string;
  readonly kind: string;
  readonly parentId: string | null;
  readonly createdAt: number;
  readonly attributes: { readonly [key: string]: Json };
  readonly labels: readonly string[];
  readonly activity: readonly OracleActivity[];
  readonly controls: readonly OracleControl[];
  readonly requirements: readonly OracleRequirement[];
  readonly exemptions: readonly OracleExemption[];
  readonly progress: readonly OracleProgress[];
  readonly reactivatedAt: number | null;
  readonly approvedAt: number | null;
  /** The contested readings (READINGS.md) that this case went through: written to, never read. */
  readonly notes: Set<string>;
}

/** Order by UTF-16 code units (Forms). */
export function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

const defaultPrecedence: readonly Status[] = ['DISABLED', 'ERROR', 'DENIED', 'PENDING', 'APPROVED'];
const builtIn: readonly ControlTypeDoc[] = [
  { type: 'DORMANT', effect: 'DISABLED', restricts: '*', terminal: false },
  { type: 'CLOSED', effect: 'DISABLED', restricts: '*', terminal: true },
];

function readControl(doc: ControlDoc): OracleControl {
  const expires = instantOrNull(doc.expiresAt) ?? never;
  const deleted = instantOrNull(doc.deletedAt) ?? never;
  return {
    id: doc.id,
    type: doc.type,
    byPolicy: doc.setBy === 'POLICY',
    from: instantOf(doc.createdAt),
    until: Math.min(expires, deleted),
    expiry: expires <= deleted ? expires : never,
    policyId: doc.cause?.policyId ?? null,
    ruleId: doc.cause?.ruleId ?? null,
    stageId: doc.cause?.stageId ?? null,
    requirementIds: doc.requirementIds ?? [],
  };
}

/** Also used for requirements that a simulation opens. The grace is added in UTC (R1). */
export function readRequirement(doc: RequirementDoc): OracleRequirement {
  const validUntil = instantOrNull(doc.validUntil) ?? never;
  return {
    id: doc.id,
    type: doc.type,
    state: doc.state,
    dueAt: instantOrNull(doc.dueAt) ?? never,
    validUntil,
    graceEnd: doc.renewalGrace ? addDuration(validUntil, doc.renewalGrace, 'UTC') : validUntil,
    onOverdue: doc.onOverdue ?? 'DENY',
    block: doc.whilePending === 'block',
    group: doc.group ?? null,
  };
}

/** Reads a valid case. Policies are put in the order of their ids: array order carries no meaning. */
export function readCase(doc: CaseDoc): Situation {
  const { subject, settings } = doc;
  const { identity } = subject;
  const types = [...builtIn, ...(settings?.controlTypes ?? [])];
  return {
    policies: [...doc.policies].sort((a, b) => byText(a.id, b.id)),
    precedence: settings?.statusPrecedence ?? defaultPrecedence,
    trackingSince: instantOrNull(settings?.trackingSince),
    resolution: settings?.resolution ?? 'PT0S',
    controlTypes: new Map(types.map((type) => [type.type, type])),
    accountId: identity.accountId,
    kind: identity.kind,
    parentId: identity.parentId ?? null,
    createdAt: instantOf(identity.createdAt),
    attributes: identity.attributes ?? {},
    labels: identity.labels ?? [],
    activity: Object.entries(subject.activity ?? {}).map(([type, of]) => ({
      type,
      successAt: instantOrNull(of.success?.lastAt),
      successCount: of.success?.count ?? 0,
      failureAt: instantOrNull(of.failure?.lastAt),
    })),
    controls: (subject.controls ?? []).map(readControl),
    requirements: (subject.requirements ?? []).map(readRequirement),
    exemptions: (subject.exemptions ?? []).map((x) => ({
      id: x.id,
      kind: x.kind,
      policyId: x.scope?.policyId ?? null,
      ruleId: x.scope?.ruleId ?? null,
      from: instantOrNull(x.from) ?? Number.NEGATIVE_INFINITY,
      until: instantOrNull(x.until) ?? never,
    })),
    progress: (subject.progress ?? []).map((p) => ({ ...p, base: instantOf(p.base), at: instantOf(p.at) })),
    reactivatedAt: instantOrNull(subject.reactivatedAt),
    approvedAt: instantOrNull(subject.approvedAt),
    notes: new Set(),
  };
}

export function inForce(span: { readonly from: number; readonly until: number }, t: number): boolean {
  return span.from <= t && t < span.until;
}
