import type { Commit } from '../../model/stored-subject';
import type { Storage } from '../../storage/storage';
import { type ContractCase, contractCase } from './contract-case';
import { logOf, nothing, plain, put, readOne, write } from './drive';
import { holds, refused, rejection, same } from './expect';
import { ACME, command, control, event, identity, mark, stored, subject, T0 } from './records';

/** Decisions about identities: what they are shown, and that a commit is written as a whole or not at all. */
export const commitCases: readonly ContractCase[] = [
  contractCase(
    'update',
    'A decision is shown every slot that was asked for, in the order of the ids',
    async (storage) => {
      await put(storage, stored('a', { sequence: 0 }), stored('c'));
      const answer = await storage.update(ACME, ['c', 'b', 'a'], (slots, policyRevision) => ({
        commit: nothing,
        answer: [slots.map(({ id, stored: found, sequence }) => [id, found?.status ?? null, sequence]), policyRevision],
      }));
      const slots = [
        ['c', 'APPROVED', 0],
        ['b', null, 0],
        ['a', 'APPROVED', 0],
      ];
      same(answer, [slots, 0], 'the slots and the revision');
    },
  ),

  contractCase(
    'Errors',
    'What a decision throws goes to the caller unchanged, and nothing is written',
    async (storage) => {
      await put(storage, stored('a'));
      const failure = new Error('no');
      const fail = (): never => {
        throw failure;
      };
      holds(
        (await rejection(storage.update(ACME, ['a'], fail), 'a decision that throws')) === failure,
        'another error',
      );
      same(plain(await readOne(storage, 'a')), plain(stored('a')), 'the identity');
      await put(storage, stored('b'));
    },
  ),

  contractCase('Atomicity', 'A commit and its events can be read as soon as the call is fulfilled', async (storage) => {
    const record = stored('a', { sequence: 2, headHash: 'a-2' });
    await write(storage, { put: [record], events: [event('a', 1), event('a', 2)] });
    same(plain(await readOne(storage, 'a')), plain(record), 'the identity');
    const events = (await logOf(storage)).map((logged) => logged.event);
    same(events, [event('a', 1), event('a', 2)], 'its events');
  }),

  contractCase('E3', 'A commit is refused as a whole when an event does not follow the last one', async (storage) => {
    await write(storage, { put: [stored('a', { sequence: 1, headHash: 'a-1' })], events: [event('a', 1)] });
    const wrong: readonly Partial<Commit>[] = [
      { events: [event('a', 3)] },
      { events: [event('a', 1)] },
      { events: [event('b', 2)] },
      { events: [{ ...event('a', 2), previousHash: 'other' }] },
      { events: [event('a', 2), event('b', 1), event('a', 2)] },
      { events: [event('a', 2), event('a', 4)] },
    ];
    for (const { events = [] } of wrong) {
      const all = { put: [stored('new'), stored('a', { revision: 9 })], remember: command('key'), events };
      await refused(write(storage, all), 'CONFLICT', `events ${events.map((each) => each.hash).join(', ')}`);
    }
    await expectOnlyFirst(storage);
  }),

  contractCase('K1', 'A commit is refused as a whole when the id of a new control is taken', async (storage) => {
    const bears = (id: string, owner: string) =>
      stored(owner, { subject: subject(owner, { controls: [control(id, owner)] }) });
    await put(storage, bears('c-1', 'a'));
    await refused(put(storage, stored('x'), bears('c-1', 'b')), 'CONFLICT', 'the id of a control of another identity');
    await refused(put(storage, bears('c-2', 'x'), bears('c-2', 'y')), 'CONFLICT', 'one id for two new controls');
    for (const id of ['b', 'x', 'y']) holds((await readOne(storage, id)) === null, `${id} must not have been written`);
    await put(storage, bears('c-2', 'y'), bears('c-1', 'a'));
  }),

  contractCase('update', 'What a commit leaves out stays as it was', async (storage) => {
    await put(storage, stored('a'), stored('b'));
    await storage.update(ACME, ['a', 'b'], () => ({
      commit: { ...nothing, put: [stored('a', { revision: 2 })] },
      answer: null,
    }));
    same((await readOne(storage, 'a'))?.revision, 2, 'the revision of a');
    same(plain(await readOne(storage, 'b')), plain(stored('b')), 'b');
  }),

  contractCase('A1', 'A new identity brings its activity along; a later commit does not write it', async (storage) => {
    const imported = subject('a', { activity: [mark('login')] });
    await put(storage, stored('a', { subject: imported }));
    same((await readOne(storage, 'a'))?.subject.activity, [mark('login')], 'imported activity');
    await put(storage, stored('a', { subject: subject('a'), revision: 2 }));
    same((await readOne(storage, 'a'))?.subject.activity, [mark('login')], 'activity after a commit without it');
  }),

  contractCase(
    'E3',
    'The log of a removed identity stays, and goes on when it is registered again',
    async (storage) => {
      const bearing = subject('a', { controls: [control('c', 'a')], activity: [mark('login')] });
      await write(storage, {
        put: [stored('a', { subject: bearing, sequence: 1, headHash: 'a-1' })],
        events: [event('a', 1)],
      });
      await write(storage, { remove: ['a'], events: [event('a', 2)] });
      holds((await readOne(storage, 'a')) === null, 'a removed identity is gone');
      const slot = await storage.update(ACME, ['a'], ([found]) => ({ commit: nothing, answer: found }));
      same(slot, { id: 'a', stored: null, sequence: 2, headHash: 'a-2' }, 'the slot of a removed identity');
      await refused(
        write(storage, { put: [stored('a')], events: [event('a', 1)] }),
        'CONFLICT',
        'a log that begins again',
      );
      await write(storage, { put: [stored('a', { sequence: 3, headHash: 'a-3' })], events: [event('a', 3)] });
      same((await readOne(storage, 'a'))?.subject, subject('a'), 'what comes back is new: no activity, no controls');
      same(
        (await logOf(storage)).map((logged) => logged.event.sequence),
        [1, 2, 3],
        'the sequences of the log',
      );
    },
  ),

  contractCase(
    'E3a',
    'An erased event takes the place of the stored one with its sequence and hash',
    async (storage) => {
      await write(storage, {
        put: [stored('a', { sequence: 2, headHash: 'a-2' })],
        events: [event('a', 1), event('a', 2)],
      });
      const before = await logOf(storage);
      await storage.update(ACME, ['a'], () => ({
        commit: { ...nothing, rewritten: [event('a', 1, 'erased')] },
        answer: null,
      }));
      const expected = before.map(({ position, event: each }, index) => ({
        position,
        event: index === 0 ? event('a', 1, 'erased') : each,
      }));
      same(await logOf(storage), expected, 'the log after an erasure');
      for (const wrong of [event('a', 3), event('b', 1), { ...event('a', 2), hash: 'other' }]) {
        const commit = { ...nothing, put: [stored('a', { revision: 9 })], rewritten: [event('a', 1, 'again'), wrong] };
        await refused(
          storage.update(ACME, ['a', 'b'], () => ({ commit, answer: null })),
          'CONFLICT',
          `no event ${wrong.hash}`,
        );
      }
      same(await logOf(storage), expected, 'the log after refused erasures');
      same((await readOne(storage, 'a'))?.revision, 1, 'the identity after refused erasures');
    },
  ),

  contractCase(
    'K8',
    'Descendants are loaded after their ancestors, each once, also where they turn in circles',
    async (storage) => {
      const child = (id: string, parentId: string | null) =>
        stored(id, { subject: subject(id, { identity: identity(id, { parentId }) }) });
      await put(storage, child('root', null), child('b', 'root'), child('a', 'b'), child('x', 'y'), child('y', 'x'));
      await put(storage, child('moved', 'root'), child('gone', 'root'));
      await write(storage, { put: [child('moved', null)], remove: ['gone'] });
      const family = async (ids: readonly string[]): Promise<readonly string[]> =>
        storage.update(ACME, ids, (slots) => ({ commit: nothing, answer: slots.map(({ id }) => id) }), {
          withDescendants: true,
        });
      same(await family(['root']), ['root', 'b', 'a'], 'the family of root');
      same(await family(['x']), ['x', 'y'], 'the family of x');
      same(await family(['none']), ['none'], 'the family of nobody');
      same(await family(['b', 'root']), ['b', 'root', 'a'], 'the family of both');
    },
  ),

  contractCase('update', 'A thousand identities with their events are written together', async (storage) => {
    const ids = Array.from({ length: 1_000 }, (_, index) => `id-${index}`);
    const records = ids.map((id) => stored(id, { sequence: 1, headHash: `${id}-1`, toldUntil: T0 }));
    await write(storage, { put: records, events: ids.map((id) => event(id, 1)) });
    const { stored: found } = await storage.read(ACME, ids);
    same(found.map(plain), records.map(plain), 'a thousand identities');
    same((await logOf(storage)).length, 1_000, 'the number of events');
  }),
];

async function expectOnlyFirst(storage: Storage): Promise<void> {
  same((await readOne(storage, 'a'))?.revision, 1, 'a after refused commits');
  holds((await readOne(storage, 'new')) === null, 'a new identity of a refused commit is there');
  same(
    (await logOf(storage)).map((logged) => logged.event.hash),
    ['a-1'],
    'the log after refused commits',
  );
  const recalled = await storage.update(ACME, [], (_, __, remembered) => ({ commit: nothing, answer: remembered }), {
    idempotencyKey: 'key',
  });
  same(recalled, null, 'what a refused commit remembers');
}
