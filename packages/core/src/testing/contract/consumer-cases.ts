import { type AccountConsumer, type ConsumerState, newConsumer } from '../../storage/consumer-state';
import type { Storage } from '../../storage/storage';
import { type ContractCase, contractCase } from './contract-case';
import { allPages, logOf, write, writeAccount } from './drive';
import { contend, holds, rejection, same } from './expect';
import { ACME, accountEvent, event, T0 } from './records';

const page = { after: null, limit: 10 };

/** How far durable consumers have come (E5). */
export const consumerCases: readonly ContractCase[] = [
  contractCase(
    'E5',
    'A consumer that has not begun is at the beginning, and looking writes nothing',
    async (storage) => {
      await write(storage, { events: [event('a', 1)] });
      same(await storage.updateConsumer(ACME, 'mailer', (state) => state), newConsumer, 'the first state');
      same(await storage.consumers('mailer', page), { items: [], more: false }, 'the states that were written');
    },
  ),

  contractCase(
    'E5',
    'The state of a consumer is what was written last, in each account and for each name',
    async (storage) => {
      await write(storage, { events: [event('a', 1)] });
      const state = { position: 1, lease: { owner: 'me', until: T0 + 5 }, blocked: [blocked('a', T0)] };
      same(await storage.updateConsumer(ACME, 'mailer', () => state), state, 'what is given back');
      same(await look(storage, ACME, 'mailer'), state, 'what is stored');
      same(await look(storage, ACME, 'Mailer'), newConsumer, 'another consumer');
      same(await look(storage, 'beta', 'mailer'), newConsumer, 'another account');
      await storage.updateConsumer(ACME, 'mailer', (before) => ({ ...before, lease: null }));
      same(await look(storage, ACME, 'mailer'), { ...state, lease: null }, 'what is stored then');
    },
  ),

  contractCase('E5', 'A decision about a consumer that throws writes nothing', async (storage) => {
    await storage.updateConsumer(ACME, 'mailer', () => at(3));
    const failure = new Error('no');
    const failing = storage.updateConsumer(ACME, 'mailer', () => {
      throw failure;
    });
    holds((await rejection(failing, 'a decision that throws')) === failure, 'it failed with another error');
    same(await look(storage, ACME, 'mailer'), at(3), 'the state');
  }),

  contractCase('E5', 'Of steps of one consumer at the same time none is lost', async (storage) => {
    const step = (state: ConsumerState): ConsumerState => ({ ...state, position: state.position + 1 });
    const done = await contend(Array.from({ length: 20 }, () => storage.updateConsumer(ACME, 'mailer', step)));
    same((await look(storage, ACME, 'mailer')).position, done.length, 'the position');
  }),

  contractCase('E5', 'The states of a consumer are listed by account', async (storage) => {
    for (const accountId of ['b', 'ä', 'B', '😀', 'a']) await storage.updateConsumer(accountId, 'mailer', () => at(1));
    await storage.updateConsumer('c', 'other', () => at(1));
    for (const limit of [1, 2, 10]) {
      const found = await allPages<AccountConsumer, string>(
        (request) => storage.consumers('mailer', request),
        ({ accountId }) => accountId,
        limit,
      );
      const expected = ['B', 'a', 'b', 'ä', '😀'].map((accountId) => ({ accountId, state: at(1) }));
      same(found, expected, `states in pages of ${limit}`);
    }
  }),

  contractCase('E5', 'An account is behind when it has newer events, or something to try again', async (storage) => {
    for (const accountId of ['d', 'c', 'b', 'a']) {
      await write(storage, { events: [event('x', 1, 'test', accountId)] }, accountId);
      await writeAccount(storage, { events: [accountEvent(1, { accountId })] }, accountId);
    }
    const [first, last] = (await logOf(storage, 'b')).map(({ position }) => position);
    await storage.updateConsumer('b', 'mailer', () => at(first ?? 0));
    await storage.updateConsumer('c', 'mailer', () => at(last ?? 0));
    const end = (await logOf(storage, 'd')).at(-1)?.position ?? 0;
    await storage.updateConsumer('d', 'mailer', () => ({
      ...at(end),
      blocked: [blocked('x', T0), blocked('y', null)],
    }));
    const behind = (now: number, limit: number) =>
      allPages<string, string>(
        (request) => storage.consumerBacklog('mailer', now, request),
        (id) => id,
        limit,
      );
    same(await behind(T0 - 1, 10), ['a', 'b'], 'those behind before the retry');
    for (const limit of [1, 10]) same(await behind(T0, limit), ['a', 'b', 'd'], 'those behind at the retry');
    same(
      (await storage.consumerBacklog('new', T0, page)).items,
      ['a', 'b', 'c', 'd'],
      'those behind for a new consumer',
    );
  }),
];

function at(position: number): ConsumerState {
  return { position, lease: null, blocked: [] };
}

function blocked(identityId: string, retryAt: number | null): ConsumerState['blocked'][number] {
  const failed = { position: 1, sequence: 1, type: 'identity.removed', tries: 1, error: 'no', failedAt: T0 - 1 };
  return { identityId, ...failed, retryAt, parkedAt: retryAt === null ? T0 : null };
}

function look(storage: Storage, accountId: string, name: string): Promise<ConsumerState> {
  return storage.updateConsumer(accountId, name, (state) => state);
}
