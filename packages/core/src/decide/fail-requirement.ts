import type { Requirement } from '../model/requirement';
import type { Slot } from '../model/stored-subject';
import { changeRequirement, type RequirementDone } from './change-requirement';
import type { Context } from './context';
import { record } from './draft';
import { putRequirement } from './put-requirement';

/** Says that what was shown does not meet a requirement. */
export interface FailRequirement {
  readonly requirementId: string;
  readonly reason: string;
}

/**
 * Decides on a failure: from any state, because what was accepted can turn out to be false. It denies (R4) until it is
 * met or waived.
 * @throws DormouseError `IDENTITY_NOT_FOUND`; `REQUIREMENT_NOT_FOUND`.
 */
export function failRequirement(slot: Slot, command: FailRequirement, context: Context): RequirementDone {
  return changeRequirement(slot, command.requirementId, context, (draft, requirement, from) => {
    const failed: Requirement = { ...requirement, state: 'FAILED', validUntil: null };
    putRequirement(draft, failed);
    record(draft, { type: 'requirement.failed', data: { requirement: failed, from, reason: command.reason } });
    return failed;
  });
}
