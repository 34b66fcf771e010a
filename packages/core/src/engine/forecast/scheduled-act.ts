import type { DueAction } from '../../evaluate/evaluation';
import type { RestrictedCount } from '../../model/run';
import type { Instant } from '../../time/instant';
import { placeOf } from '../sweep-report';

/** Something that a sweep will do to an identity if nobody acts until then. */
export interface ScheduledAct extends Omit<RestrictedCount, 'count'> {
  readonly at: Instant;
  readonly action: DueAction['action'];
  /** The template of a notice, the type of a control, the type of a requirement; null of a notice that is skipped. */
  readonly what: string | null;
}

/** An action of a sweep at an instant. */
export function scheduledAct(at: Instant, action: DueAction): ScheduledAct {
  return { at, action: action.action, ...placeOf(action), what: whatOf(action) };
}

function whatOf(action: DueAction): string | null {
  switch (action.action) {
    case 'notify':
      return action.template;
    case 'control':
      return action.controlType;
    case 'open':
      return action.type;
    case 'skip':
      return null;
  }
}
