import type { Status } from '../../oracle/case-types';
import type { Snapshot } from '../../oracle/evaluate-at';
import { openedId } from '../../oracle/requirements';
import { addDuration, never } from '../../oracle/time';
import { type Account, type Control, isActive, type Person, type Progress, type Run, tell } from './records';
import { isMet, judge, overdueFrom } from './situation';

/** L3: what time drove since the identity was last told of, each once, in the order in which it came about. */
export function tellTime(account: Account, person: Person): void {
  const found: { since: number; type: string; facts: object }[] = [];
  const sorted = <T extends { id: string }>(list: readonly T[]) => [...list].sort((a, b) => (a.id < b.id ? -1 : 1));
  const reactivations = new Set<number>();
  for (const { id, type, expiresAt: since, deletedAt } of sorted(person.controls)) {
    if (since === never || deletedAt <= since) continue;
    found.push({ since, type: 'control.expired', facts: { controlId: id, since } });
    const others = person.controls.filter((other) => other.type === 'DORMANT' && isActive(other, since));
    if (type !== 'DORMANT' || others.length > 0 || reactivations.has(since)) continue;
    reactivations.add(since);
    found.push({ since, type: 'identity.reactivated', facts: { controlId: id, because: 'CONTROL_EXPIRED' } });
  }
  for (const one of sorted(person.requirements)) {
    const overdue = overdueFrom(one);
    const facts = { requirementId: one.id };
    if (one.state === 'MET' && one.validUntil < overdue) {
      found.push({ since: one.validUntil, type: 'requirement.renewal_due', facts });
    }
    const isHad = person.requirements.some(
      (other) => one.group !== null && other.group === one.group && isMet(other, overdue),
    );
    if (overdue !== never && !isHad) found.push({ since: overdue, type: 'requirement.overdue', facts });
  }
  for (const { id, from, until } of sorted(person.exemptions)) {
    if (until === never || until <= from) continue;
    found.push({ since: until, type: 'exemption.ended', facts: { exemptionId: id, early: false } });
  }
  for (const { id, from, until, reviewBy } of sorted(person.exemptions)) {
    if (reviewBy === never || reviewBy < from || reviewBy >= until) continue;
    found.push({ since: reviewBy, type: 'exemption.review_due', facts: { exemptionId: id } });
  }
  found.sort((a, b) => a.since - b.since);
  for (const { since, type, facts } of found) {
    if (since > person.toldUntil && since <= account.now) tell(account, person.id, type, () => facts);
  }
}

/** P6: a notice goes when its episode has ended, or its rule governs no more; not while that is undecided (P2). */
function withdrawNotices(account: Account, person: Person): void {
  if (!person.progress.some(({ outcome }) => outcome === 'served')) return;
  const { judged } = judge(account, person);
  person.progress = person.progress.filter((entry) => {
    const policy = judged.find(({ result }) => result.policyId === entry.policyId);
    const undecided = policy?.result.undecided?.some(({ where }) => /^(appliesTo|inactivity)/.test(where)) ?? false;
    if (entry.outcome !== 'served' || (policy?.ruleId === null && undecided)) return true;
    if (policy?.ruleId === entry.ruleId && policy.base === entry.base) return true;
    const because = policy?.ruleId === entry.ruleId ? 'EPISODE_ENDED' : 'RULE_NOT_GOVERNING';
    tell(account, person.id, 'identity.notice_withdrawn', () => ({ stageId: entry.stageId, because }));
    return false;
  });
}

/** These follow from others, and never change a status. */
const consequences = /^identity\.(dormant|reactivated|notice_served|notice_withdrawn|status_changed)$/;

function noteStatus(account: Account, person: Person, status: Status): void {
  const from = person.status;
  if (from === status) return;
  person.status = status;
  if (from === null) {
    tell(account, person.id, 'identity.registered', () => ({ status }));
    return;
  }
  const own = account.told.filter(({ who, type }) => who === person.id && !consequences.test(type));
  const trigger = own.at(-1)?.type ?? 'time';
  tell(account, person.id, 'identity.status_changed', () => ({ from, to: status, trigger }));
}

/** P5: a stage that is gone through again takes the place of its record. */
export function withProgress(all: readonly Progress[], entry: Progress): Progress[] {
  const isSame = (one: Progress) =>
    one.policyId === entry.policyId && one.ruleId === entry.ruleId && one.stageId === entry.stageId;
  return [...all.filter((one) => !isSame(one)), entry];
}

