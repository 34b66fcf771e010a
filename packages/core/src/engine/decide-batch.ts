import type { Context } from '../decide/context';
import { commitOf, type ItemOutcome, type Work, workOn } from '../decide/work';
import type { UpdateOptions } from '../storage/storage';
import { checkFresh, underPolicies } from './policy-cache';
import { contextOf, type Runtime } from './runtime';

/** How a batch fared, item by item. */
export interface BulkOutcome<T> {
  /** In the order of the batch. */
  readonly items: readonly ItemOutcome<T>[];
  readonly succeeded: number;
  readonly failed: number;
}

/** Whose subjects a batch is about, and who asked for it. */
export interface Batch extends UpdateOptions {
  readonly accountId: string;
  /** The ids of the subjects to load; repeated ones count once. */
  readonly ids: Iterable<string>;
  readonly actor: string | null;
}

/** Runs a decision under lock and the policies in force, commits it, and tells the listeners. */
export async function decideBatch<T>(
  runtime: Runtime,
  batch: Batch,
  decide: (work: Work, context: Context) => T,
): Promise<T> {
  const { accountId, actor, withDescendants = false } = batch;
  const ids = [...new Set(batch.ids)];
  return underPolicies(runtime.policies, accountId, async (active) => {
    const { value, events } = await runtime.storage.update(
      accountId,
      ids,
      (slots, policyRevision) => {
        checkFresh(active, policyRevision);
        const work = workOn(slots);
        const decided = decide(work, contextOf(runtime, active, actor));
        return { commit: commitOf(work), answer: { value: decided, events: work.events } };
      },
      { withDescendants },
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
