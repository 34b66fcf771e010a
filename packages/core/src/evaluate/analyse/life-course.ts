import type { Subject } from '../../model/subject';
import type { PolicySet } from '../../policy/policy-set';
import type { Instant } from '../../time/instant';
import { evaluationCost, type LookAheadBudget } from '../look-ahead';
import { settle } from '../next-transition';

/** What a policy did first to an identity that nobody touched: by what (`control DORMANT`, `requirement KYC`), when. */
export type LifeCourse = ReadonlyMap<string, Instant>;

/** More steps than this are no sane policy. */
const MOST_STEPS = 200;

/**
 * Lives a subject from an instant until another, if nothing comes in: everything due is done at once, at each
 * `validUntil`, as sweeps would (L10). null when the budget ends before the life does.
 */
export function lifeCourse(
  set: PolicySet,
  subject: Subject,
  [from, until]: readonly [Instant, Instant],
  budget: LookAheadBudget,
): LifeCourse | null {
  const first = new Map<string, Instant>();
  let state = subject;
  let now = from;
  for (let step = 0; step < MOST_STEPS && now <= until; step++) {
    budget.left -= 2 * evaluationCost(set, state);
    if (budget.left < 0) return null;
    const settled = settle(set, state, now);
    const controls = settled.subject.controls.slice(state.controls.length);
    const requirements = settled.subject.requirements.slice(state.requirements.length);
    const done = [
      ...controls.map(({ type }) => `control ${type}`),
      ...requirements.map(({ type }) => `requirement ${type}`),
    ];
    for (const what of done) if (!first.has(what)) first.set(what, now);
    state = settled.subject;
    now = settled.validUntil;
  }
  return first;
}
