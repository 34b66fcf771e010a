import type { EventFilter } from '../../storage/filter';
import type { LoggedEvent, Storage } from '../../storage/storage';
import { type ContractCase, contractCase } from './contract-case';
import { allPages, logOf, write, writeAccount } from './drive';
import { holds, refused, same } from './expect';
import { ACME, accountEvent, event, identity, run, stored } from './records';

/** The log of an account: its order, and who is told what. */
export const eventCases: readonly ContractCase[] = [
  contractCase('E5', 'Events are listed in the order of the commits, and in each in its own order', async (storage) => {
    await write(storage, { events: [event('a', 1), event('b', 1), event('a', 2)] });
    await writeAccount(storage, { events: [accountEvent(1)] });
    await write(storage, { events: [event('b', 2)] });
    const all = ['a-1', 'b-1', 'a-2', 'account-1', 'b-2'];
    for (const limit of [1, 2, 100]) same(await hashes(storage, {}, limit), all, `pages of ${limit}`);
    const positions = (await logOf(storage)).map(({ position }) => position);
    holds(
      positions.every((each, index) => each > (positions[index - 1] ?? 0)),
      `positions must grow from 1 on: ${positions.join()}`,
    );
    const rest = await storage.events(ACME, {}, { after: positions[2] ?? 0, limit: 10 });
    same(
      rest.items.map((logged) => logged.event.hash),
      all.slice(3),
      'the events after a position',
    );
    const end = await storage.events(ACME, {}, { after: positions[4] ?? 0, limit: 10 });
    same(end, { items: [], more: false }, 'the events after the last');
  }),

  contractCase('E1', 'Events are found by identity and by type, those of the account by null', async (storage) => {
    const who = { identity: identity('a'), status: 'APPROVED' } as const;
    const registered = { ...event('a', 1), type: 'identity.registered' as const, data: who };
    await write(storage, {
      put: [stored('a', { sequence: 2, headHash: 'a-2' })],
      events: [registered, event('a', 2), event('b', 1)],
    });
    await writeAccount(storage, { events: [accountEvent(1), accountEvent(2)] });
    await write(storage, { remove: ['a'], events: [event('a', 3)] });
    const found: readonly (readonly [EventFilter, readonly string[]])[] = [
      [{ identityId: 'a' }, ['a-1', 'a-2', 'a-3']],
      [{ identityId: 'none' }, []],
      [{ identityId: null }, ['account-1', 'account-2']],
      [{ types: ['identity.removed'] }, ['a-2', 'b-1', 'a-3']],
      [{ types: ['identity.registered', 'sweep.resumed'] }, ['a-1', 'account-1', 'account-2']],
      [{ types: ['identity.removed'], identityId: 'a' }, ['a-2', 'a-3']],
      [{ types: [] }, []],
    ];
    for (const [filter, expected] of found) {
      for (const limit of [1, 100])
        same(await hashes(storage, filter, limit), expected, `events of ${JSON.stringify(filter)}`);
    }
    same((await logOf(storage))[0]?.event, registered, 'an event as it was written');
  }),

  contractCase('E3', 'An event of the account that does not follow refuses the whole commit', async (storage) => {
    await writeAccount(storage, { events: [accountEvent(1)] });
    const wrong = [
      [accountEvent(3)],
      [accountEvent(1)],
      [{ ...accountEvent(2), previousHash: 'other' }],
      [accountEvent(2), accountEvent(2)],
    ];
    for (const events of wrong) {
      const commit = { events, runs: [run('r')], haltedRun: 'r' };
      await refused(
        writeAccount(storage, commit),
        'CONFLICT',
        `account events ${events.map(({ hash }) => hash).join()}`,
      );
    }
    const policies = await storage.policies(ACME);
    same(
      [policies.revision, policies.sequence, policies.headHash, policies.haltedRun],
      [1, 1, 'account-1', null],
      'the account',
    );
    same(await storage.run(ACME, 'r'), null, 'the run of a refused commit');
    same(await hashes(storage, {}, 10), ['account-1'], 'the log');
  }),

  contractCase('E3', 'The events of an identity and of the account are counted apart', async (storage) => {
    await write(storage, { events: [event('account', 1)] });
    await writeAccount(storage, { events: [accountEvent(1)] });
    await write(storage, { events: [event('account', 2)] });
    same(await hashes(storage, { identityId: 'account' }, 10), ['account-1', 'account-2'], 'an identity');
    same(await hashes(storage, { identityId: null }, 10), ['account-1'], 'the account');
  }),

  contractCase('E3', 'Nothing was archived of histories that start with their first event', async (storage) => {
    await write(storage, { events: [event('a', 1), event('a', 2)] });
    await writeAccount(storage, { events: [accountEvent(1)] });
    for (const id of ['a', 'none', null])
      same(await storage.archivedHead(ACME, id), null, `the archived head of ${id}`);
  }),
];

async function hashes(storage: Storage, filter: EventFilter, limit: number): Promise<readonly string[]> {
  const keyOf = ({ position }: LoggedEvent): number => position;
  const found = await allPages<LoggedEvent, number>((page) => storage.events(ACME, filter, page), keyOf, limit);
  return found.map((logged) => logged.event.hash);
}
