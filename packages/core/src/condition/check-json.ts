import { pointTo } from '../model/shape';
import { type CheckWalk, isMembers } from './check-walk';
import { forbiddenKeys } from './path';
import type { Report } from './report';

const DEEPEST = 16;
const MOST_VALUES = 200_000;

/** Checks that a literal is JSON, without forbidden keys, and of a bearable size. Returns whether it is. */
export function checkJson(value: unknown, pointer: string, walk: CheckWalk): boolean {
  const known = walk.values;
  let sound = true;
  const report: Report = (...issue) => {
    sound = false;
    walk.report(...issue);
  };
  if (!visit(value, pointer, 1, walk, report)) {
    report('VALUE_TOO_DEEP', pointer, `A value has at most ${DEEPEST} levels.`);
  }
  if (walk.values > MOST_VALUES && known <= MOST_VALUES) {
    report('TOO_MANY_VALUES', walk.root, `A condition holds at most ${MOST_VALUES} values.`);
  }
  return sound;
}

/** False when the value is too deep. */
function visit(value: unknown, pointer: string, depth: number, walk: CheckWalk, report: Report): boolean {
  walk.values += 1;
  if (walk.values > MOST_VALUES || isScalar(value)) return true;
  const list = Array.isArray(value);
  if (!list && !isMembers(value)) {
    report('VALUE_NOT_JSON', pointer, 'JSON cannot hold this value.');
    return true;
  }
  if (depth > DEEPEST) return false;
  let fits = true;
  for (const key of list ? value.keys() : Object.keys(value)) {
    const member: unknown = (value as Readonly<Record<string | number, unknown>>)[key];
    if (walk.values > MOST_VALUES) break;
    if (typeof key === 'string' && forbiddenKeys.has(key)) {
      report('FORBIDDEN_KEY', pointTo(pointer, key), `The key ${key} is not allowed.`);
    } else if (isScalar(member)) {
      // Passed over without a pointer of its own: a list may have very many.
      walk.values += 1;
    } else if (!visit(member, pointTo(pointer, String(key)), depth + 1, walk, report)) fits = false;
  }
  return fits;
}

function isScalar(value: unknown): boolean {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return true;
  return typeof value === 'number' && Number.isFinite(value);
}
