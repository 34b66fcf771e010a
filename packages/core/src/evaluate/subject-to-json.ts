import type { ActivityDays, ActivityOfType } from '../model/activity';
import type { Control } from '../model/control';
import type { Exemption } from '../model/exemption';
import type { Identity } from '../model/identity';
import type { StageProgress } from '../model/progress';
import type { Requirement } from '../model/requirement';
import type { Subject } from '../model/subject';
import { MS_PER_DAY } from '../time/calendar';
import { formatInstant, type Instant } from '../time/instant';
import type {
  ActivityJson,
  ControlJson,
  ExemptionJson,
  ProgressJson,
  RequirementJson,
  SubjectJson,
} from './subject-json';

/**
 * A subject in its JSON form (json-forms.md): `parseSubject` reads the same subject from it again. Daily counters that
 * are not complete are left out: the form has no place to say so, and silence must not look like inactivity (A8).
 */
export function subjectToJson(subject: Subject): SubjectJson {
  return {
    identity: identityToJson(subject.identity),
    activity: activityToJson(subject.activity),
    controls: subject.controls.map(controlToJson),
    requirements: subject.requirements.map(requirementToJson),
    exemptions: subject.exemptions.map(exemptionToJson),
    progress: subject.progress.map(progressToJson),
    reactivatedAt: textOf(subject.reactivatedAt),
    approvedAt: textOf(subject.approvedAt),
  };
}

function textOf(at: Instant | null): string | null {
  return at === null ? null : formatInstant(at);
}

function identityToJson(identity: Identity): SubjectJson['identity'] {
  return { ...identity, createdAt: formatInstant(identity.createdAt) };
}

/** Types are the host's own words: the object must have no prototype that one of them could meet. */
function activityToJson(activity: readonly ActivityOfType[]): Readonly<Record<string, ActivityJson>> {
  return Object.fromEntries(
    activity.map(({ type, successAt, successCount, failureAt, failureCount, days }) => [
      type,
      {
        success: { lastAt: textOf(successAt), count: successCount },
        failure: { lastAt: textOf(failureAt), count: failureCount },
        ...(days === undefined || days.from !== null ? {} : { days: daysToJson(days) }),
      },
    ]),
  );
}

function daysToJson({ counts }: ActivityDays): NonNullable<ActivityJson['days']> {
  return Object.fromEntries(
    counts.map(({ day, successes, failures }) => [
      formatInstant(day * MS_PER_DAY).slice(0, 10),
      { success: successes, failure: failures },
    ]),
  );
}

function controlToJson(control: Control): ControlJson {
  return {
    ...control,
    createdAt: formatInstant(control.createdAt),
    expiresAt: textOf(control.expiresAt),
    deletedAt: textOf(control.deletedAt),
  };
}

function requirementToJson(requirement: Requirement): RequirementJson {
  return {
    ...requirement,
    dueAt: textOf(requirement.dueAt),
    validUntil: textOf(requirement.validUntil),
    renewalGrace: requirement.renewalGrace?.text ?? null,
    validFor: requirement.validFor?.text ?? null,
    openedAt: textOf(requirement.openedAt),
  };
}

function exemptionToJson(exemption: Exemption): ExemptionJson {
  return {
    ...exemption,
    from: textOf(exemption.from),
    until: textOf(exemption.until),
    reviewBy: textOf(exemption.reviewBy),
  };
}

function progressToJson(progress: StageProgress): ProgressJson {
  return {
    ...progress,
    base: formatInstant(progress.base),
    at: formatInstant(progress.at),
    acknowledgedAt: textOf(progress.acknowledgedAt),
    promised: progress.promised,
  };
}
