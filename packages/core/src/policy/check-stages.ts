import type { Issue } from '../model/errors';
import { isObject, pointTo, quote, refuse, warn } from '../model/shape';
import { ascends, parseDuration } from '../time/duration';

/** Reports every id that was already taken, at the later one's `/id` (P3). Adds the ids to `taken`. */
export function checkUniqueIds(
  members: readonly unknown[],
  pointer: string,
  taken: Set<string>,
  issues: Issue[],
): void {
  members.forEach((member, index) => {
    const id = isObject(member) ? member['id'] : undefined;
    if (typeof id !== 'string') return;
    if (taken.has(id)) refuse(issues, 'DUPLICATE_ID', `${pointTo(pointer, index)}/id`, `the id ${quote(id)} is taken`);
    taken.add(id);
  });
}

/**
 * Checks both stage lists of a rule: ids are unique over both (A4), and each list is strictly ascending for every base
 * (P3, T6).
 */
export function checkStages(rule: unknown, pointer: string, exactDays: boolean, issues: Issue[]): void {
  if (!isObject(rule)) return;
  const taken = new Set<string>();
  const lists: [unknown, string][] = [[rule['stages'], `${pointer}/stages`]];
  if (isObject(rule['neverActive'])) lists.push([rule['neverActive']['stages'], `${pointer}/neverActive/stages`]);
  for (const [stages, at] of lists) {
    if (!Array.isArray(stages)) continue;
    checkUniqueIds(stages, at, taken, issues);
    checkAscending(stages, at, exactDays, issues);
    adviseOnOrder(stages, at, issues);
  }
}

function checkAscending(stages: readonly unknown[], pointer: string, exactDays: boolean, issues: Issue[]): void {
  for (let index = 1; index < stages.length; index++) {
    const earlier = afterOf(stages[index - 1]);
    const later = afterOf(stages[index]);
    if (earlier === null || later === null || ascends(earlier, later, exactDays)) continue;
    refuse(
      issues,
      'STAGES_NOT_ASCENDING',
      `${pointTo(pointer, index)}/after`,
      `${later.text} does not come after ${earlier.text} for every start date`,
    );
  }
}

function afterOf(stage: unknown): ReturnType<typeof parseDuration> {
  const after = isObject(stage) ? stage['after'] : undefined;
  return typeof after === 'string' ? parseDuration(after) : null;
}

/** Lint (P3): a notice after the last control warns of nothing. */
function adviseOnOrder(stages: readonly unknown[], pointer: string, issues: Issue[]): void {
  const last = stages.findLastIndex((stage) => isObject(stage) && isObject(stage['control']));
  stages.forEach((stage, index) => {
    if (index > last && last >= 0 && isObject(stage) && isNotice(stage['notify'])) {
      warn(issues, 'NOTICE_AFTER_CONTROL', pointTo(pointer, index), 'this notice comes after the last control stage');
    }
  });
}

function isNotice(notify: unknown): boolean {
  return typeof notify === 'string' || isObject(notify);
}
