import type { CommandFields } from '../../../src/testing';
import { openings } from '../../oracle/requirements';
import { addDuration, never } from '../../oracle/time';
import { change, type Expected, refused } from './expected';
import { type Account, type Control, isActive, isHeld, type Person, type Requirement, tell } from './records';
import { lift, liftMet } from './returns';
import { setControl } from './settle';
import { judge, situationOf, stateOf } from './situation';

type Fields<K extends keyof CommandFields> = CommandFields[K];

function pick<T>(list: readonly T[], which: number): T | undefined {
  return list[which % Math.max(1, list.length)];
}

const at = (account: Account, span: number | null): number => (span === null ? never : account.now + span);

/** K2, X3, K7. */
export function createControl(account: Account, person: Person, command: Fields<'control.create'>): Expected {
  const { type, authority, overridable, expiresIn } = command;
  const same = (one: Control) => one.type === type && one.setBy === authority && isActive(one, account.now);
  if (person.controls.some(same)) return refused('CONTROL_EXISTS');
  if (type === 'CLOSED' && isHeld(person, account.now)) return refused('LEGAL_HOLD');
  const expiresAt = at(account, expiresIn);
  if (expiresAt <= account.now) return refused('INVALID_ARGUMENT');
  const cause = { policyId: null, ruleId: null, stageId: null, run: null, requirementIds: [], type };
  return change(account, person, () => {
    const control = setControl(account, person, cause, [], { setBy: authority, overridable, expiresAt });
    remember(account, person, command.key, 'create', control);
  });
}

/** K3, K4, K6. */
export function deleteControl(account: Account, person: Person, command: Fields<'control.delete'>): Expected {
  const { which, authority, reopen } = command;
  const control = pick(person.controls, which);
  if (control === undefined) return refused('CONTROL_NOT_FOUND');
  if (Math.min(control.expiresAt, control.deletedAt) <= account.now) return refused('CONTROL_ALREADY_DELETED');
  if (!control.overridable && control.setBy !== authority) return refused('CONTROL_NOT_OVERRIDABLE');
  if (control.type === 'CLOSED' && !(authority === 'OPERATOR' && reopen)) return refused('CONTROL_TERMINAL');
  return change(account, person, () => {
    lift(account, person, control);
    remember(account, person, command.key, 'delete', control);
  });
}

function remember(account: Account, person: Person, key: string | null, command: string, control: Control): void {
  if (key !== null) person.answers.set(key, { command, control, at: account.now });
}

export function openRequirement(account: Account, person: Person, command: Fields<'requirement.open'>): Expected {
  const { type, dueIn, validFor, renewalGrace: grace, onOverdue, whilePending, group } = command;
  const dueAt = at(account, dueIn);
  if (dueAt <= account.now) return refused('INVALID_ARGUMENT');
  return change(account, person, () => {
    const opened: Requirement = {
      ...{ id: '~', type, state: 'PENDING', dueAt, validUntil: never, validFor, grace, group },
      ...{ openedAt: account.now, onOverdue, block: whilePending === 'block' },
    };
    person.requirements.push(opened);
    const facts = () => ({ requirementId: opened.id });
    tell(account, person.id, 'requirement.opened', facts, (data: { requirement: { id: string } }) => {
      opened.id = data.requirement.id;
    });
  });
}

type Change = 'meet' | 'fail' | 'error' | 'waive' | 'withdraw';
const toldAs = { meet: 'met', fail: 'failed', error: 'errored', waive: 'waived', withdraw: 'withdrawn' } as const;

