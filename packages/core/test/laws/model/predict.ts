import type { Command, CommandFields, CommandName } from '../../../src/testing';
import type { PolicyDoc } from '../../oracle/case-types';
import { stagesFor } from '../../oracle/evaluate-policy';
import { never } from '../../oracle/time';
import {
  acknowledge,
  changeRequirement,
  createControl,
  deleteControl,
  endExemption,
  grant,
  openRequirement,
} from './about-records';
import { change, done, type Expected, item, refused, removeFamily } from './expected';
import { activate, approve, propose, retire, withdrawProposal } from './policies';
import { type Account, isActive, isHeld, type Mark, newPerson, type Person, tell } from './records';
import { welcomeBack } from './returns';
import { listed, resume, sweepNow, undo } from './runs';
import { conclude, tellTime } from './settle';
import { judge } from './situation';

const DAY = 86_400_000;
const SKEW = 300_000;
type Fields<K extends CommandName> = CommandFields[K];
type Predict<K extends CommandName> = (account: Account, command: Fields<K>, outcome: unknown) => Expected;

/** A command about an identity that must be there. */
function of<K extends CommandName>(
  about: (account: Account, person: Person, command: Fields<K>) => Expected,
): Predict<K> {
  return (account, command) => {
    const person = account.people.get((command as { who: string }).who);
    return person === undefined ? refused('IDENTITY_NOT_FOUND') : about(account, person, command);
  };
}

function parentFault(account: Account, who: string, parent: string | null): string | null {
  if (parent === null) return null;
  if (parent === who) return 'INVALID_ARGUMENT';
  return account.people.has(parent) ? null : 'IDENTITY_NOT_FOUND';
}

function register(account: Account, { who, kind, parent, age, ...fields }: Fields<'register'>): Expected {
  if (account.people.has(who)) return item('IDENTITY_EXISTS');
  const fault = parentFault(account, who, parent);
  if (fault !== null) return item(fault);
  const { name, attributes, locked } = fields;
  const person = newPerson(who, { kind, createdAt: account.now - age });
  Object.assign(person, { parent, name, attributes, locked });
  account.people.set(who, person);
  conclude(account, person);
  return item(null);
}

/** Adoption: one event for all that came along, and nothing is acted upon. */
function take(account: Account, { who, kind, age, activeAgo, control }: Fields<'import'>): Expected {
  if (account.people.has(who)) return item('IDENTITY_EXISTS');
  const { now } = account;
  const person = newPerson(who, { kind, createdAt: now - age });
  if (activeAgo !== null)
    person.marks.push({ type: 'login', at: now - Math.min(activeAgo, age), failed: false, count: 1, isByDay: false });
  const borne = {
    setBy: 'OPERATOR',
    overridable: true,
    createdAt: now - Math.floor(age / 2),
    expiresAt: never,
    deletedAt: never,
  } as const;
  const cause = { policyId: null, ruleId: null, stageId: null, run: null, requirementIds: [] };
  if (control !== null) person.controls.push({ id: `old-${who}-${now}`, type: control, ...borne, ...cause });
  account.people.set(who, person);
  const { status } = judge(account, person);
  person.status = status;
  if (status === 'APPROVED') person.approvedAt = now;
  skipPassedNotices(account, person);
  tell(account, who, 'identity.imported', () => ({ status }));
  conclude(account, person);
  return item(null);
}

/** Notices of a control that it bears already are no news. */
function skipPassedNotices(account: Account, person: Person): void {
  for (const { result, ruleId, base } of judge(account, person).judged) {
    const version = account.active.find((one) => one.policyId === result.policyId && one.mode === 'enforce');
    const rule = version?.document.inactivity?.find(({ id }) => id === ruleId);
    if (rule === undefined || ruleId === null || base === null) continue;
    const stages = stagesFor(rule, person.marks.length === 0) ?? [];
    const views = result.stages ?? [];
    const borne = views.findLastIndex(({ state }, i) => state === 'moot' && Boolean(stages[i]?.control));
    views.slice(0, Math.max(0, borne)).forEach(({ stageId, state }, i) => {
      if (state !== 'due' || stages[i]?.control) return;
      const place = { policyId: result.policyId, ruleId, stageId, base, at: account.now };
      person.progress.push({ ...place, outcome: 'skipped', acknowledged: false });
    });
  }
}

function update(account: Account, { who, name, attributes, parent, locked }: Fields<'update'>): Expected {
  const person = account.people.get(who);
  if (person === undefined) return item('IDENTITY_NOT_FOUND');
  const before = person as unknown as Record<string, unknown>;
  const isOther = ([name, value]: [string, unknown]) => JSON.stringify(before[name]) !== JSON.stringify(value);
  const patch = { name, attributes, parent, locked };
  const changed = Object.entries(patch)
    .filter(([, value]) => value !== undefined)
    .filter(isOther);
  if (changed.some(([name]) => name === 'parent')) {
    const fault = parentFault(account, who, patch.parent ?? null);
    if (fault !== null) return item(fault);
  }
  change(account, person, () => {
    if (changed.length === 0) return;
    Object.assign(person, Object.fromEntries(changed));
    const names = changed.map(([name]) => (name === 'parent' ? 'parentId' : name)).sort();
    tell(account, who, 'identity.updated', () => ({ changed: names }));
  });
  return item(null);
}

function remove(account: Account, { who, reason }: Fields<'remove'>): Expected {
  if (reason.trim() === '') return refused('REASON_REQUIRED');
  const person = account.people.get(who);
  return item(person === undefined ? 'IDENTITY_NOT_FOUND' : removeFamily(account, person));
}

