import { DormouseError } from '../model/errors';
import type { StoredSubject } from '../model/stored-subject';
import { type IdentityFilter, isAmong } from '../storage/filter';
import type { Instant } from '../time/instant';
import { checkId, checkLimit } from './check-input';
import { type Listing, readCursor, writeCursor } from './cursor';
import { type IdentityFilterInput, readIdentityFilter } from './identity-filter';
import { type IdentityState, stateAt } from './identity-state';
import type { Runtime } from './runtime';
import { underFacts } from './under-facts';

/** A page of a listing. `cursor` leads to the next one; null: this was the last. */
export interface ListPage<T> {
  readonly items: readonly T[];
  readonly cursor: string | null;
}

export interface PageInput {
  /** Members a page: 1 to 1,000, default 100. */
  readonly limit?: number | null;
  /** From the page before, for the same account and filters. */
  readonly cursor?: string | null;
}

export interface ListRequest extends IdentityFilterInput, PageInput {
  readonly accountId: string;
}

/** How many stored subjects are asked for at once while a status is looked for. */
const CHUNK = 500;

/**
 * Lists identities in the order of their ids. Identities that are there and match all the time are each on one page,
 * whatever is written between the pages.
 * @throws DormouseError `INVALID_ARGUMENT`, `INVALID_CURSOR`.
 */
export async function listIdentities(runtime: Runtime, request: ListRequest): Promise<ListPage<IdentityState>> {
  const { accountId, limit, cursor, ...given } = request;
  checkId(accountId, 'accountId');
  const most = checkLimit(limit);
  const filter = readIdentityFilter(given);
  const listing: Listing = { name: 'identities', accountId, filter: JSON.stringify(filter) };
  const key = readCursor(listing, cursor);
  const found = await collect(runtime, accountId, filter, typeof key === 'string' ? key : null, most);
  const last = found.items[found.items.length - 1];
  return {
    items: found.items,
    cursor: found.more && last !== undefined ? writeCursor(listing, last.identity.id) : null,
  };
}

interface Found {
  readonly items: readonly IdentityState[];
  readonly more: boolean;
}

/** One more than asked for tells whether there is a next page; it is then left to that page. */
async function collect(
  runtime: Runtime,
  accountId: string,
  filter: IdentityFilter,
  from: string | null,
  most: number,
): Promise<Found> {
  const now = runtime.now();
  const items: IdentityState[] = [];
  let after = from;
  for (;;) {
    const limit = filter.status === undefined ? most + 1 - items.length : Math.max(CHUNK, most + 1 - items.length);
    const page = await runtime.storage.list(accountId, filter, now, { after, limit });
    const active = await runtime.policies.get(accountId, page.policyRevision);
    const states = await underFacts(runtime.policies.factSource, active, (under) =>
      page.items.map((stored) => stateAt(stored, under, now)),
    );
    for (const state of states) {
      if (filter.status !== undefined && !isAmong([state.status], filter.status)) continue;
      if (items.length === most) return { items, more: true };
      items.push(state);
    }
    const last = page.items[page.items.length - 1];
    if (!page.more || last === undefined) return { items, more: false };
    after = last.subject.identity.id;
  }
}

/** What was read of one identity, and when. */
export interface ReadIdentity {
  readonly stored: StoredSubject;
  readonly policyRevision: number;
  readonly now: Instant;
}

/** @throws DormouseError `INVALID_ARGUMENT`; `IDENTITY_NOT_FOUND`. */
export async function readOne(runtime: Runtime, accountId: string, identityId: string): Promise<ReadIdentity> {
  checkId(accountId, 'accountId');
  checkId(identityId, 'identityId');
  const now = runtime.now();
  const { stored, policyRevision } = await runtime.storage.read(accountId, [identityId]);
  const [only] = stored;
  if (only !== undefined && only !== null) return { stored: only, policyRevision, now };
  throw new DormouseError('IDENTITY_NOT_FOUND', 'there is no identity with this id in the account', { identityId });
}
