import type { ActivityDays, ActivityOfType } from '../model/activity';
import { dayOf } from '../model/activity-days';
import type { Control } from '../model/control';
import type { ControlType } from '../model/control-type';
import type { Issue } from '../model/errors';
import type { Exemption } from '../model/exemption';
import type { Identity } from '../model/identity';
import type { StageProgress } from '../model/progress';
import type { Requirement } from '../model/requirement';
import type { Subject } from '../model/subject';
import { controlTypeTable, throwIfRefused } from '../policy/policy-set';
import { parseDuration } from '../time/duration';
import { type Instant, parseInstant } from '../time/instant';
import { checkSubject } from './check-subject';
import type { SubjectJson } from './subject-json';

/**
 * Reads a subject from its JSON form (json-forms.md). Only `identity` is required; the rest defaults to empty or null.
 * @param controlTypes the host's own control types, beside the built-in ones.
 * @throws DormouseError `INVALID_CASE` with every issue in `data.issues`.
 * @example
 * parseSubject({ identity: { accountId: 'acme', id: 'u-1', kind: 'user', createdAt: '2024-01-01T00:00:00Z' } });
 */
export function parseSubject(json: unknown, controlTypes: readonly ControlType[] = []): Subject {
  const issues: Issue[] = [];
  checkSubject(json, '', controlTypeTable(controlTypes), issues);
  throwIfRefused('INVALID_CASE', 'the subject is refused', issues);
  return readSubject(json as SubjectJson);
}

/** Reads a subject that {@link checkSubject} found without errors. */
export function readSubject(json: SubjectJson): Subject {
  const identity = readIdentity(json.identity);
  return {
    identity,
    activity: Object.entries(json.activity ?? {}).map(([type, marks]) => readActivity(type, marks)),
    controls: (json.controls ?? []).map((control) => readControl(control, identity)),
    requirements: (json.requirements ?? []).map(readRequirement),
    exemptions: (json.exemptions ?? []).map(readExemption),
    progress: (json.progress ?? []).map(readProgress),
    reactivatedAt: readInstant(json.reactivatedAt),
    approvedAt: readInstant(json.approvedAt),
  };
}

function readInstant(text: string | null | undefined): Instant | null {
  return typeof text === 'string' ? parseInstant(text) : null;
}

function mustRead(text: string): Instant {
  return parseInstant(text) ?? Number.NaN;
}

function readIdentity(json: SubjectJson['identity']): Identity {
  return {
    accountId: json.accountId,
    id: json.id,
    kind: json.kind,
    createdAt: mustRead(json.createdAt),
    parentId: json.parentId ?? null,
    name: json.name ?? null,
    attributes: json.attributes ?? {},
    labels: json.labels ?? [],
    locked: json.locked ?? false,
  };
}

type MarksJson = NonNullable<SubjectJson['activity']>[string];

function readActivity(type: string, { success, failure, days }: MarksJson): ActivityOfType {
  const summary = {
    type,
    successAt: readInstant(success?.lastAt),
    successCount: countOf(success),
    failureAt: readInstant(failure?.lastAt),
    failureCount: countOf(failure),
  };
  return days === null || days === undefined ? summary : { ...summary, days: readDays(days) };
}

/** What a case lists is complete (A8). */
function readDays(days: NonNullable<MarksJson['days']>): ActivityDays {
  const counts = Object.entries(days).map(([date, { success, failure }]) => ({
    day: dayOf(mustRead(`${date}T00:00:00Z`)),
    successes: success ?? 0,
    failures: failure ?? 0,
  }));
  return { from: null, counts: counts.sort((left, right) => left.day - right.day) };
}

/** A mark without a count was seen once at least. */
function countOf(mark: MarksJson['success']): number {
  return mark?.count ?? (typeof mark?.lastAt === 'string' ? 1 : 0);
}

function readControl(json: NonNullable<SubjectJson['controls']>[number], identity: Identity): Control {
  const { cause } = json;
  return {
    id: json.id,
    accountId: identity.accountId,
    identityId: identity.id,
    type: json.type,
    setBy: json.setBy,
    actor: json.actor ?? null,
    overridable: json.overridable ?? true,
    reasonCode: json.reasonCode ?? 'OTHER',
    reason: json.reason ?? null,
    createdAt: mustRead(json.createdAt),
    expiresAt: readInstant(json.expiresAt),
    deletedAt: readInstant(json.deletedAt),
    deletedBy: json.deletedBy ?? null,
    deletionReason: json.deletionReason ?? null,
    cause: cause
      ? {
          policyId: cause.policyId ?? null,
          version: cause.version ?? null,
          ruleId: cause.ruleId ?? null,
          stageId: cause.stageId ?? null,
          runId: cause.runId ?? null,
        }
      : null,
    requirementIds: json.requirementIds ?? [],
  };
}

function readRequirement(json: NonNullable<SubjectJson['requirements']>[number]): Requirement {
  return {
    id: json.id,
    type: json.type,
    state: json.state,
    dueAt: readInstant(json.dueAt),
    validUntil: readInstant(json.validUntil),
    renewalGrace: typeof json.renewalGrace === 'string' ? parseDuration(json.renewalGrace) : null,
    validFor: typeof json.validFor === 'string' ? parseDuration(json.validFor) : null,
    openedAt: readInstant(json.openedAt),
    onOverdue: json.onOverdue ?? 'DENY',
    whilePending: json.whilePending ?? null,
    group: json.group ?? null,
  };
}

function readExemption(json: NonNullable<SubjectJson['exemptions']>[number]): Exemption {
  return {
    id: json.id,
    kind: json.kind,
    scope: { policyId: json.scope?.policyId ?? null, ruleId: json.scope?.ruleId ?? null },
    reason: json.reason ?? null,
    owner: json.owner ?? null,
    from: readInstant(json.from),
    until: readInstant(json.until),
    reviewBy: readInstant(json.reviewBy),
  };
}

function readProgress(json: NonNullable<SubjectJson['progress']>[number]): StageProgress {
  const { policyId, ruleId, stageId, outcome } = json;
  const acknowledgedAt = readInstant(json.acknowledgedAt);
  return {
    policyId,
    ruleId,
    stageId,
    base: mustRead(json.base),
    at: mustRead(json.at),
    outcome,
    acknowledgedAt,
    promised: json.promised ?? null,
  };
}
