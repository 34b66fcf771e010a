import {
  type Commit,
  type Control,
  DormouseError,
  type IdentityEvent,
  type RememberedCommand,
  type Restricts,
  type StoredSubject,
} from '@dormouse/core';
import type { Loaded, LoadedRow } from '../rows/loaded';
import { changedControls } from './changed-controls';
import { checkChains, type Head } from './check-chains';

/** An identity that is there, as it was read. */
export interface Known {
  readonly id: string;
  readonly version: string;
}

/** A subject to write, over what was read. */
export interface Update extends Known {
  readonly stored: StoredSubject;
}

/** Where the log of an id that has no identity ends; `before`: where it ended when it was read, null when nowhere. */
export interface GoneHead extends Head {
  readonly id: string;
  readonly before: Head | null;
}

/** What a commit does to each table. */
export interface Plan {
  readonly accountId: string;
  readonly createsAccount: boolean;
  readonly updates: readonly Update[];
  readonly inserts: readonly StoredSubject[];
  readonly removes: readonly Known[];
  /** Those that are removed and at once there again: nothing of before is left of them. */
  readonly replaced: readonly StoredSubject[];
  /** Identities that the decision has read and the commit leaves as they are. */
  readonly kept: readonly Known[];
  /** Those that begin to await activity: nothing may have come since they were read (A7). */
  readonly awaiting: readonly (readonly [id: string, activity: string | null])[];
  readonly gone: readonly GoneHead[];
  /** Ids that have an identity again. */
  readonly back: readonly (Head & { readonly id: string })[];
  readonly controls: readonly Control[];
  readonly events: readonly IdentityEvent[];
  readonly rewritten: readonly IdentityEvent[];
  readonly restricts: Restricts | null;
  readonly remember: RememberedCommand | null;
  readonly key: Loaded['key'];
}

/**
 * What a commit does, given what the decision has read.
 * @returns null when it does nothing.
 * @throws DormouseError `CONFLICT` when an event does not follow, or one id is given to two new controls;
 * `INVALID_ARGUMENT` when it names an id that is no slot of the decision.
 */
export function planCommit(accountId: string, loaded: Loaded, commit: Commit): Plan | null {
  const { events, rewritten = [], remember = null } = commit;
  const restricts = commit.restricts === undefined || commit.restricts.identities === 0 ? null : commit.restricts;
  if (isNothing(commit) && rewritten.length === 0 && restricts === null && remember === null) return null;
  const row = (id: string): LoadedRow => rowOf(loaded, id);
  const heads = checkChains(events, (id) => ({ sequence: row(id).sequence, hash: row(id).headHash }));
  const puts = [...commit.put].sort((left, right) => (left.subject.identity.id < right.subject.identity.id ? -1 : 1));
  const inserts = puts.filter(({ subject }) => row(subject.identity.id).version === null);
  const updates = puts.flatMap((stored) => updateOf(stored, row(stored.subject.identity.id)));
  const removed = new Set(commit.remove);
  const replaced = updates.flatMap(({ id, stored }) => (removed.has(id) ? [stored] : []));
  const back = new Set(puts.map(({ subject }) => subject.identity.id));
  const removes = [...removed].flatMap((id) => (back.has(id) ? [] : knownOf(id, row(id))));
  const written = new Set([...updates, ...removes].map(({ id }) => id));
  const kept = [...loaded.rows].flatMap(([id, each]) => (written.has(id) ? [] : knownOf(id, each)));
  return {
    accountId,
    createsAccount: !loaded.hasAccount,
    updates,
    inserts,
    removes,
    replaced,
    kept,
    awaiting: updates.flatMap(({ id, stored }) =>
      stored.awaitsActivity && !row(id).awaits ? [[id, row(id).activity] as const] : [],
    ),
    gone: goneHeads(loaded, removes, inserts, heads),
    back: inserts.flatMap(({ subject: { identity } }) => {
      const { sequence, headHash } = row(identity.id);
      return sequence === 0 ? [] : [{ id: identity.id, sequence, hash: headHash }];
    }),
    controls: changedControls(puts, (id) => (removed.has(id) ? null : row(id).record)),
    events,
    rewritten,
    restricts,
    remember,
    key: loaded.key,
  };
}

function isNothing({ put, remove, events }: Commit): boolean {
  return put.length === 0 && remove.length === 0 && events.length === 0;
}

function rowOf({ rows }: Loaded, id: string): LoadedRow {
  const row = rows.get(id);
  if (row !== undefined) return row;
  throw new DormouseError('INVALID_ARGUMENT', 'a commit names an id that is no slot of its decision', {
    identityId: id,
  });
}

function knownOf(id: string, { version }: LoadedRow): readonly Known[] {
  return version === null ? [] : [{ id, version }];
}

function updateOf(stored: StoredSubject, { version }: LoadedRow): readonly Update[] {
  return version === null ? [] : [{ id: stored.subject.identity.id, version, stored }];
}

/** Where the logs of removed identities end, and of ids that never were one. */
function goneHeads(
  loaded: Loaded,
  removes: readonly Known[],
  inserts: readonly StoredSubject[],
  heads: ReadonlyMap<string, Head>,
): readonly GoneHead[] {
  const there = new Set(inserts.map(({ subject }) => subject.identity.id));
  const found = removes.flatMap(({ id }): readonly GoneHead[] => {
    const { sequence, headHash: hash } = rowOf(loaded, id);
    const head = heads.get(id) ?? { sequence, hash };
    return head.sequence === 0 ? [] : [{ id, sequence: head.sequence, hash: head.hash, before: null }];
  });
  const moved = [...heads].flatMap(([id, { sequence, hash }]): readonly GoneHead[] => {
    const row = rowOf(loaded, id);
    if (row.version !== null || there.has(id)) return [];
    return [{ id, sequence, hash, before: row.sequence === 0 ? null : { sequence: row.sequence, hash: row.headHash } }];
  });
  return [...found, ...moved];
}
