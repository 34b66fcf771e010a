import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryStorage } from '../../../storage-memory/src/index';
import { commandSequences, policies, subjects } from '../../src/arbitraries';
import { compilePolicies, createDormouse, parseSubject, type Storage } from '../../src/index';
import {
  type Command,
  type CommandStage,
  jsonRoundTrip,
  lockstep,
  manualClock,
  observe,
  runCommand,
  wrapStorage,
} from '../../src/testing';

const START = '2026-01-01T00:00:00Z';

function stageOver(storage: Storage): CommandStage {
  const clock = manualClock(START);
  let ids = 0;
  const settings = { guard: { maxRestricted: { percent: 0, atLeast: 2 } } };
  return {
    dormouse: createDormouse({ storage, clock: clock.read, newId: () => `id-${++ids}`, settings }),
    clock,
    accountId: 'acme',
  };
}

describe('the arbitraries', () => {
  it('give policies that are accepted', () => {
    fc.assert(
      fc.property(policies(), (document) => {
        expect(compilePolicies({ policies: [document] }).policies).toHaveLength(1);
      }),
    );
  });

  it('give subjects that are accepted, and can be imported', async () => {
    await fc.assert(
      fc.asyncProperty(subjects(START), async (subject) => {
        expect(parseSubject(subject).identity.id).toBe('u-1');
        const { dormouse } = stageOver(memoryStorage());
        const { items } = await dormouse.identities.import({ accountId: 'acme', source: 'old', identities: [subject] });
        expect(items).toMatchObject([{ ok: true }]);
      }),
    );
  });

  it('give commands that are done and refused, in lives that reach most kinds of events', {
    timeout: 120_000,
  }, async () => {
    const events = new Set<string>();
    const outcomes = new Map<string, Set<string>>();
    await fc.assert(
      fc.asyncProperty(commandSequences({ maxLength: 200 }), async (sequence) => {
        const stage = stageOver(memoryStorage());
        for (const command of sequence) {
          const outcome = await runCommand(stage, command);
          const seen = outcomes.get(command.do) ?? new Set<string>();
          outcomes.set(command.do, seen.add(outcome.ok ? 'done' : outcome.code));
        }
        const log = (await observe(stage.dormouse, 'acme'))['events'] as readonly { readonly type: string }[];
        for (const { type } of log) events.add(type);
      }),
      { numRuns: 150, seed: 1 },
    );
    expect(outcomes.size).toBe(28);
    // The approval of a run needs a guard that halts one, which is rare in so small an account.
    const neverDone = [...outcomes].filter(([name, seen]) => name !== 'resume' && !seen.has('done'));
    expect(neverDone).toEqual([]);
    expect(new Set([...outcomes.values()].flatMap((seen) => [...seen])).size).toBeGreaterThan(15);
    expect(events.size).toBeGreaterThan(30);
  });
});

describe('lockstep', () => {
  it('L14 the same commands leave the same state over memory and through JSON', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(commandSequences(), async (sequence) => {
        const state = await lockstep(
          [
            { name: 'memory', storage: memoryStorage() },
            { name: 'JSON', storage: jsonRoundTrip(memoryStorage()) },
          ],
          sequence,
        );
        expect(state['audit']).toMatchObject({ ok: true });
      }),
      { numRuns: 50 },
    );
  });

  it('says which storage differs, after which command and where', async () => {
    const inner = memoryStorage();
    const forgetful = wrapStorage(inner, {
      policyVersions: async (accountId, policyId) => (await inner.policyVersions(accountId, policyId)).slice(1),
    });
    const lanes = [
      { name: 'memory', storage: memoryStorage() },
      { name: 'forgetful', storage: forgetful },
    ];
    const activate = { do: 'activate', document: { id: 'p' }, mode: 'enforce', liftRemoved: false, key: null } as const;
    await expect(lockstep(lanes, [activate])).rejects.toThrow(
      'at the end forgetful differs from memory at /versions/0/0: undefined and not {',
    );
  });

  it('compares every outcome', async () => {
    const blind = wrapStorage(memoryStorage(), { dueSummary: async () => [] });
    const lanes = [
      { name: 'memory', storage: memoryStorage() },
      { name: 'blind', storage: blind },
    ];
    const fields = { kind: 'user', parent: null, name: null, attributes: {}, locked: false, age: 0, key: null };
    const sequence: readonly Command[] = [
      { do: 'register', who: 'anna', ...fields },
      { do: 'reevaluate' },
      { do: 'sweep', limit: null },
    ];
    await expect(lockstep(lanes, sequence)).rejects.toThrow(
      'after command 2, {"do":"sweep","limit":null}, blind differs from memory at /answer/evaluated: 0 and not 1',
    );
  });
});
