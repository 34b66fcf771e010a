import type { Subject } from '../model/subject';
import type { PolicySet } from '../policy/policy-set';
import type { Instant } from '../time/instant';
import type { Evaluation } from './evaluation';
import { judgeSubject } from './judge';
import type { Judging } from './judging';
import { answerBudget, evaluationCost, type LookAheadBudget } from './look-ahead';
import { emptyDetails, toEvaluation } from './to-evaluation';

/**
 * The first instant after a judgement at which its answer is another one, if nothing is done (L4). Most changes are
 * certain to show. For the others (a condition's horizon, the next state of a requirement in a group) the subject is
 * judged again at that instant and the answers compared. A hostile input can need more looking ahead than the budget
 * allows; then the answer is an instant up to which nothing changes, though not the last one.
 */
export function validUntil(judging: Judging, budget?: LookAheadBudget): Instant {
  let { certain, possible } = judging;
  if (possible >= certain) return certain;
  const { set, subject } = judging;
  const purse = budget ?? answerBudget();
  const cost = evaluationCost(set, subject);
  const before = fingerprintAt(set, subject, judging.at).text;
  while (possible < certain) {
    purse.left -= cost;
    if (purse.left <= 0) return possible;
    const after = fingerprintAt(set, subject, possible);
    if (after.text !== before) return possible;
    ({ certain, possible } = after.judging);
  }
  return certain;
}

function fingerprintAt(set: PolicySet, subject: Subject, at: Instant): { judging: Judging; text: string } {
  const judging = judgeSubject(set, subject, at, emptyDetails());
  return { judging, text: fingerprint(toEvaluation(judging, at)) };
}

/** The parts of an answer that must not change before `validUntil` (L4), as a text that can be compared. */
export function fingerprint(evaluation: Evaluation): string {
  const { status, policies, due, statusDetails } = evaluation;
  return JSON.stringify([
    status,
    policies.map((outcome) =>
      outcome.applies === 'false'
        ? outcome
        : { ...outcome, stages: outcome.stages.map((stage) => [stage.stageId, stage.state]) },
    ),
    due.map((action) => ('opens' in action ? [action.policyId, action.setId, action.type] : action)),
    Object.values(statusDetails).map((list: readonly (string | { readonly id: string })[]) =>
      list.map((member) => (typeof member === 'string' ? member : member.id)),
    ),
  ]);
}