/** Policies that never come to rest are left alone. */
const MOST_ROUNDS = 20;

/** Everything that is due is done, judged again, and done, until nothing is. A command only opens (R3a). */
export function settle(account: Account, person: Person, acts: 'all' | 'openings', run: Run | null = null): boolean {
  let restricts = false;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    withdrawNotices(account, person);
    const found = judge(account, person);
    noteStatus(account, person, found.status);
    const approves = found.status === 'APPROVED' && person.approvedAt === null;
    if (approves) person.approvedAt = account.now;
    const stages = acts === 'all' ? actOnStages(account, person, found, run) : false;
    restricts ||= stages;
    for (const opening of found.opening) {
      const { demand, zone, group } = opening;
      const { type, dueWithin = null, validFor = null, renewalGrace = null, onOverdue = null } = demand;
      const dueAt = dueWithin === null ? never : addDuration(account.now, dueWithin, zone);
      const id = openedId(opening);
      person.requirements.push({
        ...{ id, type, state: 'PENDING', dueAt, validUntil: never, validFor, grace: renewalGrace, group },
        ...{ openedAt: account.now, onOverdue: onOverdue ?? 'DENY', block: demand.whilePending === 'block' },
      });
      tell(account, person.id, 'requirement.opened', () => ({ requirementId: id }));
    }
    const isDone = found.opening.length === 0 && !approves;
    if (isDone && (acts === 'openings' || found.due.length === 0)) break;
  }
  return restricts;
}

/** Answers whether a control was set. */
function actOnStages(account: Account, person: Person, { judged, controls }: Snapshot, run: Run | null): boolean {
  const { now: at } = account;
  let sets = false;
  for (const { result, ruleId, base, actions } of judged) {
    let told: string[] = [];
    for (const { stage, action } of actions) {
      const outcome = action === 'control' ? 'acted' : action === 'skip' ? 'skipped' : 'served';
      const place = { policyId: result.policyId, ruleId: ruleId ?? '', stageId: stage.id };
      person.progress = withProgress(person.progress, {
        ...{ ...place, base: base ?? 0, at, outcome, acknowledged: false },
      });
      if (action === 'notify') tell(account, person.id, 'identity.notice_served', () => ({ ...place, base }));
      else told.push(stage.id);
      if (action !== 'control') continue;
      setControl(account, person, { ...place, type: stage.control?.type ?? '', run, requirementIds: [] }, told);
      told = [];
      sets = true;
    }
  }
  for (const { type, requirementIds } of controls) {
    setControl(account, person, { policyId: null, ruleId: null, stageId: null, type, run, requirementIds }, []);
    sets = true;
  }
  return sets;
}

type Cause = Pick<Control, 'policyId' | 'ruleId' | 'stageId' | 'type' | 'run' | 'requirementIds'>;
type Given = Partial<Pick<Control, 'setBy' | 'overridable' | 'expiresAt'>>;

let unbound = 0;

/** Until its event has come, a control has an id that sorts after all those before. */
export function setControl(
  account: Account,
  person: Person,
  cause: Cause,
  stages: readonly string[],
  given: Given = {},
): Control {
  const { setBy = 'POLICY', overridable = true, expiresAt = never } = given;
  const id = `~${String(++unbound).padStart(9, '0')}`;
  const at = { createdAt: account.now, deletedAt: never };
  const control: Control = { id, ...cause, setBy, overridable, expiresAt, ...at };
  const isFirst = !person.controls.some((other) => other.type === 'DORMANT' && isActive(other, account.now));
  person.controls.push(control);
  const { type, policyId, ruleId, stageId, requirementIds } = cause;
  const facts = { type, setBy, policyId, ruleId, stageId, requirementIds, stages };
  tell(
    account,
    person.id,
    'control.created',
    () => facts,
    (data: { control: { id: string } }) => {
      control.id = data.control.id;
    },
  );
  if (type === 'DORMANT' && isFirst) tell(account, person.id, 'identity.dormant', () => ({ controlId: control.id }));
  return control;
}

/** Ends the work of a command on one identity. */
export function conclude(account: Account, person: Person): void {
  settle(account, person, 'openings');
  person.toldUntil = Math.max(person.toldUntil, account.now);
}
