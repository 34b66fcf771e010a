import type { Identity } from '../../model/identity';
import type { StoredSubject } from '../../model/stored-subject';
import type { ScanOptions } from '../../storage/filter';
import type { Storage } from '../../storage/storage';
import { type ContractCase, contractCase } from './contract-case';
import { idOf, put } from './drive';
import { holds, same } from './expect';
import { ACME, identity, stored, subject } from './records';

/** What reports and simulations read: scans in part, and how many children there are. */
export const scanCases: readonly ContractCase[] = [
  contractCase('V2', 'A scan begins after an id, and shows only the kinds that are asked for', async (storage) => {
    const kinds = ['user', 'api_key', 'robot'];
    const ids = ['\uffff', '😀', 'b', 'a-2', 'a', 'c', 'd'];
    await put(storage, ...ids.map((id, index) => member(id, { kind: kinds[index % 3] ?? 'user' })));
    const all = ['a', 'a-2', 'b', 'c', 'd', '\uffff', '😀'];
    same(await scanned(storage, {}), all, 'all');
    same(await scanned(storage, { after: null }), all, 'from the first');
    same(await scanned(storage, { after: 'b' }), all.slice(3), 'after one that is there');
    same(await scanned(storage, { after: 'a-3' }), all.slice(2), 'after one that is not there');
    same(await scanned(storage, { after: '😀' }), [], 'after the last');
    same(await scanned(storage, { kinds: ['user'] }), ['a-2', 'd', '\uffff'], 'one kind');
    same(await scanned(storage, { kinds: ['api_key', 'user'], after: 'b' }), ['d', '\uffff', '😀'], 'two');
    same(await scanned(storage, { kinds: ['other'] }), [], 'a kind that nobody is of');
    same(await scanned(storage, { kinds: [] }), [], 'no kind');
  }),

  contractCase(
    'V3',
    'A scan of a share shows about so many, always the same, a part of every larger one',
    async (s) => {
      const ids = Array.from({ length: 400 }, (_, index) => `user-${String(index).padStart(5, '0')}`);
      await put(s, ...ids.map((id) => stored(id)));
      const shares = [0, 0.1, 0.4, 1];
      const found = await Promise.all(shares.map((share) => scanned(s, { share })));
      const again = await Promise.all(shares.map((share) => scanned(s, { share })));
      same(again, found, 'the same shares again');
      found.forEach((shown, index) => {
        const larger = new Set(found[index + 1] ?? ids);
        holds(
          shown.every((id) => larger.has(id)),
          'a smaller share must be a part of a larger one',
        );
        const expected = 400 * (shares[index] ?? 0);
        holds(Math.abs(shown.length - expected) <= 50, `of 400, ${shown.length} are no share of ${shares[index]}`);
      });
      same([found[0], found[3]], [[], ids], 'nobody and everybody');
      const rest = await scanned(s, { share: 0.4, after: 'user-00200' });
      same(
        rest,
        found[2]?.filter((id) => id > 'user-00200'),
        'a share after an id',
      );
    },
  ),

  contractCase('K8', 'Children are counted by parent, also of one that is not there', async (storage) => {
    const children = ['k-1', 'k-2', 'k-3'].map((id) => member(id, { parentId: id === 'k-3' ? 'gone' : 'u' }));
    await put(storage, member('u', {}), ...children);
    same(await storage.countChildren(ACME, ['k-1', 'u', 'gone', 'nobody']), [0, 2, 1, 0], 'the children');
    same(await storage.countChildren(ACME, []), [], 'of nobody');
    same(await storage.countChildren('beta', ['u']), [0], 'in another account');
  }),
];

function member(id: string, change: Partial<Identity>): StoredSubject {
  return stored(id, { subject: subject(id, { identity: identity(id, change) }) });
}

async function scanned(storage: Storage, options: ScanOptions): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const found of storage.scan(ACME, options)) ids.push(idOf(found));
  return ids;
}
