import type { BatchObservableResult, Meter } from '@opentelemetry/api';
import type { Storage } from '../storage/storage';
import type { Instant } from '../time/instant';
import { metrics } from './metrics';

/** Accounts whose first identity is looked at: those with the most to do. */
const MOST_ACCOUNTS = 100;

/**
 * Reads the backlog whenever the host's reader collects: how many are due, and since when the first of them. It costs one
 * count, and one identity of each of the accounts with the largest backlogs.
 * @returns what stops it.
 */
export function watchBacklog(meter: Meter, storage: Storage, now: () => Instant): () => void {
  const due = meter.createObservableGauge(metrics.due.name, metrics.due);
  const age = meter.createObservableGauge(metrics.dueAge.name, metrics.dueAge);
  const observe = async (result: BatchObservableResult): Promise<void> => {
    const backlog = await backlogOf(storage, now());
    result.observe(due, backlog.due);
    result.observe(age, backlog.age);
  };
  meter.addBatchObservableCallback(observe, [due, age]);
  return () => meter.removeBatchObservableCallback(observe, [due, age]);
}

async function backlogOf(storage: Storage, now: Instant): Promise<{ readonly due: number; readonly age: number }> {
  const accounts = await storage.dueSummary(now);
  const largest = [...accounts].sort((left, right) => right.due - left.due).slice(0, MOST_ACCOUNTS);
  let age = 0;
  for (const { accountId } of largest) age = Math.max(age, (now - (await firstExpiry(storage, accountId, now))) / 1000);
  return { due: accounts.reduce((sum, { due }) => sum + due, 0), age };
}

/** Of the identity that a sweep takes first. One that only a change of policies made due has waited for no time yet. */
async function firstExpiry(storage: Storage, accountId: string, now: Instant): Promise<Instant> {
  for await (const { expiresAt } of storage.scanDue(accountId, now)) return Math.min(expiresAt, now);
  return now;
}
