import { type Control, controlEnd } from '../model/control';
import type { ControlType } from '../model/control-type';
import { DormouseError } from '../model/errors';
import type { PolicySet } from '../policy/policy-set';
import { contribution } from '../policy/precedence';
import type { Instant } from '../time/instant';
import { addOwnControl, bear, changesAt, type Judging, mayChangeAt } from './judging';

/** The control type that an inactivity reactivation is about (A3, K6). */
const DORMANT = 'DORMANT';

/** Reads the controls: which are in force, what they contribute, when they end, and the last reactivation. */
export function readControls(judging: Judging): void {
  const { subject, at } = judging;
  let expiredDormant = false;
  for (const control of subject.controls) {
    const { deletedAt, expiresAt } = control;
    // Most controls of most identities were deleted long ago.
    if (deletedAt !== null && deletedAt <= at && expiresAt === null) continue;
    const end = controlEnd(control);
    if (end <= control.createdAt) continue;
    if (control.createdAt > at) changesAt(judging, control.createdAt);
    else if (end > at) readActive(judging, control, end);
    else if (control.type === DORMANT && end === control.expiresAt) expiredDormant = true;
  }
  const { reactivatedAt } = subject;
  if (reactivatedAt !== null) {
    if (reactivatedAt <= at) judging.reactivatedAt = reactivatedAt;
    else mayChangeAt(judging, reactivatedAt);
  }
  if (expiredDormant) {
    const expiry = lastDormantExpiry(subject.controls, at);
    if (expiry > judging.reactivatedAt) judging.reactivatedAt = expiry;
  }
}

function readActive(judging: Judging, control: Control, end: Instant): void {
  const type = controlTypeOf(judging.set, control.type);
  changesAt(judging, end);
  if (type.effect !== 'NONE') judging.contributions |= contribution[type.effect];
  bear(judging, type);
  if (control.cause !== null && control.cause.ruleId !== null && control.setBy === 'POLICY') {
    addOwnControl(judging, control);
  }
  judging.details?.activeControls.push(control);
}

/** The control type of a name; a subject that bears an unknown one cannot be judged. */
export function controlTypeOf(set: PolicySet, name: string): ControlType {
  const type = set.controlTypes.get(name);
  if (type === undefined) {
    throw new DormouseError('UNKNOWN_CONTROL_TYPE', `the control type ${JSON.stringify(name)} is not in the settings`, {
      type: name,
    });
  }
  return type;
}

/**
 * The latest expiry up to `at` of a DORMANT control after which none was active. The intervals are merged in order of
 * their starts: what is left are the spells of dormancy, and the end of each is a reactivation if an expiry ended it.
 */
function lastDormantExpiry(controls: readonly Control[], at: Instant): Instant {
  const spells = controls
    .filter((control) => control.type === DORMANT && control.createdAt <= at && controlEnd(control) > control.createdAt)
    .sort((left, right) => left.createdAt - right.createdAt);
  let last = Number.NEGATIVE_INFINITY;
  let end = Number.NEGATIVE_INFINITY;
  let expired = false;
  for (const control of spells) {
    if (control.createdAt > end && expired) last = end;
    const ownEnd = controlEnd(control);
    const ownExpired = ownEnd === control.expiresAt;
    if (control.createdAt > end || ownEnd > end) {
      end = ownEnd;
      expired = ownExpired;
    } else if (ownEnd === end) {
      expired ||= ownExpired;
    }
  }
  return expired && end <= at ? end : last;
}
