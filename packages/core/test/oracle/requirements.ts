import type { DemandDoc, OnOverdue, Status } from './case-types';
import { type Effective, effectiveState, overdueSince } from './requirement-states';
import { byText, inForce, type OracleRequirement, type Situation } from './situation';

/** A requirement set that is demanded at some instant: its policy applies and its `when` is true. */
export interface DemandedSet {
  readonly policyId: string;
  readonly zone: string;
  readonly setId: string;
  readonly require: readonly (DemandDoc | { readonly oneOf: readonly DemandDoc[] })[];
}

/** A requirement that the next sweep opens (R3a). */
export interface Opening {
  readonly policyId: string;
  readonly zone: string;
  readonly setId: string;
  readonly demand: DemandDoc;
  readonly group: string | null;
}

/** A control that the next sweep sets for overdue requirements (R2). */
export interface OverdueControl {
  readonly type: string;
  readonly requirementIds: readonly string[];
}

export interface Lists {
  readonly pending: string[];
  readonly renewalDue: string[];
  readonly failed: string[];
  readonly errored: string[];
}

/** What is demanded and not had. The same type once, by the first policy, set and item (R3a). */
export function openings(of: Situation, sets: readonly DemandedSet[]): readonly Opening[] {
  const onSubject = new Set(of.requirements.map((requirement) => requirement.type));
  const had = new Set(onSubject);
  const found: Opening[] = [];
  for (const { policyId, zone, setId, require } of sets) {
    require.forEach((item, index) => {
      const members = 'oneOf' in item ? item.oneOf : [item];
      const group = 'oneOf' in item ? `${policyId}/${setId}/${index}` : null;
      if (members.some((member) => had.has(member.type))) {
        const byDemandOnly = !members.some((member) => onSubject.has(member.type));
        if (group !== null && byDemandOnly) of.notes.add('R3a-group-demanded-earlier');
        return;
      }
      for (const demand of members) {
        had.add(demand.type);
        found.push({ policyId, zone, setId, demand, group });
      }
    });
  }
  return found;
}

export function openedId(opening: Opening): string {
  return `${opening.policyId}/${opening.setId}/${opening.demand.type}`;
}

/** A requirement as its state lets it count: `OVERDUE` is failed or pending, as `onOverdue` says (R2). */
interface Member {
  readonly id: string;
  readonly counts: 'met' | 'pending' | 'failed' | 'errored';
  readonly renewalDue: boolean;
  /** Blocks by itself while pending: overdue, or told to. */
  readonly blocks: boolean;
}

function countAs(state: Effective, onOverdue: OnOverdue): Member['counts'] {
  if (state === 'ERROR') return 'errored';
  if (state === 'FAILED') return 'failed';
  if (state === 'PENDING') return 'pending';
  if (state === 'OVERDUE') return onOverdue === 'DENY' ? 'failed' : 'pending';
  return 'met';
}

function memberOf(requirement: OracleRequirement, t: number): Member {
  const state = effectiveState(requirement, t);
  return {
    id: requirement.id,
    counts: countAs(state, requirement.onOverdue),
    renewalDue: state === 'RENEWAL_DUE',
    blocks: requirement.block || state === 'OVERDUE',
  };
}

/** Requirements with the same group form one; every other one stands for itself (R3). */
function grouped<T>(items: readonly { readonly group: string | null; readonly item: T }[]): readonly (readonly T[])[] {
  const alone: T[][] = [];
  const groups = new Map<string, T[]>();
  for (const { group, item } of items) {
    if (group === null) alone.push([item]);
    else groups.set(group, [...(groups.get(group) ?? []), item]);
  }
  return [...alone, ...groups.values()];
}

/** R3: what a group counts as. A single requirement is a group of one. */
function verdictOf(members: readonly Member[]): Member['counts'] {
  if (members.some((m) => m.counts === 'met')) return 'met';
  if (members.some((m) => m.counts === 'errored')) return 'errored';
  return members.every((m) => m.counts === 'failed') ? 'failed' : 'pending';
}

