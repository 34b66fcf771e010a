import { formatInstant } from '@dormouse/core';
import type { ActivityJson } from '../importer';

/** A report knows the last use, not how often: one is the count that is certain. */
export function lastUse(at: number, outcome: 'success' | 'failure' = 'success'): ActivityJson {
  return { [outcome]: { lastAt: formatInstant(at), count: 1 } };
}
