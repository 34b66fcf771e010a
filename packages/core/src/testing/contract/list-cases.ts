import type { StoredSubject } from '../../model/stored-subject';
import { compareIds } from '../../storage/compare-ids';
import { hasExpired, type IdentityFilter, isAmong, matchesFilter } from '../../storage/filter';
import { type ContractCase, contractCase } from './contract-case';
import { idOf, listIds, put, write, writeAccount } from './drive';
import { holds, same } from './expect';
import { ACME, control, DAY, identity, mark, stored, subject, T0 } from './records';

const oddIds = ['a', 'B', 'b', 'a1', 'a10', 'a2', '0', '00', ' a', 'a ', 'ä', 'a\u0308', 'ﬀ', '\uffee', '😀', '𝔘', 'z'];

/** Listing identities, page by page. */
export const listCases: readonly ContractCase[] = [
  contractCase(
    'Order',
    'Identities are listed in the order of their code points, whatever the size of a page',
    async (storage) => {
      await put(storage, ...oddIds.map((id) => stored(id)));
      const sorted = [...oddIds].sort(compareIds);
      for (const limit of [1, 2, 5, oddIds.length, 100])
        same(await listIds(storage, {}, limit), sorted, `pages of ${limit}`);
      const page = await storage.list(ACME, {}, T0, { after: 'a1', limit: 2 });
      same(page.items.map(idOf), sorted.slice(sorted.indexOf('a1') + 1).slice(0, 2), 'a page after an id');
      const last = await storage.list(ACME, {}, T0, { after: 'bb', limit: 1 });
      same(last.items.map(idOf), ['z'], 'a page after an id that is not there');
    },
  ),

  contractCase('Order', 'A listing says the revision of the policies, also where it is empty', async (storage) => {
    const empty = { items: [], more: false, policyRevision: 0 };
    same(await storage.list(ACME, {}, T0, { after: null, limit: 5 }), empty, 'a listing of nothing');
    await writeAccount(storage, {});
    same((await storage.list(ACME, {}, T0, { after: null, limit: 5 })).policyRevision, 1, 'the revision');
    same(await storage.read(ACME, ['none']), { stored: [null], policyRevision: 1 }, 'a reading of nobody');
  }),

  contractCase('R7', 'Every filter passes exactly those that match', async (storage) => {
    const population = crowd();
    await writeAccount(storage, {});
    await put(storage, ...population);
    for (const filter of filters) {
      const expected = population
        .filter((each) => passes(each, filter))
        .map(idOf)
        .sort(compareIds);
      for (const limit of [3, 100])
        same(await listIds(storage, filter, limit), expected, `those that match ${JSON.stringify(filter)}`);
    }
  }),

  contractCase(
    'Order',
    'Whatever is written meanwhile, who is there all the time is on exactly one page',
    async (storage) => {
      const ids = Array.from({ length: 40 }, (_, index) => `id-${String(index).padStart(2, '0')}`);
      await put(storage, ...ids.map((id) => stored(id)));
      const seen: string[] = [];
      let after: string | null = null;
      for (let step = 0; step < 100; step++) {
        const page: { items: readonly StoredSubject[]; more: boolean } = await storage.list(ACME, {}, T0, {
          after,
          limit: 3,
        });
        seen.push(...page.items.map(idOf));
        if (!page.more) break;
        after = page.items.at(-1)?.subject.identity.id ?? after;
        const removed = step % 2 === 0 ? [`id-${String(step * 3).padStart(2, '0')}`, after ?? ''] : [];
        await write(storage, {
          put: [stored(`${after}-new`), stored(`a-${step}`), stored('id-39', { revision: step })],
          remove: removed,
        });
      }
      holds(new Set(seen).size === seen.length, `somebody was listed twice: ${seen.join(', ')}`);
      const missed = (await listIds(storage)).filter((id) => ids.includes(id) && !seen.includes(id));
      same(missed, [], 'those who were there all the time and not listed');
    },
  ),

  contractCase('Order', 'A scan gives every identity once, in order', async (storage) => {
    const ids = Array.from({ length: 2_500 }, (_, index) => `id-${index}`);
    await put(storage, ...ids.map((id) => stored(id)));
    const seen: string[] = [];
    for await (const each of storage.scan(ACME)) seen.push(idOf(each));
    same(seen.length, ids.length, 'how many were scanned');
    same(seen, [...ids].sort(compareIds), 'the order of a scan');
    for await (const each of storage.scan(ACME)) {
      same(idOf(each), 'id-0', 'the first of a scan that is left early');
      break;
    }
  }),
];

