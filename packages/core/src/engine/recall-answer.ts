import { firstAnswer, type Once } from './once';
import { noChange } from './policies';
import type { Runtime } from './runtime';

/**
 * The first answer to a command about the account that is repeated under its key (E6); null when the key is new, or there
 * is none. It is for commands whose work is more than one commit: they look first, and remember at the end.
 * @throws DormouseError `CONFLICT` when the key was used for another command.
 */
export async function recallAnswer<T>(
  runtime: Runtime,
  accountId: string,
  once: Once<T> | null,
): Promise<{ readonly answer: T } | null> {
  if (once === null) return null;
  let first: { readonly answer: T } | null = null;
  await runtime.storage.updatePolicies(
    accountId,
    (_, __, remembered) => {
      first = firstAnswer(once, remembered, runtime.now());
      return noChange;
    },
    { idempotencyKey: once.key },
  );
  return first;
}
