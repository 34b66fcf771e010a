import type { Context } from '../../decide/context';
import { endExemption } from '../../decide/end-exemption';
import { type Restriction, restrictionOf, sweepIdentity } from '../../decide/sweep-identity';
import { hasNotice } from '../../decide/withdraw-notices';
import { evaluateAt } from '../../evaluate/evaluate';
import type { DueAction, Undecided } from '../../evaluate/evaluation';
import { judgeSubject } from '../../evaluate/judge';
import type { Judging } from '../../evaluate/judging';
import { statusOf } from '../../evaluate/to-evaluation';
import type { Status } from '../../model/status';
import type { Slot, StoredSubject } from '../../model/stored-subject';
import type { Instant } from '../../time/instant';
import type { ActivePolicies } from '../active-policies';

/** What is undecided, and in which policy. */
export interface UndecidedIn extends Undecided {
  readonly policyId: string;
}

/** What a sweep would make of one identity. */
export interface SweptCopy {
  readonly status: Status;
  readonly actions: readonly DueAction[];
  /** Controls that are lifted because their rule is gone (P7). */
  readonly lifted: number;
  /** Notices that are withdrawn (P6). */
  readonly withdrawn: number;
  readonly restriction: Restriction | null;
  readonly undecided: readonly UndecidedIn[];
  /** The identity afterwards; the very one that was given when the sweep would only renew its evaluation. */
  readonly stored: StoredSubject;
}

const nothing: readonly never[] = Object.freeze([]);

/** Nothing of what is decided with it is written: ids and hashes need not be real. */
export function imaginedContext({ set, revision, versions, lifts, facts }: ActivePolicies, at: Instant): Context {
  facts?.advance(at);
  let next = 0;
  return {
    set,
    policyRevision: revision,
    versionOf: (policyId) => versions.get(policyId) ?? null,
    at,
    actor: null,
    newId: () => `imagined-${++next}`,
    hash: () => '',
    runId: 'imagined',
    ...(lifts === undefined ? {} : { lifts }),
  };
}

/**
 * What a sweep would make of an identity at the instant of the context, by its very decision (L15). Most have nothing due:
 * that is seen by judging them once.
 * @param endings exemptions of the identity that end just before.
 * @throws DormouseError as `sweepIdentity` and `endExemption`.
 */
export function sweepCopy(stored: StoredSubject, context: Context, endings: readonly string[] = nothing): SweptCopy {
  let slot: Slot = { id: stored.subject.identity.id, stored, sequence: stored.sequence, headHash: stored.headHash };
  for (const exemptionId of endings) {
    const command = { exemptionId, authority: 'OPERATOR', reason: 'simulated' } as const;
    slot = endExemption(slot, command, context).change;
  }
  const before = slot.stored ?? stored;
  const judging = judgeSubject(context.set, before.subject, context.at, null);
  const undecided = judging.undecided.length > 0 ? undecidedOf(before, context) : nothing;
  const status = statusOf(judging);
  if (isAtRest(before, judging, status, context)) {
    const restriction = restrictionOf({ stored }, nothing, status, context);
    return { status, actions: nothing, lifted: 0, withdrawn: 0, restriction, undecided, stored: before };
  }
  const { change, actions, lifted } = sweepIdentity(slot, context);
  const after = change.stored ?? before;
  const withdrawn = change.events.filter(({ type }) => type === 'identity.notice_withdrawn').length;
  // Ending an exemption can take away an approval by itself: what counts is what was before.
  const restriction = restrictionOf({ stored }, actions, after.status, context);
  return { status: after.status, actions, lifted, withdrawn, restriction, undecided, stored: after };
}

/** Nothing to do, no notice that might be withdrawn, nothing that might be lifted. */
function isAtRest({ subject }: StoredSubject, { due }: Judging, status: Status, { lifts }: Context): boolean {
  if (due.length > 0 || (subject.approvedAt === null && status === 'APPROVED')) return false;
  return (lifts === undefined || subject.controls.length === 0) && !hasNotice(subject.progress);
}

/** What is unknown but changes nothing, because another exemption is in force, is left out by the evaluation (P2). */
function undecidedOf({ subject }: StoredSubject, { set, at }: Context): readonly UndecidedIn[] {
  return evaluateAt(set, subject, at).policies.flatMap((outcome) =>
    outcome.applies === 'false' ? [] : outcome.undecided.map((each) => ({ ...each, policyId: outcome.policyId })),
  );
}
