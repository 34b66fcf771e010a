import type { StoredSubject } from '../model/stored-subject';
import { isSame } from './is-same';

/**
 * Writes a record as JSON and reads it back.
 * @throws Error when it is no plain data: what comes back is not the same.
 */
export function throughJson<T>(record: T): T {
  if (record === undefined) return record;
  const text = JSON.stringify(record);
  const back = text === undefined ? undefined : (JSON.parse(text) as T);
  if (isSame(record, back)) return back as T;
  throw new Error(`a record is no plain data: ${text?.slice(0, 300)}`);
}

/**
 * The same for a stored subject. The one number in a record that JSON has no word for is an `expiresAt` of `Infinity`:
 * it is written as null.
 */
export function subjectThroughJson(stored: StoredSubject): StoredSubject {
  const expiresAt = stored.expiresAt === Number.POSITIVE_INFINITY ? null : stored.expiresAt;
  const back = throughJson({ ...stored, expiresAt });
  return { ...back, expiresAt: back.expiresAt ?? Number.POSITIVE_INFINITY };
}
