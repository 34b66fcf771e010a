import { type Control, controlEnd, isControlActive } from '../model/control';
import { type Instant, NEVER } from '../time/instant';

/** The types of the controls that are active at `at` and that no policy set (C8): sorted, each once. */
export function readControls(controls: readonly Control[], at: Instant): readonly string[] {
  const types: string[] = [];
  for (const control of controls) {
    if (isShown(control, at) && !types.includes(control.type)) types.push(control.type);
  }
  return types.sort();
}

/** Whether a control of this type is active at `at` that no policy set. */
export function hasControl(controls: readonly Control[], type: string, at: Instant): boolean {
  for (const control of controls) if (control.type === type && isShown(control, at)) return true;
  return false;
}

/** The first instant after `at` at which the shown controls, or those of one type, can be others (C5). */
export function nextControlChange(controls: readonly Control[], type: string | null, at: Instant): Instant {
  let next = NEVER;
  for (const control of controls) {
    if (control.setBy === 'POLICY' || (type !== null && control.type !== type)) continue;
    const end = controlEnd(control);
    // A control that ends before it begins is never active.
    const change = control.createdAt > at ? (end > control.createdAt ? control.createdAt : NEVER) : end;
    if (change > at && change < next) next = change;
  }
  return next;
}

function isShown(control: Control, at: Instant): boolean {
  return control.setBy !== 'POLICY' && isControlActive(control, at);
}
