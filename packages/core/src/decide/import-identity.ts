import { judgeSubject } from '../evaluate/judge';
import { statusOf } from '../evaluate/to-evaluation';
import { type Control, isControlActive } from '../model/control';
import { DormouseError } from '../model/errors';
import type { Change, Slot } from '../model/stored-subject';
import type { Subject } from '../model/subject';
import type { Instant } from '../time/instant';
import { checkParent } from './check-parent';
import { conclude } from './conclude';
import type { Context } from './context';
import { draftOf, record } from './draft';
import { passedNotices } from './passed-notices';

/** Takes an identity over from another system, with its history. */
export interface ImportIdentity {
  /** With its activity, controls, requirements and exemptions as they are there. */
  readonly subject: Subject;
  /** The name of that system. */
  readonly source: string;
}

/**
 * Decides on an import: one event tells of everything that came along. What lies in the past is not told again, and
 * nothing is acted upon; sweeps then go on from what is known, notices first (P4). Notices of a control that the identity
 * bears already are skipped.
 * @throws DormouseError `IDENTITY_EXISTS`; `IDENTITY_NOT_FOUND` for a parent that is not there; `INVALID_ARGUMENT` for an
 * identity that is its own parent; `CONTROL_EXISTS` for two active controls of one type and authority (K2);
 * `UNKNOWN_CONTROL_TYPE`.
 */
export function importIdentity(slot: Slot, command: ImportIdentity, parent: Slot | null, context: Context): Change {
  const { subject, source } = command;
  if (slot.stored !== null) {
    throw new DormouseError('IDENTITY_EXISTS', 'an identity with this id is registered already', {
      identityId: slot.id,
      existing: slot.stored.subject.identity,
    });
  }
  checkParent(subject.identity, parent);
  checkControls(subject.controls, context.at);
  const status = statusOf(judgeSubject(context.set, subject, context.at, null));
  const approvedAt = subject.approvedAt ?? (status === 'APPROVED' ? context.at : null);
  const passed = passedNotices(context.set, subject, context.at);
  const progress = passed.length === 0 ? subject.progress : [...subject.progress, ...passed];
  const draft = draftOf(slot, { ...subject, progress, approvedAt }, context);
  draft.status = status;
  const told: Subject = { ...draft.subject, activity: [] };
  record(draft, { type: 'identity.imported', data: { subject: told, status, source } });
  return conclude(draft);
}

/** At most one active control per type and authority (K2). */
function checkControls(controls: readonly Control[], at: Instant): void {
  const borne = new Map<string, Control>();
  for (const control of controls) {
    if (!isControlActive(control, at)) continue;
    const key = `${control.type}\n${control.setBy}`;
    const existing = borne.get(key);
    if (existing !== undefined) {
      throw new DormouseError('CONTROL_EXISTS', 'two active controls have the same type and authority', { existing });
    }
    borne.set(key, control);
  }
}
