import type { RememberedCommand } from '../../model/remembered-command';
import type { Storage } from '../../storage/storage';
import { type ContractCase, contractCase } from './contract-case';
import { noChange, nothing, put, readOne, write, writeAccount } from './drive';
import { holds, refused, same } from './expect';
import { ACME, command, DAY, mark, stored, T0 } from './records';

/** Idempotency keys (E6) and the count of the guard (S4): both are written with a commit. */
export const keyCases: readonly ContractCase[] = [
  contractCase(
    'E6',
    'What a commit remembers is shown to later decisions with the key, and to no others',
    async (storage) => {
      same(await recall(storage, 'key'), null, 'an unknown key');
      await write(storage, { remember: command('key') });
      same(await recall(storage, 'key'), command('key'), 'a known key');
      for (const other of ['Key', 'key ', 'other', '__proto__'])
        same(await recall(storage, other), null, `the key ${other}`);
      same(await recall(storage, undefined), null, 'no key');
      same(await recall(storage, 'key', 'beta'), null, 'the key in another account');
    },
  ),

  contractCase('E6', 'Commands about identities, activity and the account share their keys', async (storage) => {
    await put(storage, stored('a'));
    await write(storage, { remember: command('by-update') });
    await writeAccount(storage, { remember: command('by-account') });
    const once = { idempotencyKey: 'by-activity', remember: () => command('by-activity') };
    await storage.recordActivity(ACME, [{ identityId: 'a', activity: mark('login') }], {
      now: T0,
      expires: false,
      once,
    });
    for (const key of ['by-update', 'by-account', 'by-activity']) {
      same(await recall(storage, key), command(key), `${key}, to a decision about identities`);
      same(await recallForAccount(storage, key), command(key), `${key}, to a decision about the account`);
      const repeated = { idempotencyKey: key, remember: () => command(key, { answer: 'again' }) };
      const answer = await storage.recordActivity(ACME, [], { now: T0, expires: false, once: repeated });
      same(answer.repeated, command(key), `${key}, to activity`);
    }
  }),

  contractCase('E6', 'A key is remembered for 24 hours, whatever else is', async (storage) => {
    await write(storage, { remember: command('first') });
    await write(storage, { remember: command('second', { at: T0 + DAY - 1 }) });
    same(await recall(storage, 'first'), command('first'), 'the first, a moment before 24 hours are over');
    await write(storage, { remember: command('first', { at: T0 + DAY, answer: 'new' }) });
    same(await recall(storage, 'first'), command('first', { at: T0 + DAY, answer: 'new' }), 'a key that is used again');
    same(await recall(storage, 'second'), command('second', { at: T0 + DAY - 1 }), 'the second');
  }),

  contractCase(
    'S4',
    'The guard is told how many identities there are, and how many were restricted lately',
    async (storage) => {
      same(await storage.guardState(ACME, T0), { identities: 0, restricted: 0 }, 'the state of an empty account');
      await put(storage, stored('a'), stored('b'));
      await write(storage, { restricts: { identities: 2, at: T0, since: 0, most: null } });
      await write(storage, { restricts: { identities: 3, at: T0 + 5, since: 0, most: null } });
      await write(storage, { remove: ['a'] });
      same(await storage.guardState(ACME, T0 - 1), { identities: 1, restricted: 5 }, 'the state since before');
      same(await storage.guardState(ACME, T0), { identities: 1, restricted: 3 }, 'the state since the first');
      same(await storage.guardState(ACME, T0 + 5), { identities: 1, restricted: 0 }, 'the state since the last');
    },
  ),

  contractCase('S4', 'A commit that would restrict more than it may is refused as a whole', async (storage) => {
    const restricts = (identities: number, at: number) => ({ identities, at, since: T0 - 1, most: 5 });
    await write(storage, { restricts: restricts(3, T0) });
    const over = { put: [stored('a')], remember: command('key'), restricts: restricts(3, T0) };
    await refused(write(storage, over), 'GUARD_EXCEEDED', '6 of 5');
    holds((await readOne(storage, 'a')) === null, 'a refused commit wrote an identity');
    same(await recall(storage, 'key'), null, 'what a refused commit remembers');
    same((await storage.guardState(ACME, T0 - 1)).restricted, 3, 'the count after a refusal');
    await write(storage, { put: [stored('a')], restricts: restricts(2, T0) });
    same((await storage.guardState(ACME, T0 - 1)).restricted, 5, 'the count that fills the limit');
    await write(storage, { put: [stored('b')], restricts: restricts(0, T0) });
    await write(storage, { restricts: { identities: 4, at: T0 + 1, since: T0, most: 5 } });
  }),
];

function recall(
  storage: Storage,
  key: string | undefined,
  accountId: string = ACME,
): Promise<RememberedCommand | null> {
  const options = key === undefined ? {} : { idempotencyKey: key };
  return storage.update(accountId, [], (_, __, remembered) => ({ commit: nothing, answer: remembered }), options);
}

async function recallForAccount(storage: Storage, idempotencyKey: string): Promise<RememberedCommand | null> {
  let found: RememberedCommand | null = null;
  await storage.updatePolicies(
    ACME,
    (_, __, remembered) => {
      found = remembered;
      return { ...noChange, keepsEvaluations: true };
    },
    { idempotencyKey },
  );
  return found;
}