function passes(each: StoredSubject, filter: IdentityFilter): boolean {
  const { status } = filter;
  const maybe = status === undefined || isAmong([each.status], status) || hasExpired(each, 1, T0);
  return maybe && matchesFilter(each, filter, T0);
}

const filters: readonly IdentityFilter[] = [
  {},
  { status: { in: ['DISABLED'] } },
  { status: { in: ['DISABLED', 'PENDING'] } },
  { status: { notIn: ['APPROVED'] } },
  { status: { in: [] } },
  { kind: { in: ['person', 'api_key'] } },
  { kind: { notIn: ['user'] } },
  { controlType: { in: ['DORMANT'] } },
  { controlType: { notIn: ['DORMANT', 'CLOSED'] } },
  { reasonCode: { in: ['FRAUD'] } },
  { reasonCode: { notIn: ['FRAUD'] } },
  { label: { in: ['x', 'y'] } },
  { label: { all: ['x', 'y'] } },
  { label: { notIn: ['x'] } },
  { parentId: { in: ['i-0'] } },
  { parentId: { notIn: ['i-0'] } },
  { inactiveSince: T0 - 3 * DAY },
  { inactiveSince: T0 - 5 * DAY },
  { hasRequirements: true },
  { hasExemptions: true },
  { kind: { in: ['user'] }, label: { in: ['x'] }, controlType: { notIn: ['CLOSED'] }, status: { notIn: ['DISABLED'] } },
];

/** Identities that differ in everything that a filter looks at. */
function crowd(): readonly StoredSubject[] {
  return Array.from({ length: 36 }, (_, index) => {
    const id = `i-${index}`;
    const kind = ['user', 'person', 'api_key'][index % 3] ?? 'user';
    const labels = [[], ['x'], ['y'], ['x', 'y']][index % 4] ?? [];
    const who = { kind, labels, parentId: index % 5 === 1 ? 'i-0' : null, createdAt: T0 - (index % 7) * DAY };
    const types = [[], ['DORMANT'], ['CLOSED', 'DORMANT']][index % 6] ?? [];
    const over = index % 4 === 0 ? { deletedAt: T0 } : index % 4 === 1 ? { expiresAt: T0 + (index % 3) } : {};
    const reasonCode = index % 2 === 0 ? 'FRAUD' : 'OTHER';
    const controls = types.map((type) => control(`${id}-${type}`, id, { type, reasonCode, ...over }));
    const activity =
      index % 3 === 0 ? [mark('a', { successAt: T0 - (index % 8) * DAY }), mark('b', { successAt: null })] : [];
    const requirements = index % 9 === 0 ? [requirement] : [];
    const exemptions = index % 10 === 0 ? [exemption] : [];
    const status = (['APPROVED', 'DISABLED', 'PENDING'] as const)[index % 3] ?? 'APPROVED';
    const expiry = { judgedUnder: index % 11 === 0 ? 0 : 1, expiresAt: index % 13 === 0 ? T0 : T0 + 1 };
    const made = subject(id, { identity: identity(id, who), controls, activity, requirements, exemptions });
    return stored(id, { subject: made, status, ...expiry });
  });
}

const requirement = {
  id: 'r',
  type: 'KYC',
  state: 'PENDING',
  dueAt: null,
  validUntil: null,
  renewalGrace: null,
  validFor: null,
  openedAt: T0,
  onOverdue: 'DENY',
  whilePending: null,
  group: null,
} as const;

const scope = { policyId: null, ruleId: null };
const exemption = {
  id: 'e',
  kind: 'EXEMPTION',
  scope,
  reason: null,
  owner: null,
  from: null,
  until: T0,
  reviewBy: null,
} as const;
