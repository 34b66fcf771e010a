import type { DueAction } from '../../evaluate/evaluation';
import type { RestrictedCount } from '../../model/run';
import type { Status } from '../../model/status';
import { placeOf } from '../sweep-report';
import type { SimulatedEffect } from './compare-copies';
import { describeAction } from './describe-action';
import type { Compared } from './simulate-each';
import type { SweptCopy, UndecidedIn } from './sweep-copy';
import type { Version } from './version';

/** Something that would be done, where it comes from, and why. */
export interface SimulatedAction extends Omit<RestrictedCount, 'count'> {
  readonly action: DueAction['action'];
  /** One English sentence. */
  readonly reason: string;
}

/** One identity under one side of the comparison, after the sweep. */
export interface SimulatedSide {
  readonly status: Status;
  readonly actions: readonly SimulatedAction[];
  /** Controls that are lifted because their rule is gone. */
  readonly lifted: number;
  /** Notices that are withdrawn. */
  readonly withdrawn: number;
  /** Whether policies restrict it with this sweep (S4). */
  readonly restricted: boolean;
  readonly undecided: readonly UndecidedIn[];
}

/** What a change would mean for one identity. */
export interface SimulatedIdentity {
  readonly identityId: string;
  readonly kind: string;
  /** Its status at its last evaluation. */
  readonly statusNow: Status;
  readonly effects: readonly SimulatedEffect[];
  readonly base: SimulatedSide;
  readonly draft: SimulatedSide;
}

export function toSimulated({ stored, base, draft, effects }: Compared, sides: Sides): SimulatedIdentity {
  const { identity } = stored.subject;
  return {
    identityId: identity.id,
    kind: identity.kind,
    statusNow: stored.status,
    effects,
    base: sideOf(base, sides.base),
    draft: sideOf(draft, sides.draft),
  };
}

/** Both sides of a comparison. */
export interface Sides {
  readonly base: Version;
  readonly draft: Version;
}

function sideOf(swept: SweptCopy, { active }: Version): SimulatedSide {
  const { status, actions, lifted, withdrawn, restriction, undecided } = swept;
  return {
    status,
    actions: actions.map((action) => ({
      action: action.action,
      ...placeOf(action),
      reason: describeAction(action, active.set),
    })),
    lifted,
    withdrawn,
    restricted: restriction !== null,
    undecided,
  };
}
