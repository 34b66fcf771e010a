import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../storage-memory/src/index';
import { commands, policies } from '../../src/arbitraries';
import { createDormouse, type PolicyDocument } from '../../src/index';
import { type Command, manualClock, runCommand } from '../../src/testing';
import { checkEvents, checkOutcome, checkPeople, type Real } from './model/check-step';
import { predict } from './model/predict';
import { type Account, newAccount } from './model/records';
import { GUARD } from './model/runs';

const START = '2026-01-01T00:00:00Z';
const ids = ['anna', 'bob', 'ключ-🐭'];

/**
 * What the second evaluator does not know is left out: acknowledged notices, promises of other versions (the ids of stages
 * name all stages of their list, so that only the very same list goes on), counts in a window.
 */
const documents = policies().map((document) => {
  const text = JSON.stringify(document, (key, value) => {
    if (key === 'acknowledge') return false;
    if (key === 'timeZone') return null;
    if (value?.fact === 'activityCount') return { fact: 'kind', operator: 'equal', value: 'user' };
    if (key !== 'stages') return value;
    const list = value as { id: string; notify?: unknown; control?: { type: string } }[];
    const name = list.map(({ id, control }) => `${id}${control?.type ?? ''}`).join('');
    return list.map((stage) => ({ ...stage, id: `${stage.id}/${name}` }));
  });
  return JSON.parse(text) as PolicyDocument;
});

/** A step that shows itself in a counterexample. */
class Step {
  constructor(readonly command: Command) {}
  check(): boolean {
    return true;
  }
  async run(account: Account, real: Real): Promise<void> {
    const { command } = this;
    const outcome = await runCommand(real, command);
    const expected = predict(account, command, outcome);
    checkOutcome(command, outcome, expected);
    await checkEvents(real, account);
    await checkPeople(real, account, ids);
  }
  toString(): string {
    return JSON.stringify(this.command);
  }
}

/** Nothing is foretold for clocks that are set back; everybody is swept, so that no order of who comes first is needed. */
function tame(command: Command): Command {
  if (command.do === 'wait') return { ...command, by: Math.max(0, command.by) };
  if (command.do === 'sweep') return { ...command, limit: null };
  return command;
}

function begin(): { readonly model: Account; readonly real: Real } {
  const clock = manualClock(START);
  const storage = memoryStorage();
  let next = 0;
  const newId = () => `id-${String(++next).padStart(9, '0')}`;
  const settings = { guard: { maxRestricted: { percent: 0, atLeast: GUARD } } };
  const dormouse = createDormouse({ storage, clock: clock.read, newId, settings });
  const seen = { position: 0, chains: new Map(), seen: new Map() };
  return { model: newAccount(clock.now()), real: { dormouse, storage, clock, accountId: 'acme', ...seen } };
}

describe('the lifecycle against a model of it', () => {
  it('E1', { timeout: 200_000 }, async () => {
    const lengths: number[] = [];
    const step = commands({ who: ids, documents: documents as never }).map((command) => new Step(tame(command)));
    await fc.assert(
      fc.asyncProperty(fc.commands([step], { maxCommands: 200, size: 'max' }), async (steps) => {
        lengths.push([...steps].length);
        await fc.asyncModelRun(begin, steps);
      }),
      { numRuns: Number(process.env['N'] ?? 100) },
    );
    console.log(lengths.reduce((a, b) => a + b, 0) / lengths.length, Math.max(...lengths));
    expect(1).toBe(1);
  });
});
