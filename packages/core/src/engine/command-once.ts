import { checkOptionalId } from './check-input';
import { type Once, onceUnder, plainAnswer } from './once';

/** A command with an answer that is JSON, done once under its idempotency key (E6); null without a key. */
export function commandOnce<T>(idempotencyKey: unknown, command: string): Once<T> | null {
  return onceUnder<T>(checkOptionalId(idempotencyKey, 'idempotencyKey'), { command, ...plainAnswer });
}
