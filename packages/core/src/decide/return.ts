import { isHad } from '../evaluate/judge-requirements';
import type { ActivityOfType } from '../model/activity';
import type { Control } from '../model/control';
import type { Requirement } from '../model/requirement';
import type { Instant } from '../time/instant';
import { type Draft, record } from './draft';
import { liftControl } from './lift-control';
import { putRequirement } from './put-requirement';
import { governingStays, lastCounted, type Stay, staysOf } from './stay';

/** An identity that goes on trying is told of once an hour (A7). */
const QUIET = 3_600_000;

/**
 * Does what the rules say about the return of an identity (A7): keeps the control and tells that activity was refused,
 * lifts the rule's own controls, or opens what is required for that. Only counted activity is a return, and only from
 * when the rule's control was set. It never lifts a control that a person, another rule or another policy set, nor a
 * terminal one (K4).
 * @param news Only this is told to be refused: what lies further back was told when it came.
 */
export function welcomeBack(draft: Draft, activity: readonly ActivityOfType[], news: readonly ActivityOfType[]): void {
  const refused: Control[] = [];
  let activityAt = Number.NEGATIVE_INFINITY;
  for (const { stay, governs } of governingStays(draft)) {
    const returnedAt = lastCounted(stay.rule, activity);
    if (returnedAt < stay.since) continue;
    const onReturn = stay.rule === null || !governs || stay.isTerminal ? 'keep' : stay.rule.onReturn;
    const newsAt = lastCounted(stay.rule, news);
    if (onReturn === 'lift') liftStay(draft, stay, 'the identity returned');
    else if (onReturn === 'keep') {
      if (newsAt < stay.since) continue;
      refused.push(...stay.controls);
      activityAt = Math.max(activityAt, newsAt);
    } else for (const type of onReturn.require) openForReturn(draft, stay, type);
  }
  liftReturned(draft);
  refuse(draft, refused, activityAt);
}

/** Lifts the controls of the rules whose return requirements are all met (A7). */
export function liftReturned(draft: Draft): void {
  const { at } = draft.context;
  for (const stay of staysOf(draft)) {
    const onReturn = stay.rule?.onReturn;
    if (typeof onReturn !== 'object' || stay.isTerminal) continue;
    const isMet = onReturn.require.every((type) => {
      const requirement = ofReturn(draft, stay, type);
      return requirement !== null && isHad(requirement, at);
    });
    if (isMet && onReturn.require.length > 0) liftStay(draft, stay, 'the requirements for a return are met');
  }
}

/** DORMANT last, so that a return is one reactivation, however many controls the rule set. */
function liftStay(draft: Draft, { controls }: Stay, reason: string): void {
  const { actor } = draft.context;
  const isLast = ({ type }: Control): number => (type === 'DORMANT' ? 1 : 0);
  const sorted = [...controls].sort((left, right) => isLast(left) - isLast(right) || (left.id < right.id ? -1 : 1));
  for (const control of sorted) liftControl(draft, control, { actor, reason });
}

function returnId({ policyId, ruleId }: Stay, type: string): string {
  return `${policyId}/${ruleId}/return/${type}`;
}

/** The requirement of this return. One that was opened before the controls belongs to an earlier return. */
function ofReturn(draft: Draft, stay: Stay, type: string): Requirement | null {
  const id = returnId(stay, type);
  const found = draft.subject.requirements.find((requirement) => requirement.id === id);
  return found === undefined || (found.openedAt ?? Number.NEGATIVE_INFINITY) < stay.since ? null : found;
}

function openForReturn(draft: Draft, stay: Stay, type: string): void {
  if (ofReturn(draft, stay, type) !== null) return;
  const { at, versionOf } = draft.context;
  const requirement: Requirement = {
    id: returnId(stay, type),
    type,
    state: 'PENDING',
    dueAt: null,
    validUntil: null,
    renewalGrace: null,
    validFor: null,
    openedAt: at,
    onOverdue: 'DENY',
    whilePending: null,
    group: null,
  };
  putRequirement(draft, requirement);
  const { policyId, ruleId } = stay;
  const data = { requirement, policyId, setId: null, ruleId, version: versionOf(policyId) };
  record(draft, { type: 'requirement.opened', data });
}

function refuse(draft: Draft, controls: readonly Control[], activityAt: Instant): void {
  const { at } = draft.context;
  const last = draft.activityRefusedAt;
  if (controls.length === 0 || (last !== null && at < last + QUIET)) return;
  draft.activityRefusedAt = at;
  const controlIds = controls.map(({ id }) => id).sort();
  record(draft, { type: 'identity.activity_refused', data: { controlIds, activityAt } });
}
