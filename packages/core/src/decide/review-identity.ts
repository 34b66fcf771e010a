import type { ActivityOfType } from '../model/activity';
import type { Change, Slot } from '../model/stored-subject';
import { conclude } from './conclude';
import type { Context } from './context';
import { draftOfStored } from './draft';
import { welcomeBack } from './return';
import { tellTime } from './tell-time';

/**
 * Judges an identity again without acting on its stages: after activity that may have ended an episode, its notices are
 * withdrawn at once (P6) and its evaluation is renewed. Under controls of a rule, the activity is a return (A7).
 * `activity` is what has just come in. With `isLeft` something came before that nobody has reviewed: then all counts.
 * @throws DormouseError `IDENTITY_NOT_FOUND`; `UNKNOWN_CONTROL_TYPE`.
 */
export function reviewIdentity(
  slot: Slot,
  activity: readonly ActivityOfType[],
  isLeft: boolean,
  context: Context,
): Change {
  const draft = draftOfStored(slot, context);
  tellTime(draft);
  welcomeBack(draft, isLeft ? draft.subject.activity : activity, activity);
  draft.unreviewed = false;
  return conclude(draft);
}
