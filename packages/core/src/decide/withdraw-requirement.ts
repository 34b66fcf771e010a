import { judgeSubject } from '../evaluate/judge';
import { DormouseError } from '../model/errors';
import type { Requirement } from '../model/requirement';
import type { Slot } from '../model/stored-subject';
import { changeRequirement, type RequirementDone } from './change-requirement';
import type { Context } from './context';
import { type Draft, record } from './draft';

/** Takes a requirement away from an identity, because nobody asks for it any more. */
export interface WithdrawRequirement {
  readonly requirementId: string;
  readonly reason: string;
}

/**
 * Decides on a withdrawal (R3a). The answer is the requirement as it last was.
 * @throws DormouseError `IDENTITY_NOT_FOUND`; `REQUIREMENT_NOT_FOUND`; `REQUIREMENT_DEMANDED` when a policy in force
 * would open it again at once.
 */
export function withdrawRequirement(slot: Slot, command: WithdrawRequirement, context: Context): RequirementDone {
  return changeRequirement(slot, command.requirementId, context, (draft, requirement) => {
    const requirements = draft.subject.requirements.filter((other) => other !== requirement);
    draft.subject = { ...draft.subject, requirements };
    checkNotDemanded(draft, requirement);
    const { id: requirementId, type: requirementType } = requirement;
    record(draft, { type: 'requirement.withdrawn', data: { requirementId, requirementType, reason: command.reason } });
    return requirement;
  });
}

function checkNotDemanded(draft: Draft, { id, type, group }: Requirement): void {
  const { set, at } = draft.context;
  const isDemanded = judgeSubject(set, draft.subject, at, null).due.some(
    (due) => due.action === 'open' && (due.type === type || (group !== null && due.opens.group === group)),
  );
  if (!isDemanded) return;
  throw new DormouseError('REQUIREMENT_DEMANDED', 'a policy in force demands it: waive it, or change the policy', {
    requirementId: id,
  });
}
