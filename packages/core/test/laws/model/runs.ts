import { done, type Expected, refused } from './expected';
import { type Account, isActive, type Person, type Run, tell } from './records';
import { lift } from './returns';
import { conclude, settle, tellTime, withProgress } from './settle';
import { judge } from './situation';

const DAY = 86_400_000;
/** S4: how many identities may be restricted in 24 hours. */
export const GUARD = 2;

/** What a sweep at this instant does to one identity, due or not: one that is not due has nothing to do (S1). */
function sweepOne(account: Account, person: Person, run: Run): boolean {
  const before = person.status;
  tellTime(account, person);
  for (const control of person.controls) {
    const order = liftOrder(account, control.policyId);
    if (control.setBy !== 'POLICY' || order?.has(control.ruleId ?? '') !== true) continue;
    if (isActive(control, account.now)) lift(account, person, control);
  }
  const restricts = settle(account, person, 'all', run);
  observe(account, person);
  person.toldUntil = Math.max(person.toldUntil, account.now);
  return restricts || (before === 'APPROVED' && person.status !== 'APPROVED');
}

/** P7: the rules of a policy whose controls sweeps lift. */
function liftOrder({ active, retired }: Account, policyId: string | null): ReadonlySet<string> | undefined {
  if (policyId === null) return undefined;
  return (
    active.find((one) => one.policyId === policyId && one.mode === 'enforce')?.lifted ?? retired.get(policyId)?.lifted
  );
}

/** P8: what observing policies would do is told once, and not done. */
function observe(account: Account, person: Person): void {
  const observing = account.active.filter(({ mode }) => mode === 'observe').map(({ policyId }) => policyId);
  person.observed = person.observed.filter(({ policyId }) => observing.includes(policyId));
  for (let round = 0; round < 5; round++) {
    const { judged } = judge(account, person, 'observe', person.observed);
    const acting = judged.flatMap((one) => one.actions.map((action) => ({ ...one, ...action })));
    if (acting.length === 0) return;
    for (const { result, ruleId, base, stage, action } of acting) {
      const outcome = action === 'control' ? 'acted' : action === 'skip' ? 'skipped' : 'served';
      const place = { policyId: result.policyId, ruleId: ruleId ?? '', stageId: stage.id };
      const entry = { ...place, base: base ?? 0, at: account.now, outcome, acknowledged: false } as const;
      person.observed = withProgress(person.observed, entry);
      if (action === 'control') tell(account, person.id, 'would_restrict', () => place);
    }
  }
}

/** Sweeps copies, so that a run that the guard halts has done nothing (S4). */
export function sweep(account: Account, run: Run, isApproved: boolean): boolean {
  const before = account.told.length;
  const copies = new Map<string, Person>();
  let restricted = 0;
  for (const [id, person] of account.people) {
    const copy = copyOf(person);
    if (sweepOne(account, copy, run)) restricted += 1;
    copies.set(id, copy);
  }
  const used = account.restricted.filter((at) => at > account.now - DAY).length;
  if (!isApproved && restricted > Math.max(0, GUARD - used)) {
    account.told.splice(before);
    run.state = 'halted';
    run.revision = account.revision;
    return false;
  }
  for (const [id, copy] of copies) account.people.set(id, copy);
  for (let count = 0; count < restricted; count++) account.restricted.push(account.now);
  run.state = 'completed';
  return true;
}

function copyOf(person: Person): Person {
  return {
    ...person,
    controls: person.controls.map((one) => ({ ...one })),
    requirements: person.requirements.map((one) => ({ ...one })),
    exemptions: person.exemptions.map((one) => ({ ...one })),
  };
}

/** The latest first, then by id. */
export function listed(runs: readonly Run[]): readonly Run[] {
  return [...runs].sort((a, b) => b.startedAt - a.startedAt || (a.id < b.id ? -1 : 1));
}

/** S4: an approval is for the policies that the guard has looked at. */
export function resume(account: Account, run: Run | undefined): Expected {
  if (run === undefined) return refused('RUN_NOT_FOUND');
  if (run.state !== 'halted') return refused('RUN_NOT_HALTED');
  if (run.revision !== account.revision) return refused('CONFLICT');
  account.halted = null;
  tell(account, null, 'sweep.resumed', () => ({ runId: run.id }));
  sweep(account, run, true);
  tell(account, null, 'sweep.completed', () => ({ runId: run.id }));
  return done;
}

/** S5: lifts what the run set and is still active. */
export function undo(account: Account, run: Run | undefined, undoing: Run): Expected {
  if (run === undefined) return refused('RUN_NOT_FOUND');
  if (run.kind === 'undo') return refused('INVALID_ARGUMENT');
  const isOfRun = (person: Person) => person.controls.filter((one) => one.run === run && isActive(one, account.now));
  const touched = [...account.people.values()].filter((person) => isOfRun(person).length > 0);
  if (run.state === 'undone' && touched.length === 0) return done;
  run.state = 'undone';
  if (account.halted === run) account.halted = null;
  account.runs.push(undoing);
  let lifted = 0;
  for (const person of touched) {
    tellTime(account, person);
    for (const control of isOfRun(person)) {
      lift(account, person, control);
      lifted += 1;
    }
    conclude(account, person);
  }
  tell(account, null, 'sweep.undone', () => ({ runId: run.id, lifted }));
  return done;
}

/** A run is there only when something was due; what the model has to tell was due (S1). */
export function sweepNow(account: Account, outcome: unknown): Expected {
  const { answer } = outcome as { answer: { runId: string; runs: readonly unknown[] } };
  const run: Run = {
    ...{ id: answer.runId, kind: 'sweep', state: 'completed', startedAt: account.now, revision: account.revision },
  };
  const isDone = sweep(account, run, false);
  if (answer.runs.length === 0) return done;
  if (isDone) {
    account.runs.push(run);
    if (account.halted !== null) account.halted.state = 'aborted';
    account.halted = null;
    tell(account, null, 'sweep.completed', () => ({ runId: run.id }));
    return done;
  }
  // However often a host sweeps, one run waits: it is told again when there is something new to say.
  const { halted } = account;
  if (halted === null) {
    account.runs.push(run);
    account.halted = run;
  } else halted.revision = account.revision;
  tell(account, null, halted === null ? 'sweep.halted' : 'sweep.halted?', () => ({ runId: account.halted?.id }));
  return done;
}