/** E3a: the log goes on for one that was removed. */
function erase(account: Account, { who, fields }: Fields<'erase'>): Expected {
  if (!account.known.has(who)) return refused('IDENTITY_NOT_FOUND');
  const person = account.people.get(who);
  const told = () => ({ fields: [...fields].sort() });
  if (person === undefined) {
    tell(account, who, 'identity.erased', told);
    return done;
  }
  if (isHeld(person, account.now)) return refused('LEGAL_HOLD');
  return change(account, person, () => {
    if (fields.includes('name') && person.name !== null) person.name = 'erased';
    const isEmpty = Object.keys(person.attributes).length === 0;
    if (fields.includes('attributes') && !isEmpty) person.attributes = { erased: 'erased' };
    tell(account, who, 'identity.erased', told);
  });
}

/** A1, A5, A7, P6. */
function record(account: Account, { marks }: Fields<'activity'>): Expected {
  const accepted = new Map<Person, Mark[]>();
  for (const { who, type, ago, failed, count } of marks) {
    const person = account.people.get(who);
    if (ago < -SKEW || person === undefined) continue;
    const mark = { type, at: account.now - ago, failed, count };
    accepted.set(person, [...(accepted.get(person) ?? []), mark]);
    person.marks = [...person.marks, mark];
  }
  for (const [person, own] of accepted) {
    const isUnder = person.controls.some((one) => one.ruleId !== null && isActive(one, account.now));
    if (!isUnder && !person.progress.some(({ outcome }) => outcome === 'served')) continue;
    tellTime(account, person);
    welcomeBack(account, person, own);
    conclude(account, person);
  }
  return done;
}

const reasoned =
  <K extends 'control.create' | 'control.delete'>(command: string, about: Parameters<typeof of<K>>[0]): Predict<K> =>
  (account, fields, outcome) => {
    if (fields.reason.trim() === '') return refused('REASON_REQUIRED');
    const person = account.people.get(fields.who);
    const known = fields.key === null ? undefined : person?.answers.get(fields.key);
    // K2, E6: a key of a control belongs to its identity, and gives the control as it is now.
    if (known !== undefined && known.at > account.now - DAY) {
      const answer = { ok: true, answer: { id: known.control.id } };
      if (command === 'delete' && person?.controls.length === 0) return refused('CONTROL_NOT_FOUND');
      return known.command === command ? { is: 'repeat', outcome: answer } : refused('CONFLICT');
    }
    if (person === undefined && command === 'delete') return refused('CONTROL_NOT_FOUND');
    return of<K>(about)(account, fields, outcome);
  };

const table: { readonly [K in CommandName]: Predict<K> } = {
  wait: (account, { by }) => {
    account.now += by;
    return done;
  },
  register,
  import: take,
  update,
  remove,
  erase,
  activity: record,
  'control.create': reasoned('create', createControl),
  'control.delete': reasoned('delete', deleteControl),
  'requirement.open': of(openRequirement),
  'requirement.meet': of((account, person, command) => changeRequirement(account, person, 'meet', command)),
  'requirement.fail': of((account, person, command) => changeRequirement(account, person, 'fail', command)),
  'requirement.error': of((account, person, command) => changeRequirement(account, person, 'error', command)),
  'requirement.waive': of((account, person, command) => changeRequirement(account, person, 'waive', command)),
  'requirement.withdraw': of((account, person, command) => changeRequirement(account, person, 'withdraw', command)),
  'exemption.grant': of(grant),
  'exemption.end': of(endExemption),
  acknowledge: of((account, person, { which }) => acknowledge(account, person, which)),
  activate: (account, { document, mode, liftRemoved }) =>
    activate(account, document as unknown as PolicyDoc, mode, liftRemoved),
  retire: (account, { policyId, liftRemoved }) => retire(account, policyId, liftRemoved),
  propose: (account, { document, mode, actor }) => propose(account, document as unknown as PolicyDoc, mode, actor),
  approve: (account, { which, actor }) => approve(account, which, actor),
  'proposal.withdraw': (account, { which }) => withdrawProposal(account, which),
  reevaluate: (account) => {
    account.revision += 1;
    return done;
  },
  sweep: (account, _, outcome) => sweepNow(account, outcome),
  resume: (account, { which }) => {
    const runs = listed(account.runs);
    const halted = runs.filter(({ state }) => state === 'halted');
    const among = halted.length > 0 ? halted : runs;
    return resume(account, among[which % Math.max(1, among.length)]);
  },
  undo: (account, { which }, outcome) => {
    const runs = listed(account.runs);
    const id = (outcome as { answer?: { id?: string } }).answer?.id ?? '';
    const fields = { kind: 'undo', state: 'completed', startedAt: account.now, revision: 0 } as const;
    return undo(account, runs[which % Math.max(1, runs.length)], { id, ...fields });
  },
  consume: () => done,
};

/** Takes a command, foretells its answer, and leaves the events that it foretells in `told`. E6 is the frame of all. */
export function predict(account: Account, command: Command, outcome: unknown): Expected {
  account.told = [];
  const name = command.do;
  const key = 'key' in command && !name.startsWith('control.') ? command.key : null;
  const known = key === null ? undefined : account.keys.get(key);
  const isReasonless = name === 'remove' && command.reason.trim() === '';
  if (known !== undefined && known.at > account.now - DAY && !isReasonless) {
    return known.command === name ? { is: 'repeat', outcome: known.outcome } : refused('CONFLICT');
  }
  const expected = (table[name] as Predict<CommandName>)(account, command as never, outcome);
  if (key !== null && expected.is !== 'refused') account.keys.set(key, { command: name, at: account.now, outcome });
  return expected;
}
