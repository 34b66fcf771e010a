import { isRemembered, type RememberedCommand } from '@dormouse/core';
import { deepFreeze } from './deep-freeze';

/** What an account remembers by idempotency key (E6), in the order of the commands. */
export type Remembered = Map<string, RememberedCommand>;

export function recall(remembered: Remembered, key: string | undefined): RememberedCommand | null {
  return key === undefined ? null : (remembered.get(key) ?? null);
}

/** Remembers an answer, and forgets those that are too old, from the oldest on. */
export function remember(remembered: Remembered, command: RememberedCommand | undefined): void {
  if (command === undefined) return;
  deepFreeze(command, undefined);
  remembered.delete(command.key);
  for (const [key, older] of remembered) {
    if (isRemembered(older, command.at)) break;
    remembered.delete(key);
  }
  remembered.set(command.key, command);
}
