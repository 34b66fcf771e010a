import { isHad } from '../evaluate/judge-requirements';
import { controlTypeOf } from '../evaluate/read-controls';
import { type Control, isControlActive } from '../model/control';
import type { Requirement } from '../model/requirement';
import { effectiveState } from '../model/requirement-state';
import type { Instant } from '../time/instant';
import type { Draft } from './draft';
import { liftControl } from './lift-control';
import { liftReturned } from './return';

/**
 * Lifts what a change of a requirement no longer justifies: the controls for overdue requirements of which none that
 * they name is overdue any more (R2), and the controls of a rule whose return requirements are all met (A7). A terminal
 * control stays: only an operator reopens (K4).
 */
export function liftMetControls(draft: Draft): void {
  const { at, actor, set } = draft.context;
  const controls = draft.subject.controls.filter((control) => isForRequirements(control, at));
  if (controls.length > 0) {
    const missed = missedOf(draft.subject.requirements, at);
    for (const control of controls) {
      if (controlTypeOf(set, control.type).terminal || control.requirementIds.some((id) => missed.has(id))) continue;
      liftControl(draft, control, { actor, reason: 'none of the requirements that it names is overdue' });
    }
  }
  liftReturned(draft);
}

function isForRequirements(control: Control, at: Instant): boolean {
  return control.setBy === 'POLICY' && control.requirementIds.length > 0 && isControlActive(control, at);
}

/** The ids of those that are overdue, and for which no other member of their group makes up (R3). */
function missedOf(requirements: readonly Requirement[], at: Instant): ReadonlySet<string> {
  const metGroups = new Set(requirements.flatMap((one) => (one.group !== null && isHad(one, at) ? [one.group] : [])));
  const missed = requirements.filter(
    (one) => effectiveState(one, at) === 'OVERDUE' && (one.group === null || !metGroups.has(one.group)),
  );
  return new Set(missed.map(({ id }) => id));
}
