import type { Status } from './case-types';
import { evaluateAt, type Snapshot } from './evaluate-at';
import { validUntil } from './horizon';
import { type Opening, openedId } from './requirements';
import { type OracleControl, type OracleProgress, readRequirement, type Situation } from './situation';
import { isControl } from './stages';
import { addDuration, formatOrNull, never } from './time';

function newControl(type: string, t: number, more: Partial<OracleControl>): OracleControl {
  const empty = { policyId: null, ruleId: null, stageId: null, requirementIds: [] };
  return {
    id: `simulated ${type} ${t}`,
    type,
    byPolicy: true,
    from: t,
    until: never,
    expiry: never,
    ...empty,
    ...more,
  };
}

function opened(opening: Opening, t: number) {
  const { demand, zone, group } = opening;
  return readRequirement({
    id: openedId(opening),
    type: demand.type,
    state: 'PENDING',
    dueAt: demand.dueWithin ? formatOrNull(addDuration(t, demand.dueWithin, zone)) : null,
    renewalGrace: demand.renewalGrace,
    onOverdue: demand.onOverdue,
    whilePending: demand.whilePending,
    group,
  });
}

/** What a sweep at the snapshot's instant leaves behind: all that is due done, and the first approval written. */
function applyDue(of: Situation, snapshot: Snapshot): Situation {
  const { t } = snapshot;
  const controls: OracleControl[] = [];
  const progress: OracleProgress[] = [];
  for (const { result, ruleId, base, actions } of snapshot.judged) {
    for (const { stage, action } of actions) {
      const cause = { policyId: result.policyId, ruleId: ruleId ?? '', stageId: stage.id };
      const outcome = action === 'control' ? 'acted' : action === 'skip' ? 'skipped' : 'served';
      progress.push({ ...cause, base: base ?? Number.NaN, at: t, outcome });
      if (isControl(stage)) controls.push(newControl(stage.control?.type ?? '', t, cause));
    }
  }
  for (const { type, requirementIds } of snapshot.controls) controls.push(newControl(type, t, { requirementIds }));
  const found = snapshot.status === 'APPROVED' && of.approvedAt === null;
  return {
    ...of,
    controls: [...of.controls, ...controls],
    requirements: [...of.requirements, ...snapshot.opening.map((opening) => opened(opening, t))],
    progress: [...of.progress, ...progress],
    approvedAt: found ? t : of.approvedAt,
  };
}

/** Applies until nothing is due: what acting opens may let a condition on `requirements` flip. */
export function settle(of: Situation, t: number): { situation: Situation; after: Snapshot } {
  let situation = of;
  for (let round = 0; round < 50; round += 1) {
    const snapshot = evaluateAt(situation, t);
    const next = applyDue(situation, snapshot);
    if (snapshot.due.length === 0 && next.approvedAt === situation.approvedAt) return { situation, after: snapshot };
    if (round > 0 && snapshot.due.length > 0) of.notes.add('L3-acting-flips-condition');
    const written = next.approvedAt !== situation.approvedAt;
    if (written && evaluateAt(next, t).status !== 'APPROVED') of.notes.add('R5-approved-before-acting');
    situation = next;
  }
  throw new Error('acting never comes to rest');
}

/** R6: the first instant ≥ t at which the status after acting is another one than `status`. */
export function nextTransition(of: Situation, t: number, status: Status): { at: number; to: Status } | null {
  let situation = of;
  let at = t;
  for (let step = 0; step < 10_000 && at < never; step += 1) {
    const settled = settle(situation, at);
    situation = settled.situation;
    if (settled.after.status !== status) return { at, to: settled.after.status };
    at = validUntil(situation, settled.after);
  }
  return null;
}
