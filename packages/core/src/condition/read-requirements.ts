import type { JsonObject } from '../model/json';
import type { Requirement } from '../model/requirement';
import { type EffectiveState, effectiveState, nextStateChange } from '../model/requirement-state';
import { type Instant, NEVER } from '../time/instant';

/** How bad a state is when an identity has several requirements of one type (C8). */
const badness: Readonly<Record<EffectiveState, number>> = {
  ERROR: 6,
  FAILED: 5,
  OVERDUE: 4,
  PENDING: 3,
  RENEWAL_DUE: 2,
  WAIVED: 1,
  MET: 0,
};

/** The worst effective state of the requirements of one type; undefined when there are none. */
export function readRequirement(
  requirements: readonly Requirement[],
  type: string,
  at: Instant,
): EffectiveState | undefined {
  let worst: EffectiveState | undefined;
  for (const requirement of requirements) {
    if (requirement.type === type) worst = worseOf(worst, effectiveState(requirement, at));
  }
  return worst;
}

/** The fact `requirements`: the worst effective state by type. */
export function readRequirements(requirements: readonly Requirement[], at: Instant): JsonObject {
  const byType = new Map<string, EffectiveState>();
  for (const requirement of requirements) {
    byType.set(requirement.type, worseOf(byType.get(requirement.type), effectiveState(requirement, at)));
  }
  // It defines own properties, whatever the types are called.
  return Object.fromEntries(byType);
}

/** The first instant after `at` at which a state, of any type or of one, can be another (C5). */
export function nextRequirementChange(requirements: readonly Requirement[], type: string | null, at: Instant): Instant {
  let next = NEVER;
  for (const requirement of requirements) {
    if (type !== null && requirement.type !== type) continue;
    const change = nextStateChange(requirement, at);
    if (change < next) next = change;
  }
  return next;
}

function worseOf(left: EffectiveState | undefined, right: EffectiveState): EffectiveState {
  return left !== undefined && badness[left] >= badness[right] ? left : right;
}
