import type { Judgement } from '../evaluate/evaluation';
import type { Change, StoredSubject } from '../model/stored-subject';
import type { Instant } from '../time/instant';
import type { Draft } from './draft';
import { awaitsLift } from './lift-removed';
import { nextObservation } from './observe';
import { settle } from './settle';
import { isUnderRule } from './stay';
import { nextTelling } from './tell-time';
import { hasNotice } from './withdraw-notices';

/**
 * Ends the work of a command: judges again, opens what is demanded, tells the status if it changed, and writes until
 * when that holds. A decision that changed nothing gives back the very record that it was given.
 */
export function conclude(draft: Draft): Change {
  const judgement = settle(draft, 'openings');
  const isLeft = judgement.due.length > 0 || awaitsLift(draft);
  return finish(draft, judgement, isLeft ? draft.context.at : nextChange(draft, judgement));
}

/** When the answer or the log of a subject at rest changes next. */
export function nextChange(draft: Draft, judgement: Judgement): Instant {
  return Math.min(judgement.validUntil, nextTelling(draft.subject, draft.context.at), nextObservation(draft));
}

/** Writes the record. */
export function finish(draft: Draft, { status }: Judgement, validUntil: Instant): Change {
  const { slot, subject, context, sequence, headHash, events } = draft;
  const before = slot.stored;
  const judgedUnder = context.policyRevision;
  // What nobody has reviewed stays due.
  const expiresAt = draft.unreviewed ? Math.min(validUntil, context.at) : validUntil;
  if (before !== null && isUnchanged(before, draft, expiresAt)) return { ...slot, events };
  const stored: Writable = {
    subject,
    status,
    expiresAt,
    judgedUnder,
    toldUntil: Math.max(context.at, before?.toldUntil ?? context.at),
    awaitsActivity: hasNotice(subject.progress) || isUnderRule(subject, context.at),
    answers: draft.answers,
    sequence,
    headHash,
    revision: (before?.revision ?? 0) + 1,
  };
  if (draft.unreviewed) stored.unreviewed = true;
  if (draft.activityRefusedAt !== null) stored.activityRefusedAt = draft.activityRefusedAt;
  if (draft.observed !== undefined) stored.observed = draft.observed;
  return { id: slot.id, stored, sequence, headHash, events };
}

type Writable = { -readonly [K in keyof StoredSubject]: StoredSubject[K] };

function isUnchanged(
  before: StoredSubject,
  { events, subject, observed, unreviewed, context }: Draft,
  expiresAt: Instant,
): boolean {
  return (
    events.length === 0 &&
    before.subject === subject &&
    before.observed === observed &&
    (before.unreviewed === true) === unreviewed &&
    before.expiresAt === expiresAt &&
    before.judgedUnder === context.policyRevision
  );
}
