import { isControlActive } from '../model/control';
import type { EventType } from '../model/event';
import type { Status } from '../model/status';
import type { StoredSubject } from '../model/stored-subject';
import type { Instant } from '../time/instant';

/** One of these values, or none of them. */
export type Among<T> = { readonly in: readonly T[] } | { readonly notIn: readonly T[] };

/** Labels can also be asked for all together. */
export type AmongLabels = Among<string> | { readonly all: readonly string[] };

/** Which identities to list. All filters that are given hold together; one that is left out holds for everyone. */
export interface IdentityFilter {
  readonly status?: Among<Status>;
  readonly kind?: Among<string>;
  /** Types of the active controls: `in` any of them, `notIn` none of them. */
  readonly controlType?: Among<string>;
  /** Reason codes of the active controls, likewise. */
  readonly reasonCode?: Among<string>;
  readonly label?: AmongLabels;
  readonly parentId?: Among<string>;
  /** Has, or ever had, a requirement that was not withdrawn. */
  readonly hasRequirements?: true;
  /** Has, or ever had, an exemption of its own. */
  readonly hasExemptions?: true;
  /** Last successful activity (creation, when there is none) at this instant or earlier. */
  readonly inactiveSince?: Instant;
}

/** Which subjects a scan shows. */
export interface ScanOptions {
  /** Only those after this id. Default: from the first. */
  readonly after?: string | null;
  /** Only identities of these kinds. Default: all. */
  readonly kinds?: readonly string[];
  /** Only about this share of them, from 0 to 1, picked by their ids as `isInShare` says. Default: all. */
  readonly share?: number;
}

/** Which controls to list. */
export interface ControlFilter {
  readonly identityId?: string;
  readonly controlId?: string;
  /** Those that a run set: `cause.runId`. */
  readonly runId?: string;
  /** Also those that are over: deleted or expired. Default: only the active ones. */
  readonly includeDeleted?: boolean;
}

/** Which events to list. */
export interface EventFilter {
  /** null: only the events of the account itself. */
  readonly identityId?: string | null;
  readonly types?: readonly EventType[];
}

/**
 * Whether an identity passes every filter but `status`, at an instant. It is the meaning of {@link IdentityFilter}: an
 * adapter that cannot call it must give the same answers.
 */
export function matchesFilter({ subject }: StoredSubject, filter: IdentityFilter, now: Instant): boolean {
  const { identity, controls } = subject;
  const { kind, controlType, reasonCode, label, parentId, inactiveSince, hasRequirements, hasExemptions } = filter;
  if (hasRequirements === true && subject.requirements.length === 0) return false;
  if (hasExemptions === true && subject.exemptions.length === 0) return false;
  if (kind !== undefined && !isAmong([identity.kind], kind)) return false;
  if (parentId !== undefined && !isAmong(identity.parentId === null ? [] : [identity.parentId], parentId)) return false;
  if (label !== undefined && !hasLabels(identity.labels, label)) return false;
  if (inactiveSince !== undefined && lastSeen(subject) > inactiveSince) return false;
  if (controlType === undefined && reasonCode === undefined) return true;
  const active = controls.filter((control) => isControlActive(control, now));
  if (
    controlType !== undefined &&
    !isAmong(
      active.map(({ type }) => type),
      controlType,
    )
  )
    return false;
  return (
    reasonCode === undefined ||
    isAmong(
      active.map((control) => control.reasonCode),
      reasonCode,
    )
  );
}

/** Whether any of the values is one of those asked for; with `notIn`, whether none is. */
export function isAmong<T>(values: readonly T[], among: Among<T>): boolean {
  if ('in' in among) return values.some((value) => among.in.includes(value));
  return !values.some((value) => among.notIn.includes(value));
}

function hasLabels(labels: readonly string[], asked: AmongLabels): boolean {
  return 'all' in asked ? asked.all.every((label) => labels.includes(label)) : isAmong(labels, asked);
}

/** The last successful activity of any type; the creation when there is none. */
function lastSeen({ identity, activity }: StoredSubject['subject']): Instant {
  let last = Number.NEGATIVE_INFINITY;
  for (const { successAt } of activity) if (successAt !== null && successAt > last) last = successAt;
  return last === Number.NEGATIVE_INFINITY ? identity.createdAt : last;
}

/** Whether the evaluation of a stored subject has expired: its status must be judged again before it is believed (R7). */
export function hasExpired(
  stored: Pick<StoredSubject, 'expiresAt' | 'judgedUnder'>,
  policyRevision: number,
  now: Instant,
): boolean {
  return stored.expiresAt <= now || stored.judgedUnder < policyRevision;
}
