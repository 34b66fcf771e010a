import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../storage-memory/src/index';
import { commands, policies } from '../../src/arbitraries';
import { createDormouse, type PolicyDocument } from '../../src/index';
import { type Command, manualClock, runCommand } from '../../src/testing';
import { checkDelivery, checkLog, checkRest } from './model/check-end';
import { checkEvents, checkOutcome, checkPeople, type Real } from './model/check-step';
import { predict } from './model/predict';
import { type Account, newAccount } from './model/records';
import { GUARD } from './model/runs';

const ids = ['anna', 'bob', 'ключ-🐭'];

/**
 * What the second evaluator does not know is left out: acknowledged notices, promises of other versions (the ids of
 * stages name all stages of their list, so that only the very same list goes on), other zones than UTC.
 */
const documents = policies().map((document) => {
  const text = JSON.stringify(document, (key, value) => {
    if (key === 'acknowledge') return false;
    if (key === 'timeZone') return null;
    if (key !== 'stages') return value;
    const list = value as { id: string; control?: { type: string } }[];
    const name = list.map(({ id, control }) => `${id}${control?.type ?? ''}`).join('');
    return list.map((stage) => ({ ...stage, id: `${stage.id}/${name}` }));
  });
  return JSON.parse(text) as PolicyDocument;
});

/** Nothing is foretold for clocks that are set back; everybody is swept, so that nobody need know who comes first. */
function tame(command: Command): Command {
  if (command.do === 'wait') return { ...command, by: Math.max(0, command.by) };
  if (command.do === 'sweep') return { ...command, limit: null };
  return command;
}

const concernsAll = new Set<string>(['wait', 'activate', 'retire', 'approve', 'reevaluate']);

/** A command of a sequence. It shows itself in a counterexample. */
class Step {
  readonly #command: Command;
  readonly #reached: Set<string>;

  constructor(command: Command, reached: Set<string>) {
    this.#command = command;
    this.#reached = reached;
  }

  check(): boolean {
    return true;
  }

  async run(account: Account, real: Real): Promise<void> {
    const command = this.#command;
    const outcome = await runCommand(real, command);
    const expected = predict(account, command, outcome);
    checkOutcome(command, outcome, expected);
    await checkEvents(real, account);
    await checkPeople(real, account, ids, concernsAll.has(command.do));
    for (const { type } of account.told) this.#reached.add(type);
    if (expected.is !== 'done') this.#reached.add(expected.is === 'repeat' ? 'repeat' : (expected.code ?? 'done'));
  }

  toString(): string {
    return JSON.stringify(this.#command);
  }
}

function begin(): { readonly model: Account; readonly real: Real } {
  const clock = manualClock('2026-01-01T00:00:00Z');
  const storage = memoryStorage();
  let next = 0;
  // They sort as they come, so that the order of ids is that of the commands.
  const newId = () => `id-${String(++next).padStart(9, '0')}`;
  const settings = { guard: { maxRestricted: { percent: 0, atLeast: GUARD } } };
  const dormouse = createDormouse({ storage, clock: clock.read, newId, settings });
  const seen = { position: 0, chains: new Map(), seen: new Map() };
  return { model: newAccount(clock.now()), real: { dormouse, storage, clock, accountId: 'acme', ...seen } };
}

/** What the sequences must have come upon, so that the laws speak of something. */
const mustReach = [
  ...['CONFLICT', 'CONTROL_ALREADY_DELETED', 'CONTROL_EXISTS', 'CONTROL_NOT_FOUND'],
  ...['CONTROL_NOT_OVERRIDABLE', 'CONTROL_TERMINAL', 'EXEMPTION_ENDED', 'EXEMPTION_NOT_FOUND', 'EXEMPTION_NOT_OWNED'],
  ...['IDENTITY_EXISTS', 'IDENTITY_LOCKED', 'IDENTITY_NOT_FOUND', 'INVALID_ARGUMENT', 'LEGAL_HOLD'],
  ...['NOTICE_NOT_FOUND', 'POLICY_NOT_FOUND', 'PROPOSAL_NOT_FOUND', 'REASON_REQUIRED', 'REQUIREMENT_DEMANDED'],
  ...['REQUIREMENT_NOT_FOUND', 'REQUIREMENT_STATE', 'RUN_NOT_FOUND', 'RUN_NOT_HALTED', 'SAME_PERSON', 'repeat'],
  ...['control.created', 'control.deleted', 'control.expired', 'exemption.ended', 'exemption.granted'],
  ...['exemption.review_due', 'identity.activity_refused', 'identity.dormant', 'identity.erased', 'identity.imported'],
  ...['identity.notice_acknowledged', 'identity.notice_served', 'identity.notice_withdrawn', 'identity.reactivated'],
  ...['identity.registered', 'identity.removed', 'identity.status_changed', 'identity.updated', 'policy.activated'],
  ...['policy.proposal_withdrawn', 'policy.proposed', 'policy.retired', 'requirement.errored', 'requirement.failed'],
  ...['requirement.met', 'requirement.opened', 'requirement.overdue', 'requirement.renewal_due', 'requirement.waived'],
  ...['requirement.withdrawn', 'sweep.completed', 'sweep.halted', 'sweep.resumed', 'sweep.undone', 'would_restrict'],
];

describe('the lifecycle against a model of it', () => {
  it('A5, A7, A8, K2, K3, K4, K6, K7, K8, P1, P6, P7, P8, R1, R2, R3a, X1, X2, X3, S1, S4, S5, S6, E1, E3, E5, E6, E7, L3, L12: every command does what the model foretells', {
    timeout: 600_000,
  }, async () => {
    const reached = new Set<string>();
    const lengths: number[] = [];
    const step = commands({ who: ids, documents: documents as never }).map((one) => new Step(tame(one), reached));
    const sequences = fc.oneof(
      { weight: 80, arbitrary: fc.commands([step], { maxCommands: 40, size: 'max' }) },
      { weight: 19, arbitrary: fc.commands([step], { maxCommands: 200, size: 'max' }) },
      { weight: 1, arbitrary: fc.array(step, { minLength: 200, maxLength: 200 }) },
    );
    await fc.assert(
      fc.asyncProperty(sequences, async (steps) => {
        const { model, real } = begin();
        const all = [...steps];
        await fc.asyncModelRun(() => ({ model, real }), all);
        await checkLog(real);
        await checkRest(real, model);
        if (lengths.push(all.length) % 10 === 0) await checkDelivery(real);
      }),
      { numRuns: 2_000, seed: 7 },
    );
    expect(lengths.length).toBeGreaterThanOrEqual(2_000);
    expect(Math.max(...lengths)).toBe(200);
    // Neither only short ones nor only long ones.
    expect(lengths.filter((length) => length > 100).length).toBeGreaterThan(100);
    expect(lengths.filter((length) => length < 40).length).toBeGreaterThan(1_000);
    for (const one of mustReach) expect(reached, one).toContain(one);
  });
});
