import type { Requirement } from '../model/requirement';
import { type EffectiveState, effectiveState, nextStateChange, overdueFrom } from '../model/requirement-state';
import { contribution } from '../policy/precedence';
import type { Instant } from '../time/instant';
import { changesAt, type Judging, mayChangeAt } from './judging';

/** How a requirement, or a group of them, bears on the status (R1–R4). */
type Standing = 'had' | 'pending' | 'failed' | 'errored';

/**
 * Reads the requirements: what they contribute, what of them is listed, when they change (R1–R4, R6).
 * @returns whether any of them can set a control when it is overdue (R2).
 */
export function judgeRequirements(judging: Judging): boolean {
  let wantsControl = false;
  let grouped: Map<string, Requirement[]> | null = null;
  for (const requirement of judging.subject.requirements) {
    if (typeof requirement.onOverdue === 'object') wantsControl = true;
    if (requirement.group === null) {
      judgeSingle(judging, requirement);
      continue;
    }
    grouped ??= new Map();
    const members = grouped.get(requirement.group);
    if (members === undefined) grouped.set(requirement.group, [requirement]);
    else members.push(requirement);
  }
  if (grouped !== null) for (const members of grouped.values()) judgeGroup(judging, members);
  return wantsControl;
}

function judgeSingle(judging: Judging, requirement: Requirement): void {
  const { validUntil } = requirement;
  if (requirement.state === 'MET' && (validUntil === null || judging.at < validUntil)) {
    if (validUntil !== null) changesAt(judging, validUntil);
    return;
  }
  const state = effectiveState(requirement, judging.at);
  const standing = standingOf(requirement, state);
  judging.contributions |= contributes(judging, requirement, standing, state);
  if (requirement.state === 'MET' || requirement.state === 'PENDING') noteChange(judging, requirement);
  if (judging.details !== null) listByState(judging, requirement, state);
}

/** Whether the next change of state surely shows: it does when the requirement moves to another list. */
function noteChange(judging: Judging, requirement: Requirement): void {
  const at = nextStateChange(requirement, judging.at);
  if (requirement.state === 'MET' || requirement.onOverdue === 'DENY') changesAt(judging, at);
  else mayChangeAt(judging, at);
}

/** Overdue requirements count as failed under `"DENY"`, as pending otherwise (R2). */
function standingOf(requirement: Requirement, state: EffectiveState): Standing {
  switch (state) {
    case 'MET':
    case 'WAIVED':
    case 'RENEWAL_DUE':
      return 'had';
    case 'PENDING':
      return 'pending';
    case 'OVERDUE':
      return requirement.onOverdue === 'DENY' ? 'failed' : 'pending';
    case 'FAILED':
      return 'failed';
    case 'ERROR':
      return 'errored';
  }
}

const contributionOf: Readonly<Record<Standing, number>> = {
  had: 0,
  pending: contribution.PENDING,
  failed: contribution.DENIED,
  errored: contribution.ERROR,
};

function contributes(judging: Judging, requirement: Requirement, standing: Standing, state: EffectiveState): number {
  if (standing !== 'pending') return contributionOf[standing];
  return blocksWhilePending(judging, requirement.whilePending, state === 'OVERDUE') ? contributionOf.pending : 0;
}

/** R4: one that is not overdue blocks only before the first approval, unless it says otherwise. */
export function blocksWhilePending(judging: Judging, whilePending: 'block' | null, overdue: boolean): boolean {
  return overdue || !judging.approved || whilePending === 'block';
}

/** A group counts as one requirement (R3). Its members are listed by their own state while it is not met (R6). */
function judgeGroup(judging: Judging, members: readonly Requirement[]): void {
  const states = members.map((member) => effectiveState(member, judging.at));
  const standings = members.map((member, index) => standingOf(member, states[index] ?? member.state));
  const standing = groupStanding(standings);
  if (standing !== 'pending') {
    judging.contributions |= contributionOf[standing];
  } else {
    members.forEach((member, index) => {
      judging.contributions |=
        contributes(judging, member, standings[index] ?? 'pending', states[index] ?? 'PENDING') &
        contributionOf.pending;
    });
  }
  members.forEach((member, index) => {
    mayChangeAt(judging, nextStateChange(member, judging.at));
    const state = states[index] ?? member.state;
    if (judging.details !== null && (standing !== 'had' || state === 'RENEWAL_DUE'))
      listByState(judging, member, state);
  });
}

function groupStanding(standings: readonly Standing[]): Standing {
  if (standings.includes('had')) return 'had';
  if (standings.includes('errored')) return 'errored';
  return standings.every((standing) => standing === 'failed') ? 'failed' : 'pending';
}

function listByState(judging: Judging, requirement: Requirement, state: EffectiveState): void {
  const { details } = judging;
  if (details === null || state === 'MET' || state === 'WAIVED') return;
  const { id, type } = requirement;
  const listed = { id, type, state, dueAt: dueDate(requirement) };
  const standing = standingOf(requirement, state);
  if (standing === 'had') details.renewalDue.push({ ...listed, mustAct: 'IDENTITY' });
  else if (standing === 'errored') details.errored.push({ ...listed, mustAct: 'HOST' });
  else if (standing === 'failed') details.failed.push({ ...listed, mustAct: 'OPERATOR' });
  else details.pending.push({ ...listed, mustAct: 'IDENTITY' });
}

function dueDate(requirement: Requirement): Instant | null {
  const overdue = overdueFrom(requirement);
  return overdue === Number.POSITIVE_INFINITY ? null : overdue;
}

/** Whether a requirement is met or waived, lapsed within its grace included: then so is its group (R3). */
export function isHad(requirement: Requirement, at: Instant): boolean {
  return standingOf(requirement, effectiveState(requirement, at)) === 'had';
}
