import {
  type Control,
  type ControlFilter,
  type ControlKey,
  compareIds,
  type EventFilter,
  type IdentityFilter,
  type Instant,
  isAmong,
  isControlActive,
  type LoggedEvent,
  matchesFilter,
  type Page,
  type PageRequest,
  type StoredSubject,
  type SubjectPage,
} from '@dormouse/core';
import { type Account, isDue } from './account';
import { type Entry, storedOf } from './entry';

/** Takes members up to the limit, and looks whether one follows. */
export function pageOf<T>(members: Iterable<T>, limit: number): Page<T> {
  const items: T[] = [];
  for (const member of members) {
    if (items.length >= limit) return { items, more: true };
    items.push(member);
  }
  return { items, more: false };
}

export function listSubjects(
  account: Account,
  filter: IdentityFilter,
  now: Instant,
  { after, limit }: PageRequest<string>,
): SubjectPage {
  const page = pageOf(matching(account, filter, now, after), limit);
  return { ...page, policyRevision: account.policies.revision };
}

function* matching(
  account: Account,
  filter: IdentityFilter,
  now: Instant,
  after: string | null,
): Generator<StoredSubject> {
  for (const id of account.ids.after(after)) {
    const entry = account.entries.get(id);
    if (entry === undefined || !maybeOfStatus(account, entry, filter, now)) continue;
    const stored = storedOf(entry);
    if (matchesFilter(stored, filter, now)) yield stored;
  }
}

/** A status that has expired may be any: the caller judges it again (R7). */
function maybeOfStatus(account: Account, entry: Entry, { status }: IdentityFilter, now: Instant): boolean {
  return status === undefined || isAmong([entry.record.status], status) || isDue(account, entry, now);
}

export function listControls(
  account: Account,
  filter: ControlFilter,
  now: Instant,
  { after, limit }: PageRequest<ControlKey>,
): Page<Control> {
  return pageOf(controlsAfter(account, filter, now, after), limit);
}

function* controlsAfter(
  account: Account,
  filter: ControlFilter,
  now: Instant,
  after: ControlKey | null,
): Generator<Control> {
  for (const identityId of identitiesAfter(account, filter, after)) {
    const controls = account.entries.get(identityId)?.record.subject.controls ?? [];
    for (const control of [...controls].sort(compareControls)) {
      if (after !== null && compareToKey(control, after) <= 0) continue;
      if (filter.controlId !== undefined && control.id !== filter.controlId) continue;
      if (filter.runId !== undefined && control.cause?.runId !== filter.runId) continue;
      if (filter.includeDeleted === true || isControlActive(control, now)) yield control;
    }
  }
}

function* identitiesAfter(account: Account, filter: ControlFilter, after: ControlKey | null): Generator<string> {
  const { identityId, controlId } = filter;
  const owner = controlId === undefined ? identityId : account.controlOwners.get(controlId);
  if (controlId !== undefined && owner === undefined) return;
  if (owner !== undefined) {
    if (identityId === undefined || identityId === owner) yield owner;
    return;
  }
  // The identity of the key itself may have controls after it.
  if (after !== null) yield after.identityId;
  yield* account.ids.after(after?.identityId ?? null);
}

function compareControls(left: Control, right: Control): number {
  return left.createdAt - right.createdAt || compareIds(left.id, right.id);
}

function compareToKey(control: Control, key: ControlKey): number {
  return (
    compareIds(control.identityId, key.identityId) ||
    control.createdAt - key.createdAt ||
    compareIds(control.id, key.controlId)
  );
}

export function listEvents(
  account: Account,
  filter: EventFilter,
  { after, limit }: PageRequest<number>,
): Page<LoggedEvent> {
  return pageOf(eventsAfter(account, filter, after ?? 0), limit);
}

function* eventsAfter(account: Account, { identityId, types }: EventFilter, position: number): Generator<LoggedEvent> {
  for (const logged of identityId === undefined
    ? account.log.after(position)
    : ofChain(account, identityId, position)) {
    if (types === undefined || types.includes(logged.event.type)) yield logged;
  }
}

/** Of one identity, or with null of the account itself. */
function ofChain(account: Account, id: string | null, position: number): Iterable<LoggedEvent> {
  if (id === null) return account.log.ofIdentity(account.lastOwnEvent, position);
  const last = account.entries.get(id)?.lastEvent ?? account.gone.get(id)?.lastEvent ?? -1;
  return account.log.ofIdentity(last, position);
}
