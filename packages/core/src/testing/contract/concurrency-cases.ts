import type { Storage } from '../../storage/storage';
import { type ContractCase, contractCase } from './contract-case';
import { logOf, noChange, nothing, put, readOne } from './drive';
import { contend, holds, same } from './expect';
import { ACME, command, event, stored, T0 } from './records';

const CALLERS: readonly number[] = Array.from({ length: 20 }, (_, index) => index);

/** Decisions that are made at the same time. A storage may let one wait for the other, or refuse it with CONFLICT. */
export const concurrencyCases: readonly ContractCase[] = [
  contractCase('Atomicity', 'Of decisions about one identity at the same time none is lost', async (storage) => {
    await put(storage, stored('a', { revision: 0 }));
    const done = await contend(CALLERS.map(() => addOne(storage, 'a')));
    same((await readOne(storage, 'a'))?.revision, done.length, 'the revision, one for each decision');
    const sequences = (await logOf(storage)).map((logged) => logged.event.sequence);
    same(
      sequences,
      done.map((_, index) => index + 1),
      'the sequences of its events',
    );
  }),

  contractCase('Atomicity', 'Only one of many callers registers an identity', async (storage) => {
    const answers = await contend(
      CALLERS.map((caller) =>
        storage.update(ACME, ['new'], ([slot]) =>
          slot?.stored === null
            ? { commit: { ...nothing, put: [stored('new', { revision: caller })] }, answer: caller }
            : { commit: nothing, answer: null },
        ),
      ),
    );
    const winners = answers.filter((answer) => answer !== null);
    same(winners.length, 1, 'how many registered it');
    same((await readOne(storage, 'new'))?.revision, winners[0], 'the identity is that of the one who registered it');
  }),

  contractCase('Atomicity', 'Decisions about the same identities in different orders end', async (storage) => {
    await put(storage, ...['a', 'b', 'c'].map((id) => stored(id, { revision: 0 })));
    const orders = [
      ['a', 'b', 'c'],
      ['c', 'b', 'a'],
      ['b', 'a'],
      ['c', 'a'],
    ];
    const done = await contend(CALLERS.map((caller) => addToAll(storage, orders[caller % orders.length] ?? [])));
    const expected = ['a', 'b', 'c'].map((id) => done.filter((ids) => ids.includes(id)).length);
    const { stored: found } = await storage.read(ACME, ['a', 'b', 'c']);
    same(
      found.map((each) => each?.revision),
      expected,
      'the revisions',
    );
  }),

  contractCase('S2', 'Of sweeps at the same time each due identity goes to exactly one', async (storage) => {
    const ids = Array.from({ length: 60 }, (_, index) => `id-${index}`);
    await put(storage, ...ids.map((id) => stored(id, { expiresAt: T0, revision: 0 })));
    const taken = (await contend(CALLERS.slice(0, 4).map(() => sweepAll(storage)))).flat();
    taken.push(...(await sweepAll(storage)));
    same([...taken].sort(), [...ids].sort(), 'the identities that were taken');
    const { stored: found } = await storage.read(ACME, ids);
    holds(
      found.every((each) => each?.revision === 1),
      'each identity must have been decided about once',
    );
  }),

  contractCase(
    'E6',
    'Of decisions with one key at the same time only one finds nothing remembered',
    async (storage) => {
      const answers = await contend(
        CALLERS.map((caller) =>
          storage.update(
            ACME,
            [`id-${caller}`],
            (_, __, remembered) => {
              const remember = command('key', { answer: caller });
              return {
                commit: remembered === null ? { ...nothing, remember } : nothing,
                answer: remembered?.answer ?? caller,
              };
            },
            { idempotencyKey: 'key' },
          ),
        ),
      );
      same(new Set(answers).size, 1, 'the number of different answers');
    },
  ),

  contractCase('S4', 'Commits at the same time never restrict more than the guard allows', async (storage) => {
    const restricts = { identities: 3, at: T0, since: T0 - 1, most: 10 };
    const calls = CALLERS.map((caller) => {
      const record = stored(`id-${caller}`);
      return storage.update(ACME, [`id-${caller}`], () => ({
        commit: { ...nothing, put: [record], restricts },
        answer: caller,
      }));
    });
    const done = await contend(calls, 'GUARD_EXCEEDED');
    holds(done.length <= 3, `of commits of 3 only 3 fit into 10, not ${done.length}`);
    const state = { identities: done.length, restricted: 3 * done.length };
    same(await storage.guardState(ACME, T0 - 1), state, 'the state of the guard');
  }),

  contractCase('P7', 'Of decisions about the account at the same time none is lost', async (storage) => {
    const done = await contend(CALLERS.map(() => storage.updatePolicies(ACME, () => noChange)));
    same((await storage.policies(ACME)).revision, done.length, 'the revision');
    same(new Set(done.map(({ revision }) => revision)).size, done.length, 'the different revisions that were given');
  }),

  contractCase('E5', 'Whoever reads the log while others write misses nothing', async (storage) => {
    const seen: string[] = [];
    let position = 0;
    const follow = async (): Promise<void> => {
      const { items } = await storage.events(ACME, {}, { after: position, limit: 7 });
      for (const logged of items) {
        seen.push(logged.event.hash);
        position = logged.position;
      }
    };
    let writing = true;
    const writers = contend(
      CALLERS.flatMap((caller) => [`id-${caller}`, 'shared']).map((id) => addOne(storage, id)),
    ).finally(() => {
      writing = false;
    });
    while (writing) await follow();
    await writers;
    const log = (await logOf(storage)).map((logged) => logged.event.hash);
    while (seen.length < log.length) {
      const before = seen.length;
      await follow();
      if (seen.length === before) break;
    }
    same(seen, log, 'what a reader saw, and what the log is');
  }),
];

/** Adds one to the revision, with an event. A new identity begins with one. */
function addOne(storage: Storage, id: string): Promise<number> {
  return storage.update(ACME, [id], ([slot]) => {
    const sequence = (slot?.sequence ?? 0) + 1;
    const next = stored(id, { sequence, headHash: `${id}-${sequence}`, revision: (slot?.stored?.revision ?? 0) + 1 });
    return { commit: { ...nothing, put: [next], events: [event(id, sequence)] }, answer: sequence };
  });
}

async function addToAll(storage: Storage, ids: readonly string[]): Promise<readonly string[]> {
  return storage.update(ACME, ids, (slots) => {
    const next = slots.map(({ id, stored: found }) => stored(id, { revision: (found?.revision ?? 0) + 1 }));
    return { commit: { ...nothing, put: next }, answer: ids };
  });
}

/** Renews what is due, seven at a time, until nothing is left that nobody else holds. */
async function sweepAll(storage: Storage): Promise<string[]> {
  const taken: string[] = [];
  for (let step = 0; step < 100; step++) {
    const { answer } = await storage.updateDue({ accountId: ACME, now: T0, limit: 7 }, (slots) => {
      const next = slots.map(({ id, stored: found }) => stored(id, { revision: (found?.revision ?? 0) + 1 }));
      return { commit: { ...nothing, put: next }, answer: slots.map(({ id }) => id) };
    });
    if (answer === null) return taken;
    taken.push(...answer);
  }
  throw new Error('what a decision renews must not stay due');
}
