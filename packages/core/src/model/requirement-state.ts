import type { Instant } from '../time/instant';
import { addDuration, utc } from '../time/zone';
import type { Requirement, RequirementState } from './requirement';

/** The state of a requirement at an instant: the stored one, or what time made of it (R1). */
export type EffectiveState = RequirementState | 'RENEWAL_DUE' | 'OVERDUE';

/** When a requirement became or will become overdue; `Infinity` when it never will in its present state (R2). */
export function overdueFrom(requirement: Requirement): Instant {
  if (requirement.state === 'PENDING') return requirement.dueAt ?? Number.POSITIVE_INFINITY;
  if (requirement.state !== 'MET' || requirement.validUntil === null) return Number.POSITIVE_INFINITY;
  if (requirement.renewalGrace === null) return requirement.validUntil;
  return addDuration(requirement.validUntil, requirement.renewalGrace, utc);
}

/** The effective state at `at` (R1). All intervals are `[from, until)` (T6). */
export function effectiveState(requirement: Requirement, at: Instant): EffectiveState {
  const state = requirement.state;
  if (state === 'PENDING') return requirement.dueAt !== null && at >= requirement.dueAt ? 'OVERDUE' : 'PENDING';
  if (state !== 'MET' || requirement.validUntil === null || at < requirement.validUntil) return state;
  return at < overdueFrom(requirement) ? 'RENEWAL_DUE' : 'OVERDUE';
}

/** The first instant after `at` at which the effective state is another one; `Infinity` when it never is. */
export function nextStateChange(requirement: Requirement, at: Instant): Instant {
  const { state, validUntil } = requirement;
  if (state === 'MET' && validUntil !== null && validUntil > at) return validUntil;
  const overdue = overdueFrom(requirement);
  return overdue > at ? overdue : Number.POSITIVE_INFINITY;
}
