import type { Control } from '../model/control';
import type { Change } from '../model/stored-subject';

/** A change, and the control that it is about. */
export interface ControlChange {
  readonly change: Change;
  readonly control: Control;
}
