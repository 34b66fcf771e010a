import { newConsumer } from '../../storage/consumer-state';
import { type ContractCase, contractCase } from './contract-case';
import { dueIds, listIds, logOf, nothing, put, readOne, write, writeAccount } from './drive';
import { holds, rejection, same } from './expect';
import { ACME, accountEvent, activation, command, control, event, run, stored, subject, T0 } from './records';

/** Removing a whole account. */
export const accountCases: readonly ContractCase[] = [
  contractCase('Accounts', 'A removed account is gone with everything that was kept of it', async (storage) => {
    const records = {
      put: [stored('a', { expiresAt: T0 }), stored('b')],
      events: [event('a', 1)],
      remember: command('key'),
    };
    await write(storage, { ...records, restricts: { identities: 1, at: T0, since: 0, most: null } });
    await write(storage, { remove: ['b'], events: [event('b', 1)] });
    await writeAccount(storage, { activations: [activation('p')], runs: [run('r')], events: [accountEvent(1)] });
    await storage.updateConsumer(ACME, 'mailer', () => ({ position: 1, lease: null, blocked: [] }));
    await write(storage, { put: [stored('a')] }, 'beta');
    const checked: string[] = [];
    const count = await storage.removeAccount(ACME, ({ subject: each }) => checked.push(each.identity.id));
    same([count, checked], [1, ['a']], 'how many there were, and who was checked');
    const page = { after: null, limit: 10 };
    const left = [
      await listIds(storage),
      await logOf(storage),
      await dueIds(storage, T0),
      (await storage.runs(ACME, page)).items,
    ];
    same(left, [[], [], [], []], 'what is left');
    same((await storage.policies(ACME)).revision, 0, 'the revision');
    same(await storage.policyVersions(ACME, 'p'), [], 'the versions');
    same(await storage.guardState(ACME, 0), { identities: 0, restricted: 0 }, 'the count of the guard');
    same(await storage.updateConsumer(ACME, 'mailer', (state) => state), newConsumer, 'the consumer');
    same(await storage.consumerBacklog('mailer', T0, page), { items: [], more: false }, 'the accounts behind');
    const slots = await storage.update(
      ACME,
      ['a', 'b'],
      (found, _, remembered) => ({ commit: nothing, answer: [found.map((slot) => slot.sequence), remembered] }),
      { idempotencyKey: 'key' },
    );
    same(slots, [[0, 0], null], 'the slots, and what is remembered');
    holds((await readOne(storage, 'a', 'beta')) !== null, 'another account lost an identity');
    same(await storage.removeAccount(ACME, () => undefined), 0, 'how many there are the second time');
  }),

  contractCase('Accounts', 'When the check throws, nothing of the account is removed', async (storage) => {
    const bearing = (id: string) => stored(id, { subject: subject(id, { controls: [control(`c-${id}`, id)] }) });
    await put(storage, bearing('a'), bearing('b'), bearing('c'));
    const failure = new Error('no');
    const removal = storage.removeAccount(ACME, ({ subject: each }) => {
      if (each.identity.id === 'b') throw failure;
    });
    holds((await rejection(removal, 'a check that throws')) === failure, 'it failed with another error');
    same(await listIds(storage), ['a', 'b', 'c'], 'who is left');
    same(
      (await storage.controls(ACME, {}, T0, { after: null, limit: 10 })).items.length,
      3,
      'the controls that are left',
    );
  }),
];
