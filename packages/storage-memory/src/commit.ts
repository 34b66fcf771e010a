import { type ChainHead, type Commit, DormouseError, FIRST_HASH, follows, type StoredSubject } from '@dormouse/core';
import type { Account } from './account';
import { deepFreeze } from './deep-freeze';
import { entryOf, putRecord, storedOf } from './entry';
import { remember } from './remembered';
import { addRestricts, checkRestricts } from './restrictions';
import { findRewritten, rewriteEvents } from './rewrite-events';

/** Writes a commit. Everything is checked first, so that it is written as a whole or not at all. */
export function applyCommit(account: Account, commit: Commit): void {
  checkSequences(account, commit);
  checkControlIds(account, commit);
  const places = findRewritten(account, commit.rewritten);
  if (commit.restricts !== undefined) {
    checkRestricts(account.restrictions, commit.restricts);
    addRestricts(account.restrictions, commit.restricts);
  }
  for (const id of commit.remove) remove(account, id);
  for (const stored of commit.put) put(account, stored);
  for (const event of commit.events) {
    deepFreeze(event, undefined);
    const entry = account.entries.get(event.identityId);
    const gone = account.gone.get(event.identityId);
    const index = account.log.add(event, entry?.lastEvent ?? gone?.lastEvent ?? -1);
    if (entry !== undefined) entry.lastEvent = index;
    else account.gone.set(event.identityId, { sequence: event.sequence, headHash: event.hash, lastEvent: index });
  }
  rewriteEvents(account, places);
  remember(account.remembered, commit.remember);
}

function checkSequences(account: Account, { events }: Commit): void {
  const last = new Map<string, ChainHead>();
  for (const event of events) {
    const { identityId } = event;
    if (!follows(event, last.get(identityId) ?? headOf(account, identityId))) {
      throw new DormouseError('CONFLICT', 'an event does not follow the last one of its identity', { identityId });
    }
    last.set(identityId, event);
  }
}

function headOf(account: Account, id: string): ChainHead {
  const last = account.entries.get(id)?.record ?? account.gone.get(id);
  return { sequence: last?.sequence ?? 0, hash: last?.headHash ?? FIRST_HASH };
}

function checkControlIds(account: Account, { put: subjects }: Commit): void {
  const taken = new Map<string, string>();
  for (const { subject } of subjects) {
    const { id: identityId } = subject.identity;
    if (subject.controls === account.entries.get(identityId)?.record.subject.controls) continue;
    for (const { id } of subject.controls) {
      const owner = taken.get(id) ?? account.controlOwners.get(id) ?? identityId;
      if (owner !== identityId) throw new DormouseError('CONFLICT', 'the id of a new control is taken', { id });
      taken.set(id, identityId);
    }
  }
}

function put(account: Account, stored: StoredSubject): void {
  const { identity } = stored.subject;
  const entry = account.entries.get(identity.id);
  if (entry === undefined) {
    insert(account, stored);
    return;
  }
  const before = storedOf(entry);
  const after = withActivityOf(before, stored);
  deepFreeze(after, before);
  putRecord(entry, after);
  account.due.moved(entry);
  index(account, after, before);
}

/** Activity belongs to `recordActivity`: a decision never writes it. */
function withActivityOf(before: StoredSubject, stored: StoredSubject): StoredSubject {
  const { activity } = before.subject;
  return stored.subject.activity === activity ? stored : { ...stored, subject: { ...stored.subject, activity } };
}

/** A new identity brings its activity along. */
function insert(account: Account, stored: StoredSubject): void {
  const { id } = stored.subject.identity;
  deepFreeze(stored, undefined);
  const entry = entryOf(stored, account.gone.get(id)?.lastEvent ?? -1);
  account.gone.delete(id);
  account.entries.set(id, entry);
  account.ids.add(id);
  account.due.add(entry);
  index(account, stored, null);
}

/** Keeps the indexes of children and of controls. Controls of an identity never go, except with it. */
function index(account: Account, { subject }: StoredSubject, before: StoredSubject | null): void {
  const { id, parentId } = subject.identity;
  const parentBefore = before?.subject.identity.parentId ?? null;
  if (parentId !== parentBefore) {
    if (parentBefore !== null) forgetChild(account, parentBefore, id);
    if (parentId !== null) {
      const siblings = account.children.get(parentId);
      if (siblings === undefined) account.children.set(parentId, new Set([id]));
      else siblings.add(id);
    }
  }
  if (subject.controls === before?.subject.controls) return;
  for (const control of subject.controls) account.controlOwners.set(control.id, id);
}

function forgetChild(account: Account, parentId: string, id: string): void {
  const siblings = account.children.get(parentId);
  siblings?.delete(id);
  if (siblings?.size === 0) account.children.delete(parentId);
}

function remove(account: Account, id: string): void {
  const entry = account.entries.get(id);
  if (entry === undefined) return;
  const { subject, sequence, headHash } = entry.record;
  account.entries.delete(id);
  account.ids.remove(id);
  if (entry.heapIndex >= 0) account.due.remove(entry);
  account.gone.set(id, { sequence, headHash, lastEvent: entry.lastEvent });
  if (subject.identity.parentId !== null) forgetChild(account, subject.identity.parentId, id);
  for (const control of subject.controls) account.controlOwners.delete(control.id);
}
