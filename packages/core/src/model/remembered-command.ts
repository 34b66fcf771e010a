import type { Instant } from '../time/instant';
import type { JsonValue } from './json';

/** The answer to a command of an account that came with an idempotency key (E6). */
export interface RememberedCommand {
  readonly key: string;
  /** What was commanded: the same key for another command is a mistake. */
  readonly command: string;
  readonly at: Instant;
  /** What the caller was told, as JSON. */
  readonly answer: JsonValue;
}

/** How long a command is remembered by its idempotency key (E6): 24 hours. */
export const REMEMBERED_FOR = 86_400_000;

/** Whether a command is still remembered. */
export function isRemembered({ at }: Pick<RememberedCommand, 'at'>, now: Instant): boolean {
  return at > now - REMEMBERED_FOR;
}
