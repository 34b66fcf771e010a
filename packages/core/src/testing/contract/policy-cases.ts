import type { PolicyCommit } from '../../model/policy-activation';
import type { PolicyProposal } from '../../model/policy-proposal';
import type { Run, RunKey } from '../../model/run';
import { type ContractCase, contractCase } from './contract-case';
import { allPages, noChange, writeAccount } from './drive';
import { holds, rejection, same } from './expect';
import { ACME, accountEvent, activation, hashAt, run, T0 } from './records';

/** What belongs to the account itself: policies, proposals, runs. */
export const policyCases: readonly ContractCase[] = [
  contractCase('P1', 'An account that nobody wrote to has revision 0 and nothing in force', async (storage) => {
    const lists = { active: [], retired: [], proposals: [] };
    const none = { revision: 0, sequence: 0, headHash: hashAt('', 0), ...lists, haltedRun: null };
    same(await storage.policies(ACME), none, 'the policies');
    same(await storage.policyVersions(ACME, 'p'), [], 'the versions');
    same(await storage.runs(ACME, { after: null, limit: 1 }), { items: [], more: false }, 'the runs');
  }),

  contractCase(
    'P7',
    'Every commit raises the revision by one, also an empty one, but not one that keeps evaluations',
    async (storage) => {
      const revisions = [];
      for (const change of [
        {},
        { activations: [activation('p')] },
        { keepsEvaluations: true },
        { events: [accountEvent(1)] },
      ]) {
        const policies = await storage.updatePolicies(ACME, () => ({ ...noChange, ...change }));
        same(await storage.policies(ACME), policies, 'the policies that were given back');
        revisions.push(policies.revision);
      }
      same(revisions, [1, 2, 2, 3], 'the revisions');
      const { sequence, headHash } = await storage.policies(ACME);
      same([sequence, headHash], [1, 'account-1'], 'the head of the log');
    },
  ),

  contractCase('P1', 'An activation takes the place of its policy and mode; every version is kept', async (storage) => {
    const versions = [activation('p', 1), activation('p', 2, { mode: 'observe' }), activation('p', 3)];
    await writeAccount(storage, { activations: [activation('q', 1, { mode: 'observe' })] });
    for (const version of versions) await writeAccount(storage, { activations: [version] });
    const { active } = await storage.policies(ACME);
    same(active, [versions[2], versions[1], activation('q', 1, { mode: 'observe' })], 'what is in force, sorted');
    same(await storage.policyVersions(ACME, 'p'), versions, 'the versions');
    same(await storage.policyVersions(ACME, 'none'), [], 'the versions of no policy');
  }),

  contractCase(
    'P1',
    'A commit says what is in force, retired, proposed and halted; what it leaves out stays',
    async (storage) => {
      const retired = (policyId: string) => ({
        policyId,
        version: 1,
        actor: null,
        reason: 'x',
        at: T0,
        removedRules: ['r'],
        liftedRules: [],
      });
      await writeAccount(storage, {
        activations: [activation('p'), activation('q')],
        proposals: [proposal('2'), proposal('1')],
      });
      await writeAccount(storage, {
        active: [activation('q')],
        retired: [retired('z'), retired('p')],
        haltedRun: 'run-1',
      });
      const { revision: _, ...policies } = await storage.updatePolicies(ACME, () => noChange);
      const lists = {
        active: [activation('q')],
        retired: [retired('p'), retired('z')],
        proposals: [proposal('2'), proposal('1')],
      };
      same(policies, { sequence: 0, headHash: hashAt('', 0), ...lists, haltedRun: 'run-1' }, 'the policies');
      await writeAccount(storage, { haltedRun: null, proposals: [] });
      const after = await storage.policies(ACME);
      same([after.haltedRun, after.proposals], [null, []], 'what was taken back');
    },
  ),

  contractCase('Errors', 'A decision about the account that throws writes nothing', async (storage) => {
    await writeAccount(storage, { activations: [activation('p')] });
    const before = await storage.policies(ACME);
    const failure = new Error('no');
    const failing = storage.updatePolicies(ACME, (): PolicyCommit => {
      throw failure;
    });
    holds((await rejection(failing, 'a decision that throws')) === failure, 'it failed with another error');
    same(await storage.policies(ACME), before, 'the policies');
  }),

  contractCase('S8', 'Runs are listed from the latest to the first, and found by id', async (storage) => {
    const runs = [
      run('b', { startedAt: T0 }),
      run('a', { startedAt: T0 }),
      run('old', { startedAt: T0 - 1 }),
      run('new', { startedAt: T0 + 1 }),
    ];
    await writeAccount(storage, { runs: runs.slice(0, 2) });
    await writeAccount(storage, { runs: runs.slice(2), keepsEvaluations: true });
    const keyOf = ({ id: runId, startedAt }: Run): RunKey => ({ startedAt, runId });
    for (const limit of [1, 3, 100]) {
      const found = await allPages<Run, RunKey>((page) => storage.runs(ACME, page), keyOf, limit);
      same(
        found.map(({ id }) => id),
        ['new', 'a', 'b', 'old'],
        `runs in pages of ${limit}`,
      );
    }
    same(await storage.run(ACME, 'old'), runs[2], 'a run');
    same(await storage.run(ACME, 'none'), null, 'no run');
  }),

  contractCase(
    'S8',
    'A run takes the place of the one of its id, and is shown to a decision that asks for it',
    async (storage) => {
      await writeAccount(storage, { runs: [run('r'), run('other')] });
      const completed = run('r', { state: 'completed', endedAt: T0 + 1, evaluated: 5 });
      await writeAccount(storage, { runs: [completed], keepsEvaluations: true });
      let shown: readonly (readonly [string, Run])[] = [];
      const look = (_: unknown, runs: ReadonlyMap<string, Run>): PolicyCommit => {
        shown = [...runs];
        return { ...noChange, keepsEvaluations: true };
      };
      await storage.updatePolicies(ACME, look, { runIds: ['r', 'none'] });
      same(shown, [['r', completed]], 'the runs that were asked for');
      await storage.updatePolicies(ACME, look);
      same(shown, [], 'the runs when none are asked for');
      same((await storage.runs(ACME, { after: null, limit: 10 })).items.length, 2, 'how many runs there are');
    },
  ),
];

function proposal(id: string): PolicyProposal {
  const what = {
    policyId: 'p',
    document: { id: 'p' },
    contentHash: 'h',
    mode: 'enforce',
    liftRemoved: false,
    over: null,
  } as const;
  return { id, ...what, actor: 'ann', reason: 'test', at: T0 };
}