export function judgeRequirements(
  of: Situation,
  opening: readonly Opening[],
  t: number,
): { readonly lists: Lists; readonly contributions: readonly Status[] } {
  const approved = of.approvedAt !== null && of.approvedAt <= t;
  const stored = of.requirements.map((r) => ({ group: r.group, item: memberOf(r, t) }));
  const demanded = opening.map((o) => ({
    group: o.group === null ? null : `demanded ${o.group}`,
    item: {
      id: openedId(o),
      counts: 'pending',
      renewalDue: false,
      blocks: o.demand.whilePending === 'block',
    } as Member,
  }));
  const lists: Lists = { pending: [], renewalDue: [], failed: [], errored: [] };
  const contributions: Status[] = [];
  for (const members of grouped([...stored, ...demanded])) {
    const verdict = verdictOf(members);
    for (const member of members) {
      if (member.renewalDue) lists.renewalDue.push(member.id);
      else if (verdict !== 'met' && member.counts !== 'met') lists[member.counts].push(member.id);
    }
    const open = members.filter((m) => m.counts === 'pending');
    if (approved && verdict === 'pending' && open.some((m) => m.blocks) && !open.every((m) => m.blocks)) {
      of.notes.add('R4-group-partly-blocking');
    }
    if (verdict === 'errored') contributions.push('ERROR');
    if (verdict === 'failed') contributions.push('DENIED');
    if (verdict === 'pending' && (!approved || open.some((m) => m.blocks))) contributions.push('PENDING');
  }
  for (const list of Object.values(lists) as string[][]) list.sort(byText);
  return { lists, contributions };
}

function controlOf(requirement: OracleRequirement): string | null {
  return typeof requirement.onOverdue === 'object' ? requirement.onOverdue.control.type : null;
}

/** Whether a policy has set the control of R2 for this requirement and this due date already. */
export function wasSet(of: Situation, requirement: OracleRequirement, t: number): boolean {
  const due = overdueSince(requirement);
  const type = controlOf(requirement);
  const naming = of.controls.filter((c) => c.requirementIds.includes(requirement.id) && c.from <= t && c.from >= due);
  const fitting = naming.filter((control) => control.byPolicy && control.type === type);
  if (naming.length > 0 && fitting.length === 0) of.notes.add('R2-set-with-another-type');
  return fitting.length > 0;
}

/** The controls of R2 that a sweep at `t` would set, one for each type, in the order of their first requirement. */
export function overdueControls(of: Situation, t: number, borne: ReadonlySet<string>): readonly OverdueControl[] {
  const legalHold = of.exemptions.some((x) => x.kind === 'LEGAL_HOLD' && inForce(x, t));
  const exempt = of.exemptions.some((x) => x.policyId === null && inForce(x, t));
  if (exempt) return [];
  const overdue = grouped(of.requirements.map((r) => ({ group: r.group, item: r }))).flatMap((members) => {
    const judged = members.map((r) => memberOf(r, t));
    const asking = members.filter((r) => controlOf(r) !== null && effectiveState(r, t) === 'OVERDUE');
    const verdict = verdictOf(judged);
    if (members.length > 1 && asking.length > 0 && asking.length < members.length) of.notes.add('R2-in-group');
    return verdict === 'met' ? [] : asking;
  });
  const types = [...new Set(overdue.map((r) => controlOf(r) ?? ''))];
  return types
    .filter((type) => !borne.has(type) && !(legalHold && of.controlTypes.get(type)?.terminal === true))
    .map((type) => ({ type, named: overdue.filter((r) => controlOf(r) === type) }))
    .filter(({ named }) => named.some((r) => !wasSet(of, r, t)))
    .map(({ type, named }) => {
      if (named.some((r) => wasSet(of, r, t))) of.notes.add('R2-names-earlier-ones');
      return { type, requirementIds: named.map((r) => r.id).sort(byText) };
    })
    .sort((a, b) => byText(a.requirementIds[0] ?? '', b.requirementIds[0] ?? ''));
}
