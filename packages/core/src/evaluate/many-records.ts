import type { Control } from '../model/control';
import type { Exemption } from '../model/exemption';
import type { StageProgress } from '../model/progress';
import { type Judging, manyOf } from './judging';
import { type ByPolicy, FEW } from './large-subject';

const none: readonly never[] = [];

/** The progress that can belong to a policy: its own, or all of a few. */
export function progressFor(judging: Judging, policyId: string): readonly StageProgress[] {
  const { progress } = judging.subject;
  return progress.length <= FEW ? progress : progressOf(judging, policyId);
}

function progressOf(judging: Judging, policyId: string): readonly StageProgress[] {
  const many = manyOf(judging);
  many.progress ??= groupBy(judging.subject.progress, (entry) => entry.policyId);
  return many.progress.get(policyId) ?? none;
}

/** The controls in force that rules set and that can belong to a policy: its own, or all of a few. */
export function ownControlsFor(judging: Judging, policyId: string): readonly Control[] {
  const { ownControls } = judging;
  if (ownControls.length <= FEW) return ownControls;
  const many = manyOf(judging);
  many.ownControls ??= groupBy(ownControls, ({ cause }) => cause?.policyId ?? '');
  return many.ownControls.get(policyId) ?? none;
}

/** The exemptions of a large subject that name the policy, without those from everything. */
export function exemptionsOf(judging: Judging, policyId: string): readonly Exemption[] {
  const many = manyOf(judging);
  many.exemptions ??= groupBy(judging.subject.exemptions.filter(namesPolicy), ({ scope }) => scope.policyId ?? '');
  return many.exemptions.get(policyId) ?? none;
}

function namesPolicy({ scope }: Exemption): boolean {
  return scope.policyId !== null;
}

function groupBy<T>(members: readonly T[], keyOf: (member: T) => string): ByPolicy<T> {
  const groups = new Map<string, T[]>();
  for (const member of members) {
    const key = keyOf(member);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [member]);
    else group.push(member);
  }
  return groups;
}
