import type { JsonValue } from '../model/json';
import type { Subject } from '../model/subject';
import type { PolicySet } from '../policy/policy-set';

/**
 * How much looking ahead one answer may cost, in units of 50 ns (estimated: the core knows no clock). It is more than any
 * sane policy needs, and bounds what a hostile input can ask for (semantics §13).
 */
export interface LookAheadBudget {
  left: number;
}

/** Enough for a hundred looks at a subject of a hundred records. */
const ONE_ANSWER = 300_000;
/** A transition is looked for through many answers. */
const ONE_TRANSITION = 600_000;

/** What `validUntil` of one answer may cost. */
export function answerBudget(): LookAheadBudget {
  return { left: ONE_ANSWER };
}

/** What the search for the next transition may cost. */
export function transitionBudget(): LookAheadBudget {
  return { left: ONE_TRANSITION };
}

/** About what one full evaluation of the subject costs at the most. */
export function evaluationCost(set: PolicySet, subject: Subject): number {
  const { activity, controls, requirements, exemptions, progress, identity } = subject;
  let records = activity.length + controls.length + requirements.length + exemptions.length + progress.length;
  for (const { requirementIds } of controls) records += requirementIds.length / 10;
  let walked = identity.labels.length + countElements(identity.attributes);
  // A count goes through days more quickly than a comparison through a list.
  if (set.countedDays > 0) for (const { days } of activity) walked += (days?.counts.length ?? 0) / 10;
  return 60 + set.weight + 20 * records + 3 * set.comparisons * walked;
}

/** The elements of all lists in the attributes: a comparison may go through all of them. */
function countElements(value: JsonValue): number {
  if (typeof value !== 'object' || value === null) return 0;
  const members: readonly JsonValue[] = Object.values(value);
  let count = Array.isArray(value) ? members.length : 0;
  for (const member of members) count += countElements(member);
  return count;
}
