import { pointTo } from '../model/shape';
import type { ConditionEnvironment } from './condition-environment';
import { forbiddenKeys } from './path';
import type { Report } from './report';

/** A JSON object of unknown content. */
export type Members = Readonly<Record<string, unknown>>;

/** What the check of one condition carries along. */
export interface CheckWalk {
  readonly environment: ConditionEnvironment;
  readonly root: string;
  readonly report: Report;
  /** The names that the condition refers to. */
  readonly references: string[];
  /** How many nodes have been seen. */
  nodes: number;
  /** How many values of literals and `params` have been seen. */
  values: number;
  tooDeep: boolean;
}

/** Whether a value is a JSON object. */
export function isMembers(value: unknown): value is Members {
  return Object.prototype.toString.call(value) === '[object Object]';
}

/** Refuses every key that is not expected. */
export function checkKeys(members: Members, allowed: ReadonlySet<string>, pointer: string, report: Report): void {
  for (const key of Object.keys(members)) {
    if (forbiddenKeys.has(key)) report('FORBIDDEN_KEY', pointTo(pointer, key), `The key ${key} is not allowed.`);
    else if (!allowed.has(key)) report('UNKNOWN_KEY', pointTo(pointer, key), 'This key means nothing here.');
  }
}

/** Whether a key is there with a value that JSON can hold. */
export function hasMember(members: Members, key: string): boolean {
  return Object.hasOwn(members, key) && members[key] !== undefined;
}
