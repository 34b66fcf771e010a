import type { Requirement } from '../model/requirement';
import { overdueFrom } from '../model/requirement-state';
import { type Instant, NEVER } from '../time/instant';
import type { DueRequirementControl } from './evaluation';
import { isHad } from './judge-requirements';
import { addDue, bear, isBorne, type Judging } from './judging';
import { controlTypeOf } from './read-controls';

/**
 * Adds the controls that overdue requirements set (R2): one for each control type, naming all requirements that are
 * overdue for it, once one of them has not had its control for this due date. An exemption that covers everything stops
 * them (X2), a legal hold stops the terminal ones (X3), and a type that is borne is not set again (K5).
 */
export function addRequirementControls(judging: Judging): void {
  if (judging.exemptFromAll) return;
  for (const control of wantedControls(judging)) {
    const type = controlTypeOf(judging.set, control.controlType);
    if (isBorne(judging, type.type) || (type.terminal && judging.legalHold)) continue;
    addDue(judging, control);
    bear(judging, type);
  }
}

/** The requirements that are overdue for one type of control. */
interface Overdue {
  readonly requirements: Requirement[];
  /** Whether one of them has not had its control. */
  wanted: boolean;
}

function wantedControls(judging: Judging): readonly DueRequirementControl[] {
  const byType = new Map<string, Overdue>();
  let records: Records | null = null;
  for (const requirement of judging.subject.requirements) {
    const { onOverdue } = requirement;
    const since = typeof onOverdue === 'object' ? overdueFrom(requirement) : NEVER;
    if (typeof onOverdue !== 'object' || since > judging.at) continue;
    records ??= readRecords(judging);
    if (requirement.group !== null && records.metGroups.has(requirement.group)) continue;
    const { type } = onOverdue.control;
    const overdue = byType.get(type) ?? { requirements: [], wanted: false };
    overdue.requirements.push(requirement);
    overdue.wanted ||= (records.namedAt.get(type)?.get(requirement.id) ?? -NEVER) < since;
    byType.set(type, overdue);
  }
  return [...byType]
    .filter(([, { wanted }]) => wanted)
    .map(([type, { requirements }]) => dueControl(type, requirements))
    .sort((left, right) => ((left.requirementIds[0] ?? '') < (right.requirementIds[0] ?? '') ? -1 : 1));
}

function dueControl(controlType: string, requirements: readonly Requirement[]): DueRequirementControl {
  const sorted = [...requirements].sort((left, right) => (left.id < right.id ? -1 : 1));
  const onOverdue = sorted[0]?.onOverdue;
  const reasonCode = typeof onOverdue === 'object' ? onOverdue.control.reasonCode : '';
  return { action: 'control', requirementIds: sorted.map(({ id }) => id), controlType, reasonCode };
}

/** What R2 asks of the other records, read once. */
interface Records {
  /** By type of control and requirement: when a policy last set one that names it, whether it was lifted since or not. */
  readonly namedAt: ReadonlyMap<string, ReadonlyMap<string, Instant>>;
  readonly metGroups: ReadonlySet<string>;
}

function readRecords(judging: Judging): Records {
  const namedAt = new Map<string, Map<string, Instant>>();
  for (const { type, setBy, requirementIds, createdAt } of judging.subject.controls) {
    if (setBy !== 'POLICY' || createdAt > judging.at || requirementIds.length === 0) continue;
    const ofType = namedAt.get(type) ?? new Map<string, Instant>();
    for (const id of requirementIds) if ((ofType.get(id) ?? -NEVER) < createdAt) ofType.set(id, createdAt);
    namedAt.set(type, ofType);
  }
  const metGroups = new Set<string>();
  for (const requirement of judging.subject.requirements) {
    if (requirement.group !== null && isHad(requirement, judging.at)) metGroups.add(requirement.group);
  }
  return { namedAt, metGroups };
}
