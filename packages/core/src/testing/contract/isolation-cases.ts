import type { StoredSubject } from '../../model/stored-subject';
import type { Storage } from '../../storage/storage';
import { type ContractCase, contractCase } from './contract-case';
import { dueIds, logOf, noChange, nothing, plain, put, readOne, write, writeAccount } from './drive';
import { holds, same } from './expect';
import { ACME, accountEvent, activation, command, control, event, mark, run, stored, subject, T0 } from './records';
import { spoil } from './spoil';

/** Nothing leaks: not from one account to another, and not through objects that two callers hold. */
export const isolationCases: readonly ContractCase[] = [
  contractCase('Accounts', 'Nothing of one account shows in another', async (storage) => {
    await fill(storage, ACME, 'one');
    const seen = await everything(storage, 'acme ');
    same(seen, await everything(storage, 'nobody'), 'what is seen of an account that nobody wrote to');
    const before = await everything(storage, ACME);
    await fill(storage, 'ACME', 'two');
    await storage.removeAccount('ACME', () => undefined);
    same(await everything(storage, ACME), before, 'an account after another came and went');
  }),

  contractCase('Accounts', 'Two accounts may use the same ids', async (storage) => {
    await fill(storage, ACME, 'one');
    await fill(storage, 'beta', 'two');
    same((await readOne(storage, 'a'))?.subject.identity.name, 'one', 'the identity of the first');
    same((await readOne(storage, 'a', 'beta'))?.subject.identity.name, 'two', 'the identity of the second');
    await write(storage, { remove: ['a'] }, 'beta');
    holds((await readOne(storage, 'a')) !== null, 'a removal in one account removed an identity of another');
    const page = { after: null, limit: 10 };
    same((await storage.controls(ACME, { controlId: 'c' }, T0, page)).items.length, 1, 'a control of the first');
    same((await storage.controls('beta', { controlId: 'c' }, T0, page)).items.length, 0, 'a control of the second');
  }),

  contractCase('Isolation', 'Changing an object after it was handed in changes nothing', async (storage) => {
    const record = full();
    const records = { put: [record], events: [event('a', 1)], remember: command('key') };
    const own = { activations: [activation('p')], runs: [run('r')], events: [accountEvent(1)] };
    const more = [{ identityId: 'a', activity: mark('login') }];
    await write(storage, records);
    await writeAccount(storage, own);
    await storage.recordActivity(ACME, more, { now: T0, expires: false });
    const state = { position: 1, lease: { owner: 'me', until: T0 }, blocked: [] };
    await storage.updateConsumer(ACME, 'mailer', () => state);
    const before = structuredClone(await everything(storage, ACME));
    for (const given of [records, own, more, state]) spoil(given);
    same(await everything(storage, ACME), before, 'what is stored');
    await put(storage, stored('b'));
  }),

  contractCase('Isolation', 'Changing an object that was handed out changes nothing', async (storage) => {
    await fill(storage, ACME, 'one');
    const before = structuredClone(await everything(storage, ACME));
    spoil(await everything(storage, ACME));
    await storage.update(ACME, ['a'], (slots) => {
      spoil(slots);
      return { commit: nothing, answer: null };
    });
    await storage.updatePolicies(ACME, (policies, runs) => {
      spoil([policies, ...runs.values()]);
      return { ...noChange, keepsEvaluations: true };
    });
    same(await everything(storage, ACME), before, 'what is stored');
  }),

  contractCase(
    'Isolation',
    'A slot that a decision changed and then failed with leaves nothing behind',
    async (storage) => {
      await put(storage, full());
      const before = structuredClone(plain(await readOne(storage, 'a')));
      const failed = storage.update(ACME, ['a'], (slots) => {
        spoil(slots);
        throw new Error('no');
      });
      await failed.catch(() => undefined);
      same(plain(await readOne(storage, 'a')), before, 'the identity');
    },
  ),
];

function full(name = 'one'): StoredSubject {
  const attributes = { nested: { list: [1, { deep: true }] } };
  const base = subject('a', { controls: [control('c', 'a')] });
  const identity = { ...base.identity, name, attributes, labels: ['x', 'y'] };
  return stored('a', { subject: { ...base, identity }, sequence: 1, headHash: 'a-1', expiresAt: T0 });
}

/** Something of every kind of record. */
async function fill(storage: Storage, accountId: string, name: string): Promise<void> {
  const restricts = { identities: 1, at: T0, since: T0 - 1, most: null };
  const records = {
    put: [full(name)],
    events: [event('a', 1, 'test', accountId)],
    remember: command('key'),
    restricts,
  };
  await write(storage, records, accountId);
  const own = {
    activations: [activation('p')],
    runs: [run('r', { accountId })],
    events: [accountEvent(1, { accountId })],
  };
  await writeAccount(storage, own, accountId);
  await storage.recordActivity(accountId, [{ identityId: 'a', activity: mark('login') }], { now: T0, expires: false });
  await storage.updateConsumer(accountId, 'mailer', () => ({ position: 1, lease: null, blocked: [] }));
}

/** What every call that reads tells of an account. */
async function everything(storage: Storage, accountId: string): Promise<readonly unknown[]> {
  const page = { after: null, limit: 10 };
  const [log, { stored: found }, listed] = [
    await logOf(storage, accountId),
    await storage.read(accountId, ['a']),
    await storage.list(accountId, {}, T0, page),
  ];
  const scanned: unknown[] = [];
  for await (const each of storage.scan(accountId)) scanned.push(plain(each));
  const key = { idempotencyKey: 'key' };
  return [
    log,
    found.map(plain),
    listed.items.map(plain),
    scanned,
    await dueIds(storage, T0, accountId),
    await storage.controls(accountId, {}, T0, page),
    await storage.dueSummary(T0, accountId),
    await storage.guardState(accountId, T0 - 1),
    await storage.run(accountId, 'r'),
    await storage.runs(accountId, page),
    await storage.policyVersions(accountId, 'p'),
    await storage.policies(accountId),
    await storage.updateConsumer(accountId, 'mailer', (state) => state),
    await storage.update(accountId, [], (_, __, remembered) => ({ commit: nothing, answer: remembered }), key),
  ];
}
