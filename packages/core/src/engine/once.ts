import type { ItemOutcome } from '../decide/work';
import { DormouseError, type ErrorCode, type ErrorData, isDormouseError } from '../model/errors';
import type { JsonValue } from '../model/json';
import { isRemembered, type RememberedCommand } from '../model/remembered-command';
import { isObject } from '../model/shape';
import type { Instant } from '../time/instant';

/** A command that is done once under its idempotency key (E6), and how its answer is kept. */
export interface Once<T> {
  readonly key: string;
  readonly command: string;
  readonly write: (answer: T) => JsonValue;
  readonly read: (answer: JsonValue) => T;
}

/** A command under its key; null when it came without one. */
export function onceUnder<T>(key: string | null, once: Omit<Once<T>, 'key'>): Once<T> | null {
  return key === null ? null : { key, ...once };
}

/**
 * The first answer to a command that is repeated; null when the key is new.
 * @throws DormouseError `CONFLICT` when the key was used for another command.
 */
export function firstAnswer<T>(
  once: Once<T>,
  remembered: RememberedCommand | null,
  now: Instant,
): { readonly answer: T } | null {
  if (remembered === null || !isRemembered(remembered, now)) return null;
  if (remembered.command === once.command) return { answer: once.read(remembered.answer) };
  throw new DormouseError('CONFLICT', 'the idempotency key was used for another command', {
    idempotencyKey: once.key,
    command: remembered.command,
  });
}

/** What to remember of a command. */
export function rememberedAs<T>({ key, command, write }: Once<T>, answer: T, at: Instant): RememberedCommand {
  return { key, command, at, answer: write(answer) };
}

/** An answer that is JSON already. */
export const plainAnswer = {
  write: <T>(answer: T): JsonValue => toJson(answer),
  read: <T>(answer: JsonValue): T => answer as T,
} as const;

/** A refusal as JSON: the code, the message and the data. What caused it is not kept. */
export function refusalToJson({ code, message, data }: DormouseError): JsonValue {
  return { code, message, data: toJson(data) };
}

/** The refusal again. */
export function refusalOf(json: unknown): DormouseError {
  const { code, message, data } = isObject(json) ? json : {};
  return new DormouseError(code as ErrorCode, String(message), data as ErrorData);
}

/** The outcome of one item of a batch as JSON. */
export function outcomeToJson<T>(item: ItemOutcome<T>): JsonValue {
  const { index } = item;
  return item.ok ? { index, value: toJson(item.value) } : { index, error: refusalToJson(item.error) };
}

/** The outcome again. */
export function outcomeOf<T>(json: unknown): ItemOutcome<T> {
  const { index, value, error } = isObject(json) ? json : {};
  const place = Number(index);
  return error === undefined
    ? { ok: true, index: place, value: value as T }
    : { ok: false, index: place, error: refusalOf(error) };
}

/** What JSON keeps of a value. The data of a refusal is records and numbers; anything else must not break the answer. */
function toJson(value: unknown): JsonValue {
  try {
    return JSON.parse(JSON.stringify(value) ?? 'null') as JsonValue;
  } catch (error) {
    if (isDormouseError(error)) throw error;
    return null;
  }
}
