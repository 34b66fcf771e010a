import type { JsonValue } from '../model/json';
import { isObject } from '../model/shape';
import { type BulkOutcome, bulkOutcome } from './decide-batch';
import { type Once, onceUnder, outcomeOf, outcomeToJson } from './once';

/** A batch that is done once under its idempotency key (E6); null without a key. */
export function bulkOnce<T>(key: string | null, command: string): Once<BulkOutcome<T>> | null {
  return onceUnder(key, { command, write, read: (answer) => readOutcome<T>(answer) });
}

function write<T>({ items }: BulkOutcome<T>): JsonValue {
  return { items: items.map(outcomeToJson) };
}

function readOutcome<T>(answer: JsonValue): BulkOutcome<T> {
  const { items } = isObject(answer) ? answer : {};
  return bulkOutcome<T>(Array.isArray(items) ? items.map((item) => outcomeOf<T>(item)) : []);
}
