import type { Subject } from '../model/subject';
import { type InstantInput, toInstant } from '../model/time-checks';
import type { PolicySet } from '../policy/policy-set';
import type { Instant } from '../time/instant';
import type { Evaluation, Judgement } from './evaluation';
import { judgeSubject } from './judge';
import { emptyDetails, statusOf, toEvaluation } from './to-evaluation';
import { validUntil } from './valid-until';

/**
 * The least that an evaluation can answer: status, due actions, and until when that holds. It is what a sweep asks, and
 * it allocates little. The same answer as {@link evaluate} gives in its first three members.
 * @throws DormouseError `UNKNOWN_CONTROL_TYPE` when the subject bears a control whose type the settings do not know.
 */
export function judge(set: PolicySet, subject: Subject, at: Instant): Judgement {
  const judging = judgeSubject(set, subject, at, null);
  const { certain, possible, due } = judging;
  return { status: statusOf(judging), due, validUntil: possible >= certain ? certain : validUntil(judging) };
}

/**
 * Evaluates one identity at one instant: its status with full details, what is due, and until when the answer holds.
 * Pure: the same arguments give the same answer, and nothing is changed (L1).
 * @throws DormouseError `INVALID_INSTANT`; `UNKNOWN_CONTROL_TYPE` as {@link judge}.
 * @example
 * const { status, due, validUntil } = evaluate(set, subject, '2026-01-01T00:00:00Z');
 */
export function evaluate(set: PolicySet, subject: Subject, at: InstantInput): Evaluation {
  return evaluateAt(set, subject, toInstant(at));
}

/** {@link evaluate} for an instant that is known to be one. */
export function evaluateAt(set: PolicySet, subject: Subject, at: Instant): Evaluation {
  const judging = judgeSubject(set, subject, at, emptyDetails());
  return toEvaluation(judging, validUntil(judging));
}
