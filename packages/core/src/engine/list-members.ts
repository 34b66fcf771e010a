import type { StoredSubject } from '../model/stored-subject';
import { compareIds } from '../storage/compare-ids';
import type { IdentityFilter } from '../storage/filter';
import type { Instant } from '../time/instant';
import { type Listing, readCursor, writeCursor } from './cursor';
import type { ListPage } from './list-identities';
import type { Runtime } from './runtime';

/** Something that belongs to one identity, in a listing over many. */
export interface Member<T> {
  readonly identityId: string;
  readonly id: string;
  readonly value: T;
}

export interface MembersRequest<T> {
  readonly listing: Listing;
  /** Only of this identity; null: of all that pass the filter. */
  readonly identityId: string | null;
  readonly filter: IdentityFilter;
  readonly limit: number;
  readonly cursor: string | null | undefined;
  /** The members of one identity, in any order. */
  readonly membersOf: (stored: StoredSubject, now: Instant) => readonly Member<T>[];
}

interface MemberKey {
  readonly identityId: string;
  readonly id: string;
}

/** How many stored subjects are asked for at once. */
const CHUNK = 500;

/**
 * Lists members by the id of their identity, then by their own. A member that is there all the time is on exactly one
 * page, whatever is written between the pages.
 * @throws DormouseError `INVALID_CURSOR`.
 */
export async function listMembers<T>(runtime: Runtime, request: MembersRequest<T>): Promise<ListPage<T>> {
  const { listing, limit } = request;
  const key = readCursor(listing, request.cursor) as MemberKey | null;
  const now = runtime.now();
  const found: Member<T>[] = [];
  for await (const stored of subjectsFrom(runtime, request, key?.identityId ?? null, now)) {
    const members = [...request.membersOf(stored, now)].sort((left, right) => compareIds(left.id, right.id));
    for (const member of members) {
      if (key !== null && member.identityId === key.identityId && compareIds(member.id, key.id) <= 0) continue;
      found.push(member);
      if (found.length > limit) return pageOf(listing, found.slice(0, limit), true);
    }
  }
  return pageOf(listing, found, false);
}

function pageOf<T>(listing: Listing, members: readonly Member<T>[], more: boolean): ListPage<T> {
  const last = members[members.length - 1];
  const cursor = more && last !== undefined ? writeCursor(listing, { identityId: last.identityId, id: last.id }) : null;
  return { items: members.map(({ value }) => value), cursor };
}

/** The subjects from one on: that one may have members left. */
async function* subjectsFrom<T>(
  runtime: Runtime,
  { listing, identityId, filter }: MembersRequest<T>,
  from: string | null,
  now: Instant,
): AsyncGenerator<StoredSubject> {
  const first = identityId ?? from;
  if (first !== null) {
    const { stored } = await runtime.storage.read(listing.accountId, [first]);
    for (const only of stored) if (only !== null) yield only;
  }
  if (identityId === null) yield* walkSubjects(runtime, listing.accountId, filter, now, from);
}

/** Every subject that passes a filter, in the order of the ids, a chunk at a time. */
export async function* walkSubjects(
  runtime: Runtime,
  accountId: string,
  filter: IdentityFilter,
  now: Instant,
  from: string | null = null,
): AsyncGenerator<StoredSubject> {
  for (let after = from; ; ) {
    const page = await runtime.storage.list(accountId, filter, now, { after, limit: CHUNK });
    yield* page.items;
    const last = page.items[page.items.length - 1];
    if (!page.more || last === undefined) return;
    after = last.subject.identity.id;
  }
}
