import type { ActivityOfType } from '../model/activity';
import type { JsonObject, JsonValue } from '../model/json';
import { formatInstant, type Instant } from '../time/instant';
import type { Segment } from './path';
import { readPath } from './read-path';

/** The latest success of any type, as stored; null when there never was one. */
export function lastSuccess(activity: readonly ActivityOfType[]): Instant | null {
  let last: Instant | null = null;
  for (const { successAt } of activity) {
    if (successAt !== null && (last === null || successAt > last)) last = successAt;
  }
  return last;
}

/** The latest success of one type; null when there never was one. */
export function lastSuccessOf(activity: readonly ActivityOfType[], type: string): Instant | null {
  for (const entry of activity) if (entry.type === type) return entry.successAt;
  return null;
}

/** The fact `activity` at a path. Types without a success are absent. */
export function readActivity(activity: readonly ActivityOfType[], path: readonly Segment[]): unknown {
  const [type, ...rest] = path;
  if (type === undefined) return allActivity(activity);
  for (const entry of activity) {
    if (entry.type !== String(type)) continue;
    const shown = showActivity(entry);
    return shown === null ? undefined : readPath(shown, rest);
  }
  return undefined;
}

function allActivity(activity: readonly ActivityOfType[]): JsonObject {
  const shown: [string, JsonValue][] = [];
  for (const entry of activity) {
    const value = showActivity(entry);
    if (value !== null) shown.push([entry.type, value]);
  }
  // It defines own properties, whatever the types are called.
  return Object.fromEntries(shown);
}

function showActivity({ successAt, successCount }: ActivityOfType): JsonObject | null {
  return successAt === null ? null : { lastAt: formatInstant(successAt), count: successCount };
}
