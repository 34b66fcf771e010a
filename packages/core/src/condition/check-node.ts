import { quote } from '../model/shape';
import { checkLeaf, leafKeys } from './check-leaf';
import { type CheckWalk, checkKeys, isMembers, type Members } from './check-walk';

const DEEPEST = 32;
const MOST_NODES = 10_000;

const groupKeys = ['all', 'any', 'not', 'condition'] as const;
const allKeys: ReadonlySet<string> = new Set([...groupKeys, ...leafKeys, 'name', 'priority']);

/** Checks a node and everything below it. It never goes deeper than 32 levels, nor past 10,000 nodes. */
export function checkNode(node: unknown, pointer: string, depth: number, walk: CheckWalk): void {
  if (!enter(depth, walk)) return;
  if (!isMembers(node)) {
    walk.report('INVALID_NODE', pointer, 'A condition is an object.');
    return;
  }
  checkNotes(node, pointer, walk);
  const groups = groupKeys.filter((key) => Object.hasOwn(node, key));
  const leaf = leafKeys.some((key) => Object.hasOwn(node, key));
  if (groups.length === 0 && leaf) {
    if (depth === 1) walk.report('LEAF_AT_ROOT', pointer, 'Put the comparison into "all": a leaf is no condition.');
    checkLeaf(node, pointer, walk);
    return;
  }
  checkKeys(node, allKeys, pointer, walk.report);
  if (groups.length === 0) {
    walk.report('INVALID_NODE', pointer, 'A condition has one of all, any, not, condition, or is a comparison.');
  } else if (groups.length > 1 || leaf) {
    walk.report('AMBIGUOUS_NODE', pointer, 'A condition has exactly one of all, any, not, condition, and no fact.');
  }
  for (const key of groups) checkGroup(key, node[key], `${pointer}/${key}`, depth, walk);
}

/** Counts the node. False when the condition is too large to go on. */
function enter(depth: number, walk: CheckWalk): boolean {
  walk.nodes += 1;
  if (walk.nodes === MOST_NODES + 1) {
    walk.report('TOO_MANY_NODES', walk.root, `A condition has at most ${MOST_NODES} nodes.`);
  }
  if (walk.nodes > MOST_NODES) return false;
  if (depth <= DEEPEST) return true;
  if (!walk.tooDeep) walk.report('TOO_DEEP', walk.root, `A condition has at most ${DEEPEST} levels.`);
  walk.tooDeep = true;
  return false;
}

function checkNotes(node: Members, pointer: string, walk: CheckWalk): void {
  if (Object.hasOwn(node, 'name') && typeof node.name !== 'string') {
    walk.report('INVALID_NAME', `${pointer}/name`, 'A name is a text.');
  }
  if (!Object.hasOwn(node, 'priority')) return;
  const { priority } = node;
  if (typeof priority !== 'number' || !Number.isSafeInteger(priority) || priority < 1) {
    walk.report('INVALID_PRIORITY', `${pointer}/priority`, 'A priority is a whole number, 1 or more.');
  }
}

function checkGroup(
  key: (typeof groupKeys)[number],
  value: unknown,
  pointer: string,
  depth: number,
  walk: CheckWalk,
): void {
  if (key === 'not') checkNode(value, pointer, depth + 1, walk);
  else if (key === 'condition') checkName(value, pointer, walk);
  else if (!Array.isArray(value)) walk.report('INVALID_GROUP', pointer, `The value of "${key}" is a list.`);
  else if (value.length === 0) walk.report('EMPTY_GROUP', pointer, `An empty "${key}" says nothing.`);
  else {
    for (let index = 0; index < value.length && walk.nodes <= MOST_NODES; index += 1) {
      checkNode(value[index], `${pointer}/${index}`, depth + 1, walk);
    }
  }
}

function checkName(value: unknown, pointer: string, walk: CheckWalk): void {
  if (typeof value !== 'string') {
    walk.report('INVALID_CONDITION_NAME', pointer, 'A condition is named by a text.');
    return;
  }
  walk.references.push(value);
  if (walk.environment.named.has(value)) return;
  walk.report('UNKNOWN_CONDITION', pointer, `There is no condition named ${quote(value)}.`);
}
