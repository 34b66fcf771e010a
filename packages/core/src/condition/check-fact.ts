import { quote } from '../model/shape';
import { checkCountParams } from './check-count';
import { checkJson } from './check-json';
import { type CheckWalk, hasMember, isMembers, type Members } from './check-walk';
import { builtInFacts, type Shape } from './facts';
import type { AttributeType } from './language';
import { forbiddenKeys, parsePath, type Segment } from './path';
import { shapeAt, shapeOfType, stepInto } from './shape';

/** A fact that a leaf reads, with what is known of its value. */
export interface FactUse {
  readonly fact: string;
  readonly shape: Shape;
  /** Whether the shape comes from the policy's own declaration. */
  readonly declared: boolean;
}

/** Checks `fact`, `path` and `params` of a leaf or a reference. Null when they name no known place. */
export function checkFact(members: Members, pointer: string, walk: CheckWalk): FactUse | null {
  checkParams(members, pointer, walk);
  const path = checkPath(members, pointer, walk);
  if (!hasMember(members, 'fact')) {
    walk.report('MISSING_KEY', `${pointer}/fact`, 'A leaf needs a fact.');
    return null;
  }
  const { fact } = members;
  if (typeof fact !== 'string') {
    walk.report('INVALID_FACT', `${pointer}/fact`, 'A fact is named by a text.');
    return null;
  }
  if (!builtInFacts.has(fact)) return checkHostFact(fact, path, pointer, walk);
  if (fact === 'activityCount') checkCountParams(members, pointer, walk);
  if (path === null) return null;
  const type = fact === 'attributes' ? declaredType(path, pointer, walk) : undefined;
  return { fact, shape: shapeAt(fact, path, type), declared: type !== undefined };
}

/** A host fact is known by its declaration only (C7). */
function checkHostFact(
  fact: string,
  path: readonly Segment[] | null,
  pointer: string,
  walk: CheckWalk,
): FactUse | null {
  const type = walk.environment.hostFacts?.get(fact);
  if (type === undefined) {
    walk.report('UNKNOWN_FACT', `${pointer}/fact`, `There is no fact ${quote(fact)}.`);
    return null;
  }
  if (path === null) return null;
  const shape = type === null ? 'any' : shapeOfType(type);
  return { fact, shape: path.reduce(stepInto, shape), declared: type !== null };
}

function checkParams(members: Members, pointer: string, walk: CheckWalk): void {
  if (!Object.hasOwn(members, 'params')) return;
  if (isMembers(members.params)) checkJson(members.params, `${pointer}/params`, walk);
  else walk.report('INVALID_PARAMS', `${pointer}/params`, 'The params are an object.');
}

function checkPath(members: Members, pointer: string, walk: CheckWalk): readonly Segment[] | null {
  if (!Object.hasOwn(members, 'path')) return [];
  const path = typeof members.path === 'string' ? parsePath(members.path) : null;
  if (path === null) {
    walk.report('INVALID_PATH', `${pointer}/path`, 'A path is $ followed by .name or [index], such as $.a.b[0].');
    return null;
  }
  const forbidden = path.find((segment) => typeof segment === 'string' && forbiddenKeys.has(segment));
  if (forbidden === undefined) return path;
  walk.report('FORBIDDEN_KEY', `${pointer}/path`, `The key ${forbidden} is not allowed.`);
  return null;
}

function declaredType(path: readonly Segment[], pointer: string, walk: CheckWalk): AttributeType | undefined {
  const { attributes } = walk.environment;
  const [first] = path;
  if (attributes === null || first === undefined) return undefined;
  const type = attributes.get(String(first));
  if (type === undefined) {
    walk.report('UNDECLARED_ATTRIBUTE', `${pointer}/path`, `The policy declares no attribute ${quote(String(first))}.`);
  }
  return type;
}
