import type { Storage } from '../storage/storage';
import { wrapStorage } from './wrap-storage';

/** Which write fails, counted from 1: before anything was written, or after all of it was. */
export type FlakyOptions = { readonly failBefore: number } | { readonly failAfter: number };

/**
 * A storage of which one write fails with an `Error`, as when a connection breaks. After `failBefore` nothing was
 * written; after `failAfter` everything was, and only the answer is lost. All other calls work. A write is a call of
 * `update`, `updateDue`, `recordActivity`, `updateConsumer`, `updatePolicies`, `writeReportPart` or `removeAccount`,
 * whatever it writes.
 */
export function flaky(inner: Storage, options: FlakyOptions): Storage {
  let writes = 0;
  const disturb = async <T>(write: () => Promise<T>): Promise<T> => {
    writes += 1;
    const number = writes;
    if ('failBefore' in options && options.failBefore === number) {
      throw new Error(`the storage failed before write ${number}`);
    }
    const answer = await write();
    if ('failAfter' in options && options.failAfter === number) {
      throw new Error(`the storage failed after write ${number}`);
    }
    return answer;
  };
  return wrapStorage(inner, {
    update: (accountId, ids, decide, more) => disturb(() => inner.update(accountId, ids, decide, more)),
    updateDue: (request, decide) => disturb(() => inner.updateDue(request, decide)),
    recordActivity: (accountId, marks, more) => disturb(() => inner.recordActivity(accountId, marks, more)),
    updateConsumer: (accountId, name, decide) => disturb(() => inner.updateConsumer(accountId, name, decide)),
    updatePolicies: (accountId, decide, more) => disturb(() => inner.updatePolicies(accountId, decide, more)),
    writeReportPart: (accountId, reportId, part) => disturb(() => inner.writeReportPart(accountId, reportId, part)),
    removeAccount: (accountId, check) => disturb(() => inner.removeAccount(accountId, check)),
  });
}
