import type { PolicyCommit } from '../../model/policy-activation';
import type { Commit, StoredSubject } from '../../model/stored-subject';
import type { IdentityFilter } from '../../storage/filter';
import type { Page, PageRequest } from '../../storage/page';
import type { LoggedEvent, Storage } from '../../storage/storage';
import type { Instant } from '../../time/instant';
import { ACME, T0 } from './records';

export const nothing: Commit = { put: [], remove: [], events: [] };
export const noChange: PolicyCommit = { activations: [], events: [] };

/** What a commit names. */
function idsOf({ put, remove, events }: Commit): readonly string[] {
  const ids = [...put.map(({ subject }) => subject.identity.id), ...remove, ...events.map((event) => event.identityId)];
  return [...new Set(ids)];
}

/** Writes a commit, whatever is there. */
export async function write(storage: Storage, change: Partial<Commit>, accountId: string = ACME): Promise<void> {
  const commit = { ...nothing, ...change };
  await storage.update(accountId, idsOf(commit), () => ({ commit, answer: null }));
}

export async function put(storage: Storage, ...records: readonly StoredSubject[]): Promise<void> {
  await write(storage, { put: records });
}

/** Writes to the account itself. */
export async function writeAccount(
  storage: Storage,
  change: Partial<PolicyCommit>,
  accountId: string = ACME,
): Promise<void> {
  await storage.updatePolicies(accountId, () => ({ ...noChange, ...change }));
}

export async function readOne(storage: Storage, id: string, accountId: string = ACME): Promise<StoredSubject | null> {
  const { stored } = await storage.read(accountId, [id]);
  return stored[0] ?? null;
}

/** Every member of a listing, page by page. @throws Error when a page breaks the rules of paging. */
export async function allPages<T, K>(
  fetch: (request: PageRequest<K>) => Promise<Page<T>>,
  keyOf: (item: T) => K,
  limit: number,
): Promise<readonly T[]> {
  const found: T[] = [];
  const keys = new Set<string>();
  let after: K | null = null;
  for (;;) {
    const { items, more }: Page<T> = await fetch({ after, limit });
    if (items.length > limit) throw new Error(`a page of at most ${limit} has ${items.length} members`);
    found.push(...items);
    if (!more) return found;
    const last = items.at(-1);
    if (last === undefined) throw new Error('a page without members says that more follow');
    after = keyOf(last);
    if (keys.has(JSON.stringify(after)))
      throw new Error(`two pages end with the same member: ${JSON.stringify(after)}`);
    keys.add(JSON.stringify(after));
  }
}

/** The ids of a listing, page by page. */
export async function listIds(
  storage: Storage,
  filter: IdentityFilter = {},
  limit = 100,
  now: Instant = T0,
): Promise<readonly string[]> {
  const found = await allPages<StoredSubject, string>((page) => storage.list(ACME, filter, now, page), idOf, limit);
  return found.map(idOf);
}

export function idOf({ subject }: StoredSubject): string {
  return subject.identity.id;
}

/** The log of an account. */
export async function logOf(storage: Storage, accountId: string = ACME): Promise<readonly LoggedEvent[]> {
  const keyOf = ({ position }: LoggedEvent): number => position;
  return allPages<LoggedEvent, number>((page) => storage.events(accountId, {}, page), keyOf, 100);
}

/** The ids of what is due, in the order in which it is shown. */
export async function dueIds(storage: Storage, now: Instant, accountId: string = ACME): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const found of storage.scanDue(accountId, now)) ids.push(idOf(found));
  return ids;
}

/** The subject in a form in which the order of its lists, which carries no meaning, makes no difference (L2). */
export function plain(stored: StoredSubject | null): unknown {
  if (stored === null) return null;
  const { subject } = stored;
  const sorted = {
    activity: byText(subject.activity, ({ type }) => type),
    controls: byText(subject.controls, ({ id }) => id),
    requirements: byText(subject.requirements, ({ id }) => id),
    exemptions: byText(subject.exemptions, ({ id }) => id),
    progress: byText(subject.progress, (each) => JSON.stringify([each.policyId, each.ruleId, each.stageId])),
  };
  return { ...stored, subject: { ...subject, ...sorted } };
}

function byText<T>(list: readonly T[], textOf: (member: T) => string): readonly T[] {
  return [...list].sort((left, right) => (textOf(left) < textOf(right) ? -1 : 1));
}
