import { FIRST_HASH } from '../model/chain';
import { DormouseError } from '../model/errors';
import type { IdentityEvent } from '../model/event';
import type { Change, Commit, Slot, StoredSubject } from '../model/stored-subject';

/**
 * The slots of one decision about several identities. Each item sees what the items before it changed, and all changes
 * end up in one commit. It lives for one call and is never shared.
 */
export interface Work {
  readonly slots: Map<string, Slot>;
  readonly changed: Set<string>;
  readonly events: IdentityEvent[];
  /** Earlier events without the personal data that was erased (E3a). */
  readonly rewritten: IdentityEvent[];
}

export function workOn(slots: readonly Slot[]): Work {
  return { slots: new Map(slots.map((slot) => [slot.id, slot])), changed: new Set(), events: [], rewritten: [] };
}

/** The slot of an id that was loaded. */
export function slotOf(work: Work, id: string): Slot {
  return work.slots.get(id) ?? { id, stored: null, sequence: 0, headHash: FIRST_HASH };
}

/** Takes a change into the work. */
export function take(work: Work, change: Change): void {
  const { id, stored, sequence, headHash, events } = change;
  if (stored === slotOf(work, id).stored && events.length === 0) return;
  work.slots.set(id, { id, stored, sequence, headHash });
  work.changed.add(id);
  for (const event of events) work.events.push(event);
}

/** Everything that the work has changed. */
export function commitOf(work: Work): Commit {
  const put: StoredSubject[] = [];
  const remove: string[] = [];
  for (const id of work.changed) {
    const { stored } = slotOf(work, id);
    if (stored === null) remove.push(id);
    else put.push(stored);
  }
  const { events, rewritten } = work;
  return rewritten.length === 0 ? { put, remove, events } : { put, remove, events, rewritten };
}

/** How one item of a batch fared: done with its value, or refused with the reason. `index` is its place in the batch. */
export type ItemOutcome<T> =
  | { readonly ok: true; readonly index: number; readonly value: T }
  | { readonly ok: false; readonly index: number; readonly error: DormouseError };

/**
 * Tries one item. A refused item changes nothing; with `atomic` its refusal is thrown, so that nothing is written.
 * @throws DormouseError with `atomic`: the refusal, with `data.index`.
 */
export function tryItem<T>(index: number, atomic: boolean, decide: () => T): ItemOutcome<T> {
  try {
    return { ok: true, index, value: decide() };
  } catch (error) {
    if (!(error instanceof DormouseError)) throw error;
    if (!atomic) return { ok: false, index, error };
    throw new DormouseError(error.code, error.message, { ...error.data, index }, { cause: error });
  }
}
