import type { Issue } from '../model/errors';
import { pointTo } from '../model/shape';
import { checkNode } from './check-node';
import { isMembers } from './check-walk';
import type { ConditionEnvironment } from './condition-environment';
import { namesOnCycles } from './cycles';
import { forbiddenKeys } from './path';
import { createReport } from './report';

export type { ConditionEnvironment } from './condition-environment';

/**
 * Checks a condition of a policy (C1) and adds everything that is wrong with it to `issues`, each with the pointer of
 * the offending member. A condition without an issue of severity `error` can be compiled.
 *
 * @param pointer the JSON Pointer of the condition in its document
 */
export function checkCondition(
  value: unknown,
  pointer: string,
  environment: ConditionEnvironment,
  issues: Issue[],
): void {
  checkRoot(value, pointer, environment, issues);
}

/**
 * Checks the named conditions of a policy, which stand at `/conditions`: each like any other, and that none refers to
 * itself. Nothing is said about a policy that has none.
 */
export function checkNamedConditions(value: unknown, environment: ConditionEnvironment, issues: Issue[]): void {
  if (value === undefined) return;
  const report = createReport('/conditions', issues);
  if (!isMembers(value)) {
    report('INVALID_NODE', '/conditions', 'The named conditions are an object.');
    return;
  }
  const references = new Map<string, readonly string[]>();
  for (const name of Object.keys(value)) {
    const pointer = pointTo('/conditions', name);
    if (forbiddenKeys.has(name)) report('FORBIDDEN_KEY', pointer, `The key ${name} is not allowed.`);
    else references.set(name, checkRoot(value[name], pointer, environment, issues));
  }
  for (const name of namesOnCycles(references)) {
    report('CYCLIC_CONDITION', pointTo('/conditions', name), 'This condition refers to itself.');
  }
}

/** The names that the condition refers to. */
function checkRoot(
  value: unknown,
  pointer: string,
  environment: ConditionEnvironment,
  issues: Issue[],
): readonly string[] {
  const report = createReport(pointer, issues);
  const walk = { environment, root: pointer, report, references: [], nodes: 0, values: 0, tooDeep: false };
  checkNode(value, pointer, 1, walk);
  return walk.references;
}
