import { DormouseError } from '../model/errors';
import type { OnOverdue, Requirement } from '../model/requirement';
import type { Slot } from '../model/stored-subject';
import type { Duration } from '../time/duration';
import type { Instant } from '../time/instant';
import type { RequirementDone } from './change-requirement';
import { conclude } from './conclude';
import type { Context } from './context';
import { draftOfStored, record } from './draft';
import { putRequirement } from './put-requirement';
import { tellTime } from './tell-time';

/** Opens a requirement that no policy demands. */
export interface OpenRequirement {
  /** null: a new one. */
  readonly id: string | null;
  readonly type: string;
  readonly dueAt: Instant | null;
  readonly validFor: Duration | null;
  readonly renewalGrace: Duration | null;
  readonly onOverdue: OnOverdue;
  readonly whilePending: 'block' | null;
  /** Requirements with the same group count as one (R3). */
  readonly group: string | null;
}

/**
 * Decides on opening a requirement (R1). What policies demand is opened by sweeps and commands on their own (R3a).
 * @throws DormouseError `IDENTITY_NOT_FOUND`; `REQUIREMENT_EXISTS` with the one that has the id; `UNKNOWN_CONTROL_TYPE`
 * in `onOverdue`; `INVALID_ARGUMENT` for a due date that has come already.
 */
export function openRequirement(slot: Slot, command: OpenRequirement, context: Context): RequirementDone {
  const draft = draftOfStored(slot, context);
  const requirement = newRequirement(command, context);
  const existing = draft.subject.requirements.find(({ id }) => id === requirement.id);
  if (existing !== undefined) {
    throw new DormouseError('REQUIREMENT_EXISTS', 'the identity has a requirement with this id', { existing });
  }
  check(command, context);
  tellTime(draft);
  putRequirement(draft, requirement);
  const origin = { policyId: null, setId: null, ruleId: null, version: null };
  record(draft, { type: 'requirement.opened', data: { requirement, ...origin } });
  return { change: conclude(draft), requirement };
}

function check({ dueAt, onOverdue }: OpenRequirement, { at, set }: Context): void {
  if (dueAt !== null && dueAt <= at) {
    throw new DormouseError('INVALID_ARGUMENT', 'dueAt must lie in the future', { name: 'dueAt' });
  }
  if (typeof onOverdue !== 'object' || set.controlTypes.has(onOverdue.control.type)) return;
  const { type } = onOverdue.control;
  throw new DormouseError('UNKNOWN_CONTROL_TYPE', 'the control type of onOverdue is not in the settings', { type });
}

function newRequirement(command: OpenRequirement, context: Context): Requirement {
  const { id, ...fields } = command;
  return { id: id ?? context.newId(), ...fields, state: 'PENDING', validUntil: null, openedAt: context.at };
}
