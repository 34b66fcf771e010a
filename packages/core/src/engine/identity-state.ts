import { judge } from '../evaluate/evaluate';
import { type Control, isControlActive } from '../model/control';
import { isDormouseError } from '../model/errors';
import type { Identity } from '../model/identity';
import type { Status } from '../model/status';
import type { StoredSubject } from '../model/stored-subject';
import type { Subject } from '../model/subject';
import { hasExpired } from '../storage/filter';
import type { Instant } from '../time/instant';
import type { ActivePolicies } from './policy-cache';

/** An identity as it is at an instant. */
export interface IdentityState {
  readonly identity: Identity;
  /** Judged again where the stored evaluation has expired (R7). */
  readonly status: Status;
  /** Until when nothing about the status changes by itself; `Infinity` is for ever. */
  readonly validUntil: Instant;
  /** The last successful activity of any type; null when there was none. */
  readonly lastActiveAt: Instant | null;
  readonly activeControls: readonly Control[];
  /** Everything that is stored about it: all controls, requirements, exemptions, activity, progress. */
  readonly subject: Subject;
}

/** The state of a stored subject at an instant. */
export function stateAt(stored: StoredSubject, active: ActivePolicies, now: Instant): IdentityState {
  const { subject } = stored;
  const { status, validUntil } = statusAt(stored, active, now);
  return {
    identity: subject.identity,
    status,
    validUntil,
    lastActiveAt: lastActiveAt(subject),
    activeControls: subject.controls.filter((control) => isControlActive(control, now)),
    subject,
  };
}

export interface CurrentStatus {
  readonly status: Status;
  readonly validUntil: Instant;
}

/** One that cannot be judged keeps its last known status: a listing must not fail for it (S7). */
export function statusAt(stored: StoredSubject, active: ActivePolicies, now: Instant): CurrentStatus {
  const { status, expiresAt } = stored;
  if (!hasExpired(stored, active.revision, now)) return { status, validUntil: expiresAt };
  try {
    return judge(active.set, stored.subject, now);
  } catch (error) {
    if (!isDormouseError(error)) throw error;
    return { status, validUntil: now };
  }
}

export function lastActiveAt({ activity }: Subject): Instant | null {
  let last: Instant | null = null;
  for (const { successAt } of activity) if (successAt !== null && (last === null || successAt > last)) last = successAt;
  return last;
}
