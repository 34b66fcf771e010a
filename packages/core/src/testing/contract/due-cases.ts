import { compareIds } from '../../storage/compare-ids';
import type { Storage } from '../../storage/storage';
import { MAX_INSTANT } from '../../time/instant';
import { type ContractCase, contractCase } from './contract-case';
import { dueIds, nothing, plain, put, readOne, write, writeAccount } from './drive';
import { holds, rejection, same } from './expect';
import { ACME, stored, T0 } from './records';

const never = Number.POSITIVE_INFINITY;

/** Finding what is due (S1), and deciding about it. */
export const dueCases: readonly ContractCase[] = [
  contractCase('S1', 'An evaluation has expired from its instant on, and never without one', async (storage) => {
    await put(storage, stored('at', { expiresAt: T0 }), stored('later', { expiresAt: T0 + 1 }), stored('never'));
    same(await dueIds(storage, T0 - 1), [], 'what is due before');
    same(await dueIds(storage, T0), ['at'], 'what is due at the instant');
    same(await dueIds(storage, T0 + 1), ['at', 'later'], 'what is due later');
    same(await dueIds(storage, MAX_INSTANT), ['at', 'later'], 'what is due at the end of time');
    same((await readOne(storage, 'never'))?.expiresAt, never, 'the expiry of what never expires');
  }),

  contractCase('S1', 'What was judged under earlier policies comes first, then what expired first', async (storage) => {
    await writeAccount(storage, {});
    await writeAccount(storage, {});
    await put(
      storage,
      stored('new-2', { judgedUnder: 2, expiresAt: T0 - 1 }),
      stored('new-1', { judgedUnder: 2, expiresAt: T0 - 2 }),
      stored('old-2', { judgedUnder: 1, expiresAt: never }),
      stored('old-1', { judgedUnder: 1, expiresAt: T0 + 9 }),
      stored('oldest', { judgedUnder: 0, expiresAt: T0 + 99 }),
      stored('fine', { judgedUnder: 2, expiresAt: T0 + 1 }),
    );
    const order = ['oldest', 'old-1', 'old-2', 'new-1', 'new-2'];
    same(await dueIds(storage, T0), order, 'the order of what is due');
    same(await take(storage, 3), order.slice(0, 3), 'the first three that are taken');
    same(await storage.dueSummary(T0), [{ accountId: ACME, due: 5 }], 'the count');
  }),

  contractCase('L14', 'Of those that are due alike, the order of the ids decides', async (storage) => {
    const alike = ['b', 'é', 'B', '🐭', 'a', '\uffee'];
    await put(storage, ...alike.map((id) => stored(id, { expiresAt: T0 })));
    const order = [...alike].sort(compareIds);
    same(await dueIds(storage, T0), order, 'the order of what is due');
    same(await take(storage, 2), order.slice(0, 2), 'the first two that are taken');
    await writeAccount(storage, {});
    await put(storage, stored('b', { expiresAt: T0 + 5 }), stored('🐭', { expiresAt: T0 + 9 }));
    await writeAccount(storage, {});
    const expected = [...order.filter((id) => id !== 'b' && id !== '🐭'), 'b', '🐭'];
    same(await dueIds(storage, T0), expected, 'the order after changes of the policies');
  }),

  contractCase(
    'P7',
    'A change of the policies expires every evaluation; a commit that keeps them expires none',
    async (storage) => {
      await put(storage, stored('a'), stored('b'));
      await writeAccount(storage, { keepsEvaluations: true });
      same(await dueIds(storage, T0), [], 'what is due after a commit that keeps the evaluations');
      await writeAccount(storage, {});
      same([...(await dueIds(storage, T0))].sort(), ['a', 'b'], 'what is due after a change');
      same(plain(await readOne(storage, 'a')), plain(stored('a')), 'an expired record itself');
      await put(storage, stored('a', { judgedUnder: 1 }));
      same(await dueIds(storage, T0), ['b'], 'what is due when one was judged again');
    },
  ),

  contractCase(
    'S1',
    'A subject that the commit leaves out stays due, and one that it renews does not',
    async (storage) => {
      await put(storage, stored('a', { expiresAt: 1 }), stored('b', { expiresAt: 2 }), stored('c', { expiresAt: 3 }));
      const renewed = await storage.updateDue({ accountId: ACME, now: T0, limit: 10 }, (slots) => ({
        commit: { ...nothing, put: [stored('b', { expiresAt: T0 + 5 })] },
        answer: slots.map(({ id, stored: found }) => [id, found?.expiresAt]),
      }));
      same(
        renewed,
        {
          taken: 3,
          answer: [
            ['a', 1],
            ['b', 2],
            ['c', 3],
          ],
        },
        'what was taken',
      );
      same(await dueIds(storage, T0), ['a', 'c'], 'what is still due');
      await write(storage, { remove: ['a'] });
      same(await dueIds(storage, T0), ['c'], 'what is due when one is removed');
      same(await dueIds(storage, T0 + 5), ['c', 'b'], 'what is due when the renewed one has expired too');
      await put(storage, stored('b', { expiresAt: 0 }));
      same(await dueIds(storage, T0), ['b', 'c'], 'what is due when one was moved to the front');
    },
  ),

  contractCase('S1', 'Only what is due among the ids is taken, each once', async (storage) => {
    await put(
      storage,
      stored('a', { expiresAt: 2 }),
      stored('b', { expiresAt: 1 }),
      stored('c', { expiresAt: 3 }),
      stored('d'),
    );
    same(
      [...((await take(storage, 10, ['d', 'a', 'none', 'b', 'a'])) ?? [])].sort(),
      ['a', 'b'],
      'what is taken among ids',
    );
    same((await take(storage, 1, ['a', 'b']))?.length, 1, 'how many are taken with a limit of one');
    same(await take(storage, 10, []), null, 'what is taken among no ids');
  }),

  contractCase('S2', 'Where nothing is due, nothing is asked', async (storage) => {
    await put(storage, stored('a'));
    const asked = storage.updateDue({ accountId: ACME, now: T0, limit: 10 }, () => {
      throw new Error('a decision about nothing was asked for');
    });
    same(await asked, { taken: 0, answer: null }, 'the answer');
    same(await storage.dueSummary(T0), [], 'the count');
    same(await storage.dueSummary(T0, ACME), [], 'the count of the account');
    same(await storage.dueSummary(T0, 'nobody'), [], 'the count of nobody');
  }),

  contractCase('S7', 'A sweep that is stopped, or whose decision throws, writes nothing', async (storage) => {
    await put(storage, stored('a', { expiresAt: T0 }));
    const renew = { ...nothing, put: [stored('a', { revision: 2 })] };
    const request = { accountId: ACME, now: T0, limit: 10 };
    const stopped = storage.updateDue({ ...request, signal: { aborted: true } }, () => ({ commit: renew, answer: 1 }));
    await stopped.catch(() => undefined);
    const failure = new Error('no');
    const failing = storage.updateDue(request, () => {
      throw failure;
    });
    holds((await rejection(failing, 'a decision that throws')) === failure, 'a decision failed with another error');
    same(plain(await readOne(storage, 'a')), plain(stored('a', { expiresAt: T0 })), 'the identity');
    same(await dueIds(storage, T0), ['a'], 'what is due');
  }),

  contractCase('S1', 'The accounts with something due are told in their order', async (storage) => {
    for (const accountId of ['b', 'ä', 'B', 'a'])
      await write(storage, { put: [stored('x', { expiresAt: T0 })] }, accountId);
    await write(storage, { put: [stored('x')] }, 'c');
    const counts = ['B', 'a', 'b', 'ä'].map((accountId) => ({ accountId, due: 1 }));
    same(await storage.dueSummary(T0), counts, 'the counts');
    same(await storage.dueSummary(T0, 'b'), [{ accountId: 'b', due: 1 }], 'the count of one account');
  }),
];

/** The ids that are taken, in order. They stay due. */
async function take(storage: Storage, limit: number, ids?: readonly string[]): Promise<readonly string[] | null> {
  const request = { accountId: ACME, now: T0, limit, ...(ids === undefined ? {} : { ids }) };
  const { answer } = await storage.updateDue(request, (slots) => ({
    commit: nothing,
    answer: slots.map(({ id }) => id),
  }));
  return answer;
}
