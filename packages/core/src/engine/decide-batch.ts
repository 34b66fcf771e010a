import type { Context } from '../decide/context';
import { commitOf, type ItemOutcome, type Work, workOn } from '../decide/work';
import type { UpdateOptions } from '../storage/storage';
import { firstAnswer, type Once, rememberedAs } from './once';
import { checkFresh, underPolicies } from './policy-cache';
import { contextOf, type Runtime } from './runtime';
import { checkFacts } from './under-facts';

/** How a batch fared, item by item. */
export interface BulkOutcome<T> {
  /** In the order of the batch. */
  readonly items: readonly ItemOutcome<T>[];
  readonly succeeded: number;
  readonly failed: number;
}

/** Whose subjects a batch is about, and who asked for it. */
export interface Batch extends Pick<UpdateOptions, 'withDescendants'> {
  readonly accountId: string;
  /** The ids of the subjects to load; repeated ones count once. */
  readonly ids: Iterable<string>;
  readonly actor: string | null;
}

/**
 * Runs a decision under lock and the policies in force, commits it, and tells the listeners. One that was done under its
 * idempotency key gives its first answer, and changes nothing (E6).
 */
export async function decideBatch<T>(
  runtime: Runtime,
  batch: Batch,
  decide: (work: Work, context: Context) => T,
  once: Once<T> | null = null,
): Promise<T> {
  const { accountId, actor, withDescendants = false } = batch;
  const ids = [...new Set(batch.ids)];
  return underPolicies(runtime.policies, accountId, async (active) => {
    const { value, events } = await runtime.storage.update(
      accountId,
      ids,
      (slots, policyRevision, remembered) => {
        checkFresh(active, policyRevision);
        const work = workOn(slots);
        const context = contextOf(runtime, active, actor);
        const first = once === null ? null : firstAnswer(once, remembered, context.at);
        const decided = first === null ? decide(work, context) : first.answer;
        const remember = once === null || first !== null ? null : rememberedAs(once, decided, context.at);
        checkFacts(active);
        const commit = commitOf(work);
        return {
          commit: remember === null ? commit : { ...commit, remember },
          answer: { value: decided, events: work.events },
        };
      },
      once === null ? { withDescendants } : { withDescendants, idempotencyKey: once.key },
    );
    runtime.emit(events);
    return value;
  });
}

/** Sums up the outcomes of a batch. */
export function bulkOutcome<T>(items: readonly ItemOutcome<T>[]): BulkOutcome<T> {
  const succeeded = items.filter(({ ok }) => ok).length;
  return { items, succeeded, failed: items.length - succeeded };
}
