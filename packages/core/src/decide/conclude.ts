import type { Judgement } from '../evaluate/evaluation';
import type { Change, StoredSubject } from '../model/stored-subject';
import type { Instant } from '../time/instant';
import type { Draft } from './draft';
import { hasRemoved } from './lift-removed';
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
  // What is the sweep's to do must stay due.
  const isDue = judgement.due.length > 0 || hasRemoved(draft);
  return finish(draft, judgement, isDue ? draft.context.at : nextChange(draft, judgement));
}

/** When the answer or the log of a subject at rest changes next. */
export function nextChange(draft: Draft, judgement: Judgement): Instant {
  return Math.min(judgement.validUntil, nextTelling(draft.subject, draft.context.at), nextObservation(draft));
}

/** Writes the record. */
export function finish(draft: Draft, { status }: Judgement, expiresAt: Instant): Change {
  const { slot, subject, context, sequence, headHash, events } = draft;
  const before = slot.stored;
  const judgedUnder = context.policyRevision;
  if (before !== null && isUnchanged(before, draft, expiresAt)) return { ...slot, events };
  const stored: StoredSubject = {
    subject,
    status,
    expiresAt,
    judgedUnder,
    toldUntil: Math.max(context.at, before?.toldUntil ?? context.at),
    awaitsActivity: hasNotice(subject.progress) || isUnderRule(subject, context.at),
    ...(draft.activityRefusedAt === null ? {} : { activityRefusedAt: draft.activityRefusedAt }),
    ...(draft.observed === undefined ? {} : { observed: draft.observed }),
    answers: draft.answers,
    sequence,
    headHash,
    revision: (before?.revision ?? 0) + 1,
  };
  return { id: slot.id, stored, sequence, headHash, events };
}

function isUnchanged(
  before: StoredSubject,
  { events, subject, observed, context }: Draft,
  expiresAt: Instant,
): boolean {
  return (
    events.length === 0 &&
    before.subject === subject &&
    before.observed === observed &&
    before.expiresAt === expiresAt &&
    before.judgedUnder === context.policyRevision
  );
}
