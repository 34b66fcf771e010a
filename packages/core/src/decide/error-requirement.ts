import type { Requirement } from '../model/requirement';
import type { Slot } from '../model/stored-subject';
import { changeRequirement, type RequirementDone, refuseState } from './change-requirement';
import type { Context } from './context';
import { record } from './draft';
import { putRequirement } from './put-requirement';

/** Says that a requirement could not be looked at: the host has to try again. */
export interface ErrorRequirement {
  readonly requirementId: string;
  readonly reason: string | null;
}

/**
 * Decides on an error. One that is met or waived stays so: a check that did not work takes nothing away.
 * @throws DormouseError `IDENTITY_NOT_FOUND`; `REQUIREMENT_NOT_FOUND`; `REQUIREMENT_STATE` for one that is met, due for
 * renewal or waived.
 */
export function errorRequirement(slot: Slot, command: ErrorRequirement, context: Context): RequirementDone {
  return changeRequirement(slot, command.requirementId, context, (draft, requirement, from) => {
    if (from === 'MET' || from === 'RENEWAL_DUE' || from === 'WAIVED') {
      refuseState(requirement, from, 'a check that did not work takes nothing away from it');
    }
    const errored: Requirement = { ...requirement, state: 'ERROR', validUntil: null };
    putRequirement(draft, errored);
    record(draft, { type: 'requirement.errored', data: { requirement: errored, from, reason: command.reason } });
    return errored;
  });
}
