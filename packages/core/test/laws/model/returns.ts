import type { RuleDoc } from '../../oracle/case-types';
import { never } from '../../oracle/time';
import { type Account, type Control, isActive, type Mark, type Person, tell } from './records';
import { isMet, judge, stateOf } from './situation';

const HOUR = 3_600_000;

const isOfRule = ({ setBy, ruleId }: Control): boolean => setBy === 'POLICY' && ruleId !== null;

/** K6: the end of the last DORMANT control, or of the last that the rule set, is a reactivation. */
export function lift(account: Account, person: Person, control: Control): void {
  control.deletedAt = account.now;
  tell(account, person.id, 'control.deleted', () => ({ controlId: control.id }));
  const active = person.controls.filter((one) => isActive(one, account.now));
  const isLastDormant = control.type === 'DORMANT' && !active.some(({ type }) => type === 'DORMANT');
  const sameRule = active.filter(
    (one) => isOfRule(one) && one.policyId === control.policyId && one.ruleId === control.ruleId,
  );
  if (!isLastDormant && !(isOfRule(control) && sameRule.length === 0)) return;
  person.reactivatedAt = account.now;
  const facts = () => ({ controlId: control.id, because: 'CONTROL_DELETED' });
  tell(account, person.id, 'identity.reactivated', facts);
}

interface Stay {
  readonly policyId: string;
  readonly ruleId: string;
  readonly rule: RuleDoc | null;
  readonly controls: readonly Control[];
  readonly since: number;
  readonly isClosed: boolean;
}

/** The active controls of each rule (A7), in the order of policies and rules. */
function staysOf(account: Account, person: Person): readonly Stay[] {
  const own = person.controls.filter((one) => isOfRule(one) && isActive(one, account.now));
  const places = [...new Set(own.map(({ policyId, ruleId }) => `${policyId}\n${ruleId}`))].sort();
  return places.map((place) => {
    const [policyId = '', ruleId = ''] = place.split('\n');
    const controls = own.filter((one) => one.policyId === policyId && one.ruleId === ruleId);
    const policy = account.active.find((one) => one.policyId === policyId && one.mode === 'enforce');
    const rule = policy?.document.inactivity?.find(({ id }) => id === ruleId) ?? null;
    const since = Math.min(...controls.map(({ createdAt }) => createdAt));
    return { policyId, ruleId, rule, controls, since, isClosed: controls.some(({ type }) => type === 'CLOSED') };
  });
}

const idOfReturn = ({ policyId, ruleId }: Stay, type: string): string => `${policyId}/${ruleId}/return/${type}`;

function ofReturn(person: Person, stay: Stay, type: string) {
  return person.requirements.find(({ id, openedAt }) => id === idOfReturn(stay, type) && openedAt >= stay.since);
}

function liftStay(account: Account, person: Person, { controls }: Stay): void {
  const last = ({ type }: Control): number => (type === 'DORMANT' ? 1 : 0);
  const sorted = [...controls].sort((a, b) => last(a) - last(b) || (a.id < b.id ? -1 : 1));
  for (const control of sorted) lift(account, person, control);
}

/** A7: all that the return requires is met. */
export function liftReturned(account: Account, person: Person): void {
  for (const stay of staysOf(account, person)) {
    const wanted = (stay.rule?.onReturn as { require?: readonly string[] } | null | undefined)?.require;
    const isAllMet = wanted?.every((type) => {
      const found = ofReturn(person, stay, type);
      return found !== undefined && isMet(found, account.now);
    });
    if (isAllMet === true && !stay.isClosed) liftStay(account, person, stay);
  }
}

/** R2: a control for overdue requirements goes with the command after which none that it names is overdue. */
export function liftMet(account: Account, person: Person): void {
  const { now } = account;
  const isMissed = (id: string): boolean =>
    person.requirements.some((one) => {
      const isHad = person.requirements.some(
        (other) => one.group !== null && other.group === one.group && isMet(other, now),
      );
      return one.id === id && stateOf(one, now) === 'OVERDUE' && !isHad;
    });
  for (const control of person.controls) {
    if (control.requirementIds.length === 0 || control.type === 'CLOSED' || !isActive(control, now)) continue;
    if (!control.requirementIds.some(isMissed)) lift(account, person, control);
  }
  liftReturned(account, person);
}

/** A7: counted activity since the control was set is a return. */
export function welcomeBack(account: Account, person: Person, marks: readonly Mark[]): void {
  const { now } = account;
  const governing = judge(account, person).judged;
  const refused: Control[] = [];
  for (const stay of staysOf(account, person)) {
    const { rule, policyId, ruleId } = stay;
    const types = rule?.counts?.types ?? null;
    const counted = marks.filter(
      ({ type, failed }) => (types === null || types.includes(type)) && (!failed || rule?.counts?.failures === true),
    );
    if (Math.max(-never, ...counted.map(({ at }) => at)) < stay.since) continue;
    const governs = governing.some((one) => one.result.policyId === policyId && one.ruleId === ruleId);
    const how = rule === null || !governs || stay.isClosed ? 'keep' : (rule.onReturn ?? 'keep');
    if (how === 'lift') liftStay(account, person, stay);
    else if (how === 'keep') refused.push(...stay.controls);
    else openForReturn(account, person, stay, (how as { require: readonly string[] }).require);
  }
  liftReturned(account, person);
  if (refused.length === 0 || now < person.refusedAt + HOUR) return;
  person.refusedAt = now;
  const facts = () => ({ controlIds: refused.map(({ id }) => id).sort() });
  tell(account, person.id, 'identity.activity_refused', facts);
}

function openForReturn(account: Account, person: Person, stay: Stay, types: readonly string[]): void {
  for (const type of types) {
    if (ofReturn(person, stay, type) !== undefined) continue;
    const id = idOfReturn(stay, type);
    const opened = {
      ...{ id, type, state: 'PENDING' as const, dueAt: never, validUntil: never, validFor: null, grace: null },
      ...{ openedAt: account.now, onOverdue: 'DENY' as const, block: false, group: null },
    };
    const place = person.requirements.findIndex((one) => one.id === id);
    if (place < 0) person.requirements.push(opened);
    else person.requirements[place] = opened;
    tell(account, person.id, 'requirement.opened', () => ({ requirementId: id }));
  }
}
