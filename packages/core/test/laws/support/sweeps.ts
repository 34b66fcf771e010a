import { settle } from '../../../src/evaluate/next-transition';
import type { Control, Instant, PolicySet, Requirement, StageProgress, Subject } from '../../../src/index';

/** What a run of sweeps did to one identity. */
export interface History {
  readonly subject: Subject;
  /** The instants at which it was swept. */
  readonly sweptAt: readonly Instant[];
  /** All that was set, in the order in which it was. Progress of ended episodes is replaced in the subject, not here. */
  readonly progress: readonly StageProgress[];
  readonly controls: readonly Control[];
  readonly requirements: readonly Requirement[];
  readonly approvedAt: Instant | null;
  readonly validUntil: Instant;
}

const MOST_SWEEPS = 300;

/**
 * Sweeps at `from` and then at every `validUntil`, and at the instants of `also`, until `until`. Nothing else happens.
 */
export function sweepUntil(
  set: PolicySet,
  subject: Subject,
  from: Instant,
  until: Instant,
  also: readonly Instant[] = [],
): History {
  let state = subject;
  let at = from;
  let validUntil = from;
  const sweptAt: Instant[] = [];
  const progress: StageProgress[] = [];
  const extra = also.filter((instant) => instant > from && instant < until).sort((a, b) => a - b);
  for (let sweep = 0; sweep < MOST_SWEEPS + extra.length && at < until; sweep += 1) {
    const settled = settle(set, state, at);
    sweptAt.push(at);
    progress.push(...settled.subject.progress.filter((entry) => !state.progress.includes(entry)));
    state = settled.subject;
    validUntil = settled.validUntil;
    const next = extra.find((instant) => instant > at) ?? Number.POSITIVE_INFINITY;
    at = Math.min(validUntil, next);
  }
  return {
    subject: state,
    sweptAt,
    progress,
    controls: state.controls.slice(subject.controls.length),
    requirements: state.requirements.slice(subject.requirements.length),
    approvedAt: state.approvedAt,
    validUntil,
  };
}

/** The parts of a history that every schedule must agree on (L10). */
export function comparable(history: History): unknown {
  const { progress, controls, requirements, approvedAt } = history;
  return { progress, controls, requirements, approvedAt };
}
