import { controlEnd } from '../model/control';
import { effectiveState } from '../model/requirement-state';
import type { Status } from '../model/status';
import type { Subject } from '../model/subject';
import type { PolicySet } from '../policy/policy-set';
import type { Instant } from '../time/instant';
import { type Acting, additionsFor, withAdditions } from './act';
import { judgeSubject } from './judge';
import { evaluationCost, type LookAheadBudget, transitionBudget } from './look-ahead';
import { statusOf } from './to-evaluation';
import { validUntil } from './valid-until';

/** The next change of status, if nothing comes in and everything due is done at once (R6). */
export interface Transition {
  readonly at: Instant;
  readonly to: Status;
  /** What happens at that instant. */
  readonly because: readonly TransitionCause[];
}

/** Something that happens at the instant of a transition. */
export type TransitionCause =
  | { readonly kind: 'stage'; readonly policyId: string; readonly ruleId: string; readonly stageId: string }
  /** A control begins, ends, or is set for overdue requirements. */
  | { readonly kind: 'control'; readonly controlId: string }
  /** A requirement is opened, lapses, or becomes overdue. */
  | { readonly kind: 'requirement'; readonly requirementId: string };

/** Opening a requirement can make another policy apply at the same instant; more rounds than this are no sane policy. */
const MOST_ROUNDS = 20;

/**
 * When the status is next another one than now, and which: everything due is done at once, again and again at each
 * `validUntil`, until the status differs. Null when it never does. A hostile input can ask for more steps than are taken;
 * then the answer is null too.
 * @throws DormouseError `UNKNOWN_CONTROL_TYPE` as `judge`.
 */
export function nextTransition(set: PolicySet, subject: Subject, at: Instant): Transition | null {
  const from = statusOf(judgeSubject(set, subject, at, null));
  const budget = transitionBudget();
  let state = subject;
  let now = at;
  while (budget.left > 0) {
    const settled = settle(set, state, now, budget);
    if (settled.status !== from) return { at: now, to: settled.status, because: causesAt(state, settled.subject, now) };
    if (settled.validUntil === Number.POSITIVE_INFINITY) return null;
    state = settled.subject;
    now = settled.validUntil;
  }
  return null;
}

interface Settled {
  readonly subject: Subject;
  readonly status: Status;
  readonly validUntil: Instant;
}

/** Does what is due at an instant until nothing is. */
export function settle(set: PolicySet, subject: Subject, at: Instant, budget?: LookAheadBudget): Settled {
  let state = subject;
  for (let round = 0; ; round++) {
    const judging = judgeSubject(set, state, at, null);
    // A bare judgement costs about half of a full evaluation.
    if (budget !== undefined) budget.left -= evaluationCost(set, state) / 2;
    const status = statusOf(judging);
    const approves = state.approvedAt === null && status === 'APPROVED';
    if ((judging.due.length === 0 && !approves) || round === MOST_ROUNDS) {
      return { subject: state, status, validUntil: validUntil(judging, budget) };
    }
    const judgement = { status, due: judging.due, validUntil: at };
    state = withAdditions(state, additionsFor(state, judgement, imagined(at, state.controls.length)));
  }
}

function imagined(at: Instant, count: number): Acting {
  let next = count;
  return { at, nextControlId: () => `imagined-${next++}`, runId: null, actor: null, versionOf: () => null };
}

function causesAt(before: Subject, after: Subject, at: Instant): readonly TransitionCause[] {
  const known = new Set<object>([...before.progress, ...before.controls, ...before.requirements]);
  const stages = after.progress.filter((entry) => entry.at === at && !known.has(entry));
  const controls = after.controls.filter((control) => {
    const isNew = !known.has(control);
    return isNew ? control.cause === null : control.createdAt === at || controlEnd(control) === at;
  });
  const requirements = after.requirements.filter(
    (requirement) => !known.has(requirement) || effectiveState(requirement, at) !== effectiveState(requirement, at - 1),
  );
  return [
    ...stages.map(({ policyId, ruleId, stageId }) => ({ kind: 'stage' as const, policyId, ruleId, stageId })),
    ...controls.map(({ id }) => ({ kind: 'control' as const, controlId: id })),
    ...requirements.map(({ id }) => ({ kind: 'requirement' as const, requirementId: id })),
  ];
}
