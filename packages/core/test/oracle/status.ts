import type { Status } from './case-types';
import { byText, inForce, type Situation } from './situation';

/** R5: which of the two precedences holds is told by `approvedAt`. */
function precedenceAt(of: Situation, t: number): readonly Status[] {
  if ('beforeFirstApproval' in of.precedence) {
    const approved = of.approvedAt !== null && of.approvedAt <= t;
    return approved ? of.precedence.afterFirstApproval : of.precedence.beforeFirstApproval;
  }
  return of.precedence;
}

/** R4, R5: the strongest of what controls and requirements contribute, APPROVED when nothing does. */
export function foldStatus(of: Situation, contributions: readonly Status[], t: number): Status {
  const effects: Status[] = [];
  for (const control of of.controls.filter((c) => inForce(c, t))) {
    const effect = of.controlTypes.get(control.type)?.effect ?? 'NONE';
    if (effect !== 'NONE') effects.push(effect);
  }
  const all = [...effects, ...contributions];
  return precedenceAt(of, t).find((status) => all.includes(status)) ?? 'APPROVED';
}

export function activeControls(of: Situation, t: number): readonly string[] {
  return of.controls
    .filter((control) => inForce(control, t))
    .map((control) => control.id)
    .sort(byText);
}

/** R6: the capabilities taken away, each once; everything is `["*"]`. */
export function restrictions(of: Situation, t: number): readonly string[] {
  const taken = new Set<string>();
  for (const control of of.controls.filter((c) => inForce(c, t))) {
    const restricts = of.controlTypes.get(control.type)?.restricts ?? [];
    for (const capability of restricts === '*' ? ['*'] : restricts) taken.add(capability);
  }
  return taken.has('*') ? ['*'] : [...taken].sort(byText);
}
