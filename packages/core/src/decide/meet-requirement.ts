import { DormouseError } from '../model/errors';
import type { Requirement } from '../model/requirement';
import type { Slot } from '../model/stored-subject';
import type { Instant } from '../time/instant';
import { addDuration, utc } from '../time/zone';
import { changeRequirement, type RequirementDone } from './change-requirement';
import type { Context } from './context';
import { record } from './draft';
import { putRequirement } from './put-requirement';

/** Says that a requirement is met, for the first time or again. */
export interface MeetRequirement {
  readonly requirementId: string;
  /** When it was met; null: now. Its validity counts from here. */
  readonly metAt: Instant | null;
  /** Until when it holds, where that does not follow from `validFor` (the end of a document); null: it does. */
  readonly validUntil: Instant | null;
}

/**
 * Decides on meeting a requirement: from any state, a renewal included, its validity begins anew (R1). Controls for
 * which it was overdue are lifted when nothing else that they name is overdue (R2).
 * @throws DormouseError `IDENTITY_NOT_FOUND`; `REQUIREMENT_NOT_FOUND`; `INVALID_ARGUMENT` when it was met in the future,
 * or so long ago that it holds no more.
 */
export function meetRequirement(slot: Slot, command: MeetRequirement, context: Context): RequirementDone {
  return changeRequirement(slot, command.requirementId, context, (draft, requirement, from) => {
    const validUntil = endOfValidity(requirement, command, context.at);
    const met: Requirement = { ...requirement, state: 'MET', validUntil };
    putRequirement(draft, met);
    record(draft, { type: 'requirement.met', data: { requirement: met, from } });
    return met;
  });
}

function endOfValidity({ validFor }: Requirement, command: MeetRequirement, now: Instant): Instant | null {
  const metAt = command.metAt ?? now;
  if (metAt > now) throw new DormouseError('INVALID_ARGUMENT', 'at must not lie in the future', { name: 'at' });
  const counted = validFor === null ? Number.POSITIVE_INFINITY : addDuration(metAt, validFor, utc);
  const until = command.validUntil ?? counted;
  if (until === Number.POSITIVE_INFINITY) return null;
  if (until > now) return until;
  throw new DormouseError('INVALID_ARGUMENT', 'it would not hold any more: what was shown is out of date', {
    name: command.validUntil === null ? 'at' : 'validUntil',
    validUntil: until,
  });
}
