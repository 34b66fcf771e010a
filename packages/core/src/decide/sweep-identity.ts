import type { DueAction } from '../evaluate/evaluation';
import type { UndecidedPlace } from '../evaluate/judging';
import { controlTypeOf } from '../evaluate/read-controls';
import type { Status } from '../model/status';
import type { Change, Slot, StoredSubject } from '../model/stored-subject';
import { finish, nextChange } from './conclude';
import type { Context } from './context';
import { draftOfStored } from './draft';
import { liftRemoved } from './lift-removed';
import { observe } from './observe';
import { welcomeBack } from './return';
import { settle } from './settle';
import { tellTime } from './tell-time';

/** What a sweep makes of one identity. */
export interface Swept {
  readonly change: Change;
  /** What was done, in order. */
  readonly actions: readonly DueAction[];
  /** How many controls were lifted because their rule is gone (P7). */
  readonly lifted: number;
  /** What restricted the identity, if anything did (S4): the guard counts it once, by the first action that did. */
  readonly restriction: Restriction | null;
  /** Where a policy could not decide (C2, S7). */
  readonly undecided: readonly UndecidedPlace[];
}

/** What restricts an identity: an action, or `time` when a requirement lapsed without one. */
export type Restriction = DueAction | 'time';

/** How long an identity that cannot be judged, or does not come to rest, is left alone: an hour. */
const RETRY_AFTER = 3_600_000;

/**
 * Does everything that is due for an identity whose evaluation has expired, in one commit (P5): tells what time drove,
 * welcomes who came back without a review (A7), withdraws notices of ended episodes, acts on the due stages, and writes
 * the new evaluation.
 * @throws DormouseError `IDENTITY_NOT_FOUND`; `UNKNOWN_CONTROL_TYPE` when it bears a control that the settings do not
 * know. The sweep then writes {@link postponed} (S7).
 */
export function sweepIdentity(slot: Slot, context: Context): Swept {
  const draft = draftOfStored(slot, context);
  tellTime(draft);
  if (draft.unreviewed) welcomeBack(draft, draft.subject.activity, draft.subject.activity);
  draft.unreviewed = false;
  const lifted = liftRemoved(draft);
  const judgement = settle(draft, 'all');
  observe(draft);
  const next = nextChange(draft, judgement);
  const isAtRest = judgement.due.length === 0 && next > context.at;
  const expiresAt = isAtRest ? next : context.at + RETRY_AFTER;
  const { actions } = draft;
  const restriction = restrictionOf(slot, actions, judgement.status, context);
  const { undecided } = draft;
  return { change: finish(draft, judgement, expiresAt), actions, lifted, restriction, undecided };
}

/**
 * An identity is restricted by policies when one sets a control on it that takes something away, or when its status
 * leaves APPROVED (R4): a requirement that was opened blocks it, or one was not met in time.
 */
export function restrictionOf(
  { stored }: Pick<Slot, 'stored'>,
  actions: readonly DueAction[],
  status: Status,
  { set }: Context,
): Restriction | null {
  for (const action of actions) {
    if (action.action !== 'control') continue;
    const { effect, restricts } = controlTypeOf(set, action.controlType);
    if (effect !== 'NONE' || restricts.length > 0) return action;
  }
  if (stored?.status !== 'APPROVED' || status === 'APPROVED') return null;
  return actions.find(({ action }) => action === 'open') ?? 'time';
}

/** An identity in trouble, put off: its expiry moves, so that no sweep finds it again and again (S7). */
export function postponed(stored: StoredSubject, context: Context): StoredSubject {
  const { policyRevision, at } = context;
  return { ...stored, expiresAt: at + RETRY_AFTER, judgedUnder: policyRevision, revision: stored.revision + 1 };
}
