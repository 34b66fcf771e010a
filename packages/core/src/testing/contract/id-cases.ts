import type { JsonObject } from '../../model/json';
import { compareIds } from '../../storage/compare-ids';
import { type ContractCase, contractCase } from './contract-case';
import { idOf, listIds, logOf, plain, put, readOne, write, writeAccount } from './drive';
import { same } from './expect';
import { ACME, activation, control, event, identity, stored, subject, T0 } from './records';

/** Ids that are texts like any other: of 1 to 256 characters, without control characters. */
const odd: readonly string[] = [
  '__proto__',
  'constructor',
  'toString',
  'null',
  '-1',
  '0',
  '00',
  '1e3',
  ' ',
  ' a',
  'a ',
  'A',
  'a',
  "a'b",
  'a"b',
  'a`b',
  'a\\b',
  'a/b',
  '../a',
  'a%b',
  'a_b',
  '$1',
  '{a}',
  'a,b',
  'a:b',
  'a--b',
  'ä',
  'a\u0308',
  '\u200b',
  '\u202e',
  '\ufeff',
  '日本',
  '😀',
  '\uffee',
  'x'.repeat(256),
  '😀'.repeat(128),
];

/** Unicode and odd ids. */
export const idCases: readonly ContractCase[] = [
  contractCase('§13', 'Ids are told apart by their characters, whatever these are', async (storage) => {
    await put(storage, ...odd.map((id) => stored(id)));
    for (const id of odd) same(plain(await readOne(storage, id)), plain(stored(id)), `the identity ${id}`);
    same(await listIds(storage, {}, 5), [...odd].sort(compareIds), 'the list');
    await write(storage, { remove: odd.filter((_, index) => index % 2 === 0) });
    same(
      await listIds(storage),
      odd.filter((_, index) => index % 2 === 1).sort(compareIds),
      'the list when half are removed',
    );
  }),

  contractCase('§13', 'Accounts are told apart likewise, and from their identities', async (storage) => {
    for (const accountId of odd) {
      const who = identity('a', { accountId });
      await write(
        storage,
        { put: [stored('a', { subject: subject('a', { identity: who }), expiresAt: T0 })], events: [event('a', 1)] },
        accountId,
      );
    }
    for (const accountId of odd) {
      same((await readOne(storage, 'a', accountId))?.subject.identity.accountId, accountId, `the account ${accountId}`);
      same((await logOf(storage, accountId)).length, 1, `the log of ${accountId}`);
    }
    same(
      (await storage.dueSummary(T0)).map(({ accountId }) => accountId),
      [...odd].sort(compareIds),
      'what is due',
    );
    await write(storage, { put: [stored('b/c')] }, 'x');
    same(await readOne(storage, 'c', 'x/b'), null, 'the account x/b beside x with an identity b/c');
  }),

  contractCase('§13', 'Parents, controls, policies and runs may have odd ids too', async (storage) => {
    for (const id of odd) {
      const parentId = `parent of ${id}`.slice(-200);
      const child = subject(id, { identity: identity(id, { parentId }), controls: [control(id, id)] });
      await put(storage, stored(parentId), stored(id, { subject: child }));
      const family = { withDescendants: true };
      const commit = { put: [], remove: [], events: [] };
      const ids = await storage.update(
        ACME,
        [parentId],
        (slots) => ({ commit, answer: slots.map((slot) => slot.id) }),
        family,
      );
      same(ids, [parentId, id], `the family of ${id}`);
      const page = { after: null, limit: 1 };
      same((await storage.controls(ACME, { controlId: id }, T0, page)).items, [control(id, id)], `the control ${id}`);
    }
    await writeAccount(storage, { activations: odd.map((id) => activation(id)) });
    const { active } = await storage.policies(ACME);
    same(
      active.map(({ policyId }) => policyId),
      [...odd].sort(compareIds),
      'the policies',
    );
    for (const id of odd) same(await storage.policyVersions(ACME, id), [activation(id)], `the versions of ${id}`);
  }),

  contractCase('§13', 'Free data comes back as it was: deep, large, with odd keys and any text', async (storage) => {
    let deep: JsonObject = { end: null };
    for (let level = 0; level < 14; level++) deep = { level, deep };
    const text = 'a\u0308ä😀\u2028\u200b"\'\\/ \n\t'.repeat(200);
    const odds = Object.fromEntries(odd.map((key) => [key, { [key]: [key, 0, -1.5, 1e21, true, null, [], {}] }]));
    const attributes: JsonObject = { ...odds, deep, text };
    const who = identity('a', { attributes, name: text, labels: [...odd] });
    await put(storage, stored('a', { subject: subject('a', { identity: who }) }));
    same((await readOne(storage, 'a'))?.subject.identity, who, 'the identity');
    for await (const each of storage.scan(ACME)) same(idOf(each), 'a', 'a scan');
  }),
];
