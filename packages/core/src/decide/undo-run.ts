import { isControlActive } from '../model/control';
import type { Change, Slot } from '../model/stored-subject';
import { conclude } from './conclude';
import type { Context } from './context';
import { draftOfStored } from './draft';
import { type Lifting, liftControl } from './lift-control';
import { tellTime } from './tell-time';

/** Lifts what one run has set on one identity. */
export interface UndoRun extends Lifting {
  readonly runId: string;
}

/** The change, and how many controls it lifts. */
export interface Undone {
  readonly change: Change;
  readonly lifted: number;
}

/**
 * Decides on undoing a run for one identity: every control that the run set and that is still active is lifted,
 * whatever its type, as an operator would lift it (S5). A control that somebody else set since stays.
 * @throws DormouseError `IDENTITY_NOT_FOUND`.
 */
export function undoRun(slot: Slot, command: UndoRun, context: Context): Undone {
  const draft = draftOfStored(slot, context);
  const set = draft.subject.controls.filter(
    ({ cause, setBy }) => setBy === 'POLICY' && cause !== null && cause.runId === command.runId,
  );
  const active = set.filter((control) => isControlActive(control, context.at));
  if (active.length === 0) return { change: { ...slot, events: [] }, lifted: 0 };
  tellTime(draft);
  for (const control of active) liftControl(draft, control, command);
  return { change: conclude(draft), lifted: active.length };
}
