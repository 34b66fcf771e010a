import { DormouseError } from '../model/errors';
import type { Requirement } from '../model/requirement';
import type { EffectiveState } from '../model/requirement-state';
import { effectiveState } from '../model/requirement-state';
import type { Change, Slot } from '../model/stored-subject';
import { conclude } from './conclude';
import type { Context } from './context';
import { type Draft, draftOfStored } from './draft';
import { liftMetControls } from './lift-met-controls';
import { tellTime } from './tell-time';

/** A change, and the requirement that it is about, as it is afterwards. */
export interface RequirementDone {
  readonly change: Change;
  readonly requirement: Requirement;
}

/** What a command does with a requirement: it changes the draft, tells of it, and answers the requirement. */
type Work = (draft: Draft, requirement: Requirement, state: EffectiveState) => Requirement;

/**
 * The frame of every command about one requirement: finds it, lets the command work, and lifts the controls that it no
 * longer justifies (R2, A7).
 * @throws DormouseError `IDENTITY_NOT_FOUND`; `REQUIREMENT_NOT_FOUND`.
 */
export function changeRequirement(slot: Slot, requirementId: string, context: Context, work: Work): RequirementDone {
  const draft = draftOfStored(slot, context);
  const requirement = draft.subject.requirements.find(({ id }) => id === requirementId);
  if (requirement === undefined) {
    throw new DormouseError('REQUIREMENT_NOT_FOUND', 'the identity has no requirement with this id', {
      identityId: slot.id,
      requirementId,
    });
  }
  tellTime(draft);
  const done = work(draft, requirement, effectiveState(requirement, context.at));
  liftMetControls(draft);
  return { change: conclude(draft), requirement: done };
}

/** @throws DormouseError `REQUIREMENT_STATE`: the command makes no sense in this state. */
export function refuseState(requirement: Requirement, state: EffectiveState, what: string): never {
  throw new DormouseError('REQUIREMENT_STATE', `the requirement is ${state}: ${what}`, { requirement, state });
}
