import type { Requirement } from '../model/requirement';
import type { Slot } from '../model/stored-subject';
import { changeRequirement, type RequirementDone, refuseState } from './change-requirement';
import type { Context } from './context';
import { record } from './draft';
import { putRequirement } from './put-requirement';

/** Lets an identity off a requirement. */
export interface WaiveRequirement {
  readonly requirementId: string;
  readonly reason: string;
}

/**
 * Decides on a waiver: the requirement counts as met, for good (R3).
 * @throws DormouseError `IDENTITY_NOT_FOUND`; `REQUIREMENT_NOT_FOUND`; `REQUIREMENT_STATE` for one that is waived.
 */
export function waiveRequirement(slot: Slot, command: WaiveRequirement, context: Context): RequirementDone {
  return changeRequirement(slot, command.requirementId, context, (draft, requirement, from) => {
    if (from === 'WAIVED') refuseState(requirement, from, 'there is nothing left to waive');
    const waived: Requirement = { ...requirement, state: 'WAIVED', validUntil: null };
    putRequirement(draft, waived);
    record(draft, { type: 'requirement.waived', data: { requirement: waived, from, reason: command.reason } });
    return waived;
  });
}
