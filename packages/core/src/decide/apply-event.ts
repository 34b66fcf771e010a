import { withAdditions } from '../evaluate/act';
import { type ChainHead, emptyChain } from '../model/chain';
import type { IdentityEvent, IdentityEventOf, IdentityEventType } from '../model/event';
import type { StageProgress } from '../model/progress';
import type { Requirement } from '../model/requirement';
import type { Status } from '../model/status';
import type { Subject } from '../model/subject';
import { upgradeEvent } from '../model/upgrade-event';
import { newSubject } from './register-identity';

/** What the events of one identity say about it. */
export interface FoldedIdentity {
  /** null: it is not registered yet, or removed. Its activity is empty: activity is no event (A1). */
  readonly subject: Subject | null;
  /** The last status that was told; null where there is no subject. */
  readonly status: Status | null;
  /** The event that was applied last. */
  readonly head: ChainHead;
}

/** What is known before the first event. */
export const nothingFolded: FoldedIdentity = Object.freeze({ subject: null, status: null, head: emptyChain });

/**
 * Applies the next event of an identity: applying all of them, from the first, rebuilds the stored subject, activity
 * aside (L12). Events of earlier forms are upgraded. It trusts the events: `verifyHistory` says whether they can be
 * trusted.
 */
export function applyEvent(folded: FoldedIdentity, stored: IdentityEvent): FoldedIdentity {
  const event = upgradeEvent(stored);
  const head = { sequence: event.sequence, hash: event.hash };
  if (event.type === 'identity.registered') {
    const { identity, status } = event.data;
    return { subject: withApproval(newSubject(identity), status, event.at), status, head };
  }
  if (event.type === 'identity.imported') return { subject: event.data.subject, status: event.data.status, head };
  if (event.type === 'identity.removed' || folded.subject === null) return { subject: null, status: null, head };
  const subject = changed(folded.subject, event);
  if (event.type !== 'identity.status_changed') return { subject, status: folded.status, head };
  return { subject: withApproval(subject, event.data.to, event.at), status: event.data.to, head };
}

/** The first approval is written with the status that it gives (R5). */
function withApproval(subject: Subject, status: Status, at: number): Subject {
  return status === 'APPROVED' && subject.approvedAt === null ? { ...subject, approvedAt: at } : subject;
}

type Apply<T extends IdentityEventType> = (subject: Subject, event: IdentityEventOf<T>) => Subject;

/** Tells of the subject without changing it: what it tells of follows from other events, or from time. */
const unchanged = (subject: Subject): Subject => subject;

/** The events that begin or end an identity. */
type Beginning = 'identity.registered' | 'identity.imported' | 'identity.removed';

/** Whoever adds a type of event must say here what it does to the subject, or the table does not compile. */
const table: { readonly [T in Exclude<IdentityEventType, Beginning>]: Apply<T> } = {
  'identity.erased': (subject, { data }) => ({
    ...subject,
    identity: data.identity ?? subject.identity,
    controls: data.controls.reduce(replaced, subject.controls),
    exemptions: data.exemptions.reduce(replaced, subject.exemptions),
  }),
  'identity.updated': (subject, { data }) => ({ ...subject, identity: data.identity }),
  'identity.status_changed': unchanged,
  'identity.notice_served': (subject, { data }) => withProgress(subject, [data.progress]),
  'identity.notice_acknowledged': (subject, { data }) => withProgress(subject, [data.progress]),
  'identity.notice_withdrawn': (subject, { data }) => withoutProgress(subject, data.progress),
  'identity.activity_refused': unchanged,
  'identity.dormant': unchanged,
  // An expiry is read from the control itself (A3).
  'identity.reactivated': (subject, { data }) =>
    data.because === 'CONTROL_EXPIRED' ? subject : { ...subject, reactivatedAt: data.since },
  'control.created': (subject, { data }) => {
    const { approvedAt } = subject;
    const { progress } = data;
    const controls = replaced(subject.controls, data.control);
    return withAdditions({ ...subject, controls }, { controls: [], requirements: [], progress, approvedAt });
  },
  'control.deleted': (subject, { data }) => ({ ...subject, controls: replaced(subject.controls, data.control) }),
  'control.expired': unchanged,
  would_restrict: unchanged,
  'requirement.opened': (subject, { data }) => withRequirement(subject, data.requirement),
  'requirement.met': (subject, { data }) => withRequirement(subject, data.requirement),
  'requirement.failed': (subject, { data }) => withRequirement(subject, data.requirement),
  'requirement.errored': (subject, { data }) => withRequirement(subject, data.requirement),
  'requirement.waived': (subject, { data }) => withRequirement(subject, data.requirement),
  'requirement.withdrawn': (subject, { data }) => {
    const requirements = subject.requirements.filter(({ id }) => id !== data.requirementId);
    return { ...subject, requirements };
  },
  'requirement.renewal_due': unchanged,
  'requirement.overdue': unchanged,
  'exemption.granted': (subject, { data }) => ({
    ...subject,
    exemptions: replaced(subject.exemptions, data.exemption),
  }),
  'exemption.ended': (subject, { data }) => {
    const exemptions = subject.exemptions.map((exemption) =>
      exemption.id === data.exemptionId ? { ...exemption, until: data.since } : exemption,
    );
    return { ...subject, exemptions };
  },
  'exemption.review_due': unchanged,
};

function changed(subject: Subject, event: Exclude<IdentityEvent, { type: Beginning }>): Subject {
  return (table[event.type] as Apply<IdentityEventType>)(subject, event);
}

function withRequirement(subject: Subject, requirement: Requirement): Subject {
  return { ...subject, requirements: replaced(subject.requirements, requirement) };
}

function withProgress(subject: Subject, progress: readonly StageProgress[]): Subject {
  const { approvedAt } = subject;
  return withAdditions(subject, { controls: [], requirements: [], progress, approvedAt });
}

function withoutProgress(subject: Subject, gone: StageProgress): Subject {
  const progress = subject.progress.filter(
    (entry) =>
      entry.policyId !== gone.policyId ||
      entry.ruleId !== gone.ruleId ||
      entry.stageId !== gone.stageId ||
      entry.base !== gone.base,
  );
  return { ...subject, progress };
}

/** A record in place of the one with the same id, or after the others. */
function replaced<T extends { readonly id: string }>(records: readonly T[], record: T): readonly T[] {
  const index = records.findIndex(({ id }) => id === record.id);
  return index < 0 ? [...records, record] : records.with(index, record);
}
