import { type Check, refuse } from './shape';

/** The longest id that is accepted (semantics §13). */
export const MAX_ID_LENGTH = 256;

// Control characters break logs, terminals and CSV files; no id has a use for them. A lone surrogate has no UTF-8.
// biome gives no way to write the range but by escapes.
const controlCharacters = /\p{Cc}|\p{Cs}/u;

/** Whether a value can be an id: a text of 1 to 256 characters without control characters. */
export function isId(value: unknown): value is string {
  return (
    typeof value === 'string' && value.length > 0 && value.length <= MAX_ID_LENGTH && !controlCharacters.test(value)
  );
}

/** Checks an id, or a name used like one: a kind, a type, a label, a reason code. */
export const id: Check = (value, pointer, issues) => {
  if (!isId(value)) {
    refuse(
      issues,
      'INVALID_ID',
      pointer,
      `must be a text of 1 to ${MAX_ID_LENGTH} characters without control characters`,
    );
  }
};
