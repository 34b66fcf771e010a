import { DormouseError, type StoredSubject } from '@dormouse/core';
import type { Row } from '../sql/statement';
import { fromJson, toInstantOrNever } from '../sql/values';
import { type ActivityTuple, readActivity } from './activity-row';

/**
 * What of a stored subject is in its JSON: all but its expiry, which activity changes too, and the activity, which has a
 * table of its own. JSON escapes characters that PostgreSQL's texts and `jsonb` cannot hold, and `json` keeps the escapes.
 */
export function writeRecord(stored: StoredSubject): string {
  return JSON.stringify({
    ...stored,
    expiresAt: undefined,
    unreviewed: undefined,
    subject: { ...stored.subject, activity: undefined },
  });
}

/** A stored subject from its columns. @throws DormouseError `STORAGE_CORRUPT` when they are not what was written. */
export function readSubject(row: Row): StoredSubject {
  const { subject, ...rest } = fromJson<StoredSubject>(row['record']);
  const lists = [subject?.controls, subject?.requirements, subject?.exemptions, subject?.progress];
  if (typeof subject?.identity?.id !== 'string' || !lists.every(Array.isArray)) {
    throw new DormouseError('STORAGE_CORRUPT', 'a stored record is no subject');
  }
  const activity =
    row['activity'] === null ? [] : fromJson<readonly ActivityTuple[]>(row['activity']).map(readActivity);
  const mark = row['unreviewed'] === 'true' ? { unreviewed: true as const } : {};
  return { ...rest, ...mark, expiresAt: toInstantOrNever(row['expires_at']), subject: { ...subject, activity } };
}