/** R1, R2, R3a: what commands make of a requirement. */
export function changeRequirement(
  account: Account,
  person: Person,
  how: Change,
  { which, ago = 0 }: { readonly which: number; readonly ago?: number },
): Expected {
  const { now } = account;
  const one = pick(person.requirements, which);
  if (one === undefined) return refused('REQUIREMENT_NOT_FOUND');
  const from = stateOf(one, now);
  const until = one.validFor === null ? never : addDuration(now - ago, one.validFor, 'UTC');
  if (how === 'meet' && (ago < 0 || until <= now)) return refused('INVALID_ARGUMENT');
  if (how === 'error' && ['MET', 'RENEWAL_DUE', 'WAIVED'].includes(from)) return refused('REQUIREMENT_STATE');
  if (how === 'waive' && from === 'WAIVED') return refused('REQUIREMENT_STATE');
  if (how === 'withdraw' && isDemanded(account, person, one)) return refused('REQUIREMENT_DEMANDED');
  return change(account, person, () => {
    if (how === 'withdraw') person.requirements = person.requirements.filter((other) => other !== one);
    else one.state = ({ meet: 'MET', fail: 'FAILED', error: 'ERROR', waive: 'WAIVED' } as const)[how];
    one.validUntil = how === 'meet' ? until : never;
    const facts = { requirementId: one.id, from: how === 'withdraw' ? null : from };
    tell(account, person.id, `requirement.${toldAs[how]}`, () => facts);
    liftMet(account, person);
  });
}

/** Whether a policy would open it again at once. */
function isDemanded(account: Account, person: Person, gone: Requirement): boolean {
  const rest = { ...person, requirements: person.requirements.filter((one) => one !== gone) };
  const { judged } = judge(account, rest);
  const opening = openings(
    situationOf(rest, []),
    judged.flatMap(({ sets }) => sets),
  );
  return opening.some(({ demand, group }) => demand.type === gone.type || (group !== null && group === gone.group));
}

/** X1. */
export function grant(account: Account, person: Person, command: Fields<'exemption.grant'>): Expected {
  const { now } = account;
  const { kind, policyId, owner } = command;
  const from = command.from === null ? now : now + command.from;
  const [until, reviewBy] = [at(account, command.until), at(account, command.reviewIn)];
  const isWrong = until <= now || until <= from;
  const isReviewWrong = reviewBy !== never && (reviewBy <= now || reviewBy < from || reviewBy >= until);
  if (isWrong || isReviewWrong) return refused('INVALID_ARGUMENT');
  if (policyId !== null && !account.active.some((one) => one.policyId === policyId)) return refused('POLICY_NOT_FOUND');
  return change(account, person, () => {
    const granted = { id: '~', kind, policyId, owner, from, until, reviewBy };
    person.exemptions.push(granted);
    tell(
      account,
      person.id,
      'exemption.granted',
      () => ({ kind }),
      (data: { exemption: { id: string } }) => {
        granted.id = data.exemption.id;
      },
    );
  });
}

/** X3: only its owner or an operator. */
export function endExemption(account: Account, person: Person, command: Fields<'exemption.end'>): Expected {
  const one = pick(person.exemptions, command.which);
  if (one === undefined) return refused('EXEMPTION_NOT_FOUND');
  if (one.until <= account.now) return refused('EXEMPTION_ENDED');
  if (command.authority !== 'OPERATOR' && command.actor !== one.owner) return refused('EXEMPTION_NOT_OWNED');
  return change(account, person, () => {
    one.until = account.now;
    tell(account, person.id, 'exemption.ended', () => ({ exemptionId: one.id, early: true }));
  });
}

/** P4: the arrival of a notice that is outstanding. */
export function acknowledge(account: Account, person: Person, which: number): Expected {
  const served = person.progress.filter(({ outcome }) => outcome === 'served');
  const one = pick(served, which);
  if (one === undefined) return refused('NOTICE_NOT_FOUND');
  return change(account, person, () => {
    if (one.acknowledged) return;
    const entry = { ...one, acknowledged: true };
    person.progress = [...person.progress.filter((other) => other !== one), entry];
    tell(account, person.id, 'identity.notice_acknowledged', () => ({ stageId: one.stageId }));
  });
}
